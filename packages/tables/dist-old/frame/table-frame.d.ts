/**
 * How the rows of a file, a sheet or a sample lie. All positions count from 0 at the first of the rows that were given; blank rows and
 * comments are counted.
 */
export interface TableFrame {
  /** How many cells the table's rows have, usually. 0 without rows. */
  readonly width: number;
  /** The share of the table's rows that have this width, 0 to 1. */
  readonly consistency: number;
  /** How many rows stand above the header: titles, notes, key and value pairs, blank rows. */
  readonly preambleRows: number;
  /** How many rows name the columns, from row `preambleRows` on: 0 without a header. */
  readonly headerRows: number;
  /** How sure `headerRows` is, 0.5 to 1. */
  readonly headerConfidence: number;
  /**
   * The names of the columns, as `headerNames` joins them from the header rows; `""` where a column has none. Empty without a header.
   */
  readonly columnNames: readonly string[];
  /** The row of the header that is a line drawn under the names, or `undefined`. It is one of the `headerRows`. */
  readonly rulerRow: number | undefined;
  /** The header row that says in what units the columns are (`(kg)`, `m/s`), or `undefined`. It is one of the `headerRows`. */
  readonly unitsRow: number | undefined;
  /** The first row of data, as far as there is one. */
  readonly dataStart: number;
  /** The row after the last one of the table: `rows.length` unless something else follows. */
  readonly dataEnd: number;
  /** Rows of data that add up the others (`Total`, `Summe`). They stay in the table. */
  readonly totalRows: readonly number[];
  /** Notes under the table, left out of it: from the first to before the second of these. Both are `dataEnd` if there are none. */
  readonly footer: RowRange;
  /** Tables that are not read: every one but the largest. */
  readonly otherTables: readonly TableBlock[];
  /** How sure all of that is, 0 to 1. */
  readonly confidence: number;
}
/** Rows from `from` on and before `to`. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}
/** A table beside the one that is read. Its header is one of its rows. */
export interface TableBlock extends RowRange {
  readonly width: number;
}
/** What is known about the rows. */
export interface FrameOptions {
  /** Whether the table has a header. Without it that is detected. */
  readonly header?: boolean | undefined;
  /** Whether the rows are all there are: only then the end of the table is looked for. @defaultValue false */
  readonly complete?: boolean | undefined;
}
/**
 * Finds the table among rows of texts: where it starts and ends, its header, and what else there is.
 *
 * Of several tables, the one with the most rows is taken, wide ones counting for more; of equal ones the first. A preamble is narrow: its
 * rows have at most half the cells of the table's, or one filled cell where the table has three or more. At least two rows of the table
 * must follow, or it is not one: `a`, `b`, `c;d` is one column.
 *
 * @example
 * frameOf([["Sales"], [""], ["id", "city"], ["1", "Bonn"], ["2", "Köln"]]).preambleRows; // 2
 */
export declare function frameOf(rows: readonly (readonly string[])[], options?: FrameOptions): TableFrame;
/** How many of the last rows of a file, of which only the end is known, are notes under a table of this width. */
export declare function notesAtEnd(rows: readonly (readonly string[])[], width: number): number;
//# sourceMappingURL=table-frame.d.ts.map
