import type { FastColumn, FastOutput } from "./plan/fast-plan.ts";
/** A row of the output as text, with what stands before and after it: the same bytes as the kernel writes. */
export declare function rowText(cells: readonly (string | null)[], columns: readonly FastColumn[], output: FastOutput): string;
/** The key of a column in a record of JSON. */
export declare function jsonKey(name: string): string;
/** What stands before each row, and after it. The first row of a list has no comma before it. */
export declare function rowStart({ format }: FastOutput): string;
export declare function rowEnd(output: FastOutput): string;
/** What stands before all rows, and after them. */
export declare function textBefore(columns: readonly FastColumn[], output: FastOutput): string;
export declare function textAfter({ format }: FastOutput, hasRows: boolean): string;
//# sourceMappingURL=row-text.d.ts.map
