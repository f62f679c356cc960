import type { Dialect, DialectOptions, LineEnd } from "../../table/dialect.ts";
import { type TableFrame } from "../../frame/table-frame.ts";
/** What was found out about the form of a delimited text. */
export interface DetectedTable {
  readonly dialect: Dialect;
  readonly lineEnd: LineEnd;
  /** How sure the dialect is, 0 to 1. What the caller fixed is sure. */
  readonly confidence: number;
  /** Records above the table: titles, notes, blank lines, a `sep=` line. */
  readonly preambleRows: number;
  /** Whether there is a header: `frame.headerRows` says of how many rows. */
  readonly hasHeader: boolean;
  readonly headerConfidence: number;
  /** The usual width of a row, in cells. 0 for a text without rows. */
  readonly columnCount: number;
  /** All of it about the rows: header of several rows, column names, footer, other tables. */
  readonly frame: TableFrame;
  /** How many records were seen, of all samples the first. */
  readonly rowCount: number;
}
/** What is seen of a text. */
export interface TableSample {
  /** Its start; a last incomplete line is left out. */
  readonly text: string;
  /** Whether that is all of it. */
  readonly complete: boolean;
  /** Pieces from further on, each from a line's start on: an escape or a comment may come first after millions of rows. */
  readonly later?: readonly string[] | undefined;
}
/**
 * Detects delimiter, quote, escape, comments, preamble and header from samples of a text.
 *
 * Every plausible dialect cuts the samples into rows. The best one has rows of one width, cells that look like numbers, dates, words
 * rather than like leftovers, few malformed quotes, and a usual delimiter. The idea is that of van den Burg, Nazábal and Sutton,
 * "Wrangling messy CSV files by detecting row and type patterns" (2019); what counts as plausible, and the weights, are our own.
 */
export declare function detectTable(sample: TableSample, options?: DialectOptions): DetectedTable;
//# sourceMappingURL=detect-table.d.ts.map
