/** A row with something in it, and where it stands. */
export interface FilledRow {
  readonly index: number;
  readonly cells: readonly string[];
  /** Whether a blank row, or one of empty cells, stands directly above. */
  readonly afterGap: boolean;
}
/**
 * Parts rows into tables that stand one below the other.
 *
 * A new one starts where rows of another width follow a gap, at least two of them; where they follow without a gap, if at least three do
 * and the first of them names their columns; and where rows of the same width follow a gap (and titles) and start with other names. Rows that
 * are only longer or shorter than those before them are the same table.
 */
export declare function splitTables(rows: readonly FilledRow[]): (readonly FilledRow[])[];
//# sourceMappingURL=split-tables.d.ts.map
