import type { TableFormat } from "./format-options.ts";
/** What the end of a file's name says about its format, or `undefined` if it says nothing. */
export declare function formatOfName(name: string | undefined): TableFormat | undefined;
//# sourceMappingURL=format-of-name.d.ts.map
