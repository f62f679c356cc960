import type { ColumnTally, CountedRows, TallySize } from "../column/column-tally.ts";
/** The tally of a column in a part of a file, and how many rows lie above that part. */
export interface ColumnPart {
  readonly tally: ColumnTally;
  readonly rowsBefore: number;
}
/**
 * Puts together what was counted about a column in the parts of a file, in their order. It is what one pass over the whole file counts, but
 * for the last digits of floating-point sums, and for top values that are estimates in one pass as well.
 */
export declare function joinColumns(parts: readonly ColumnPart[], size: TallySize): ColumnTally;
/** Adds the numbers of rows above to rows that were counted from the start of a part. */
export declare function joinRows(
  parts: readonly {
    readonly rows: CountedRows;
    readonly rowsBefore: number;
  }[],
): CountedRows;
//# sourceMappingURL=join-columns.d.ts.map
