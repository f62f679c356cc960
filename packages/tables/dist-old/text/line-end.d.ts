import type { LineEnd } from "../table/dialect.ts";
/** How the lines of a text end, quoted line breaks left out. `lf` for a text of one line. */
export declare function lineEndOf(text: string, quote: string | null): LineEnd;
//# sourceMappingURL=line-end.d.ts.map
