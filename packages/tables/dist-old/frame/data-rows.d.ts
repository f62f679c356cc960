import type { DetectedFormat } from "../table/detected-format.ts";
import type { Row, RowBatch } from "../table/table-reader.ts";
/** Of how a table lies in its file, what tells its rows of data from the others. */
export type TableForm = Pick<DetectedFormat, "preambleRows" | "headerRows" | "hasHeader" | "columns" | "columnCount" | "dialect">;
/** Rows of data, each with its number in the file. */
export interface NumberedRows {
  readonly rows: Row[];
  readonly rowNumbers: number[];
  /** See `RowBatch`; of each row. */
  readonly byteOffsets: (number | undefined)[] | undefined;
}
/** What `DataRows` noticed about a row. */
export type RowNote = "blank_lines" | "repeated_header" | "ragged_rows_short" | "ragged_rows_long";
/**
 * Takes the rows of data out of the batches of a table: what is left without preamble, header, blank lines and records that
 * could not be read. Blank lines in a table of one column are empty cells, unless nothing follows them.
 */
export declare class DataRows {
  #private;
  /** What the header names the columns, or `undefined` if there is none (yet). */
  header: readonly string[] | undefined;
  /** The first row of the header, or `undefined` if the names are no row. */
  headerRow: number | undefined;
  /** How many cells the table has in a row. It may grow where the names are no row. 0 before the first row. */
  width: number;
  /** @param note - is told about rows that are not like the others */
  constructor(form: TableForm, note: (note: RowNote, row: number) => void);
  /** The rows of data among the rows of a batch. */
  take(batch: RowBatch): NumberedRows;
  /** Call it once, after the last batch. */
  end(): void;
}
/**
 * A file that ends with a gigabyte of line ends must not be held in memory; from here on they count as blank lines. assembly/profile/rows.ts
 * has the same number.
 */
export declare const HELD_BLANKS = 1000000;
//# sourceMappingURL=data-rows.d.ts.map
