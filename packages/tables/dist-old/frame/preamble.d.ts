import type { FilledRow } from "./split-tables.ts";
/** How many rows stand above a table of this width: titles, notes, keys with their values. */
export declare function countPreamble(rows: readonly FilledRow[], width: number): number;
//# sourceMappingURL=preamble.d.ts.map
