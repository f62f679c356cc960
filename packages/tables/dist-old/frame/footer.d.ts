import type { FilledRow } from "./split-tables.ts";
/** How many rows at the end of a table are notes. The rest of `rows` is the table, header included. */
export declare function countFooter(rows: readonly FilledRow[], width: number): number;
//# sourceMappingURL=footer.d.ts.map
