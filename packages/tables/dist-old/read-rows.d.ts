import type { Finding } from "./table/finding.ts";
import type { DetectedFormat } from "./table/detected-format.ts";
import type { FormatOptions } from "./table/format-options.ts";
import { type TableSource } from "./bytes/input-of.ts";
import type { ReadProblem, Row } from "./table/table-reader.ts";
/** Options of `readRows`. */
export interface ReadRowsOptions extends FormatOptions {
  /** Ends the reading; the iteration rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Whether every batch is to have all columns: then JSON objects in a file are gone through once for their keys before they are
   * read. Without it, as in a stream, columns are added as they come.
   * @defaultValue true
   */
  readonly allColumns?: boolean | undefined;
}
/** Up to about a thousand rows of a table. */
export interface RowsRead {
  /** What was detected about the file. The same in every batch. */
  readonly format: DetectedFormat;
  /**
   * What the columns are called, by position; names may come again. The same in every batch, but for JSON objects
   * of a stream (or without `allColumns`), where a key that comes for the first time adds a name to the end.
   */
  readonly columns: readonly string[];
  /**
   * The rows of data, without preamble, header and blank lines. A row of delimited text has the cells that it has in the file:
   * it may be shorter or longer than `columns`. `null` is a missing value, where the format knows such a thing.
   */
  readonly rows: readonly Row[];
  /** The number of each row in the file, from 1, as a spreadsheet shows it. */
  readonly rowNumbers: readonly number[];
  /**
   * Where each row starts, in bytes from the start of the file after unpacking: of delimited text in UTF-8. `undefined` for other files, and in the
   * list for an empty line that is a row.
   */
  readonly byteOffsets?: readonly (number | undefined)[] | undefined;
  /** What was wrong near these rows, each with its place. */
  readonly problems: readonly ReadProblem[];
  /** What was odd about the file until now, counted. Of the last batch: about the whole file. */
  readonly findings: readonly Finding[];
}
/**
 * Reads the rows of a table, whatever its format, in batches: header taken off, cells as text, memory independent of the size of
 * the file. There is always at least one batch, also for a table without rows; the last one has the findings about the whole file.
 *
 * A batch is read when it is asked for, so a slow consumer slows the reading down. Leaving the loop closes the file.
 *
 * The work is done on the calling thread, since rows that cross threads cost more than parsing them: some milliseconds at a
 * time, after which other work of the event loop gets its turn. Cells may be views into a block of the file (up to a
 * megabyte of text): copy the few that you keep of many, `Buffer.from(cell).toString()`.
 *
 * @param source - the path of a file, its bytes, or a stream of bytes (Node's or the web's)
 * @throws RowmillError `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `FILE_NOT_TEXT`, `FILE_RECORD_TOO_LARGE`, `OPTION_INVALID`. Throws
 *   the reason of an aborted signal, and the error of a stream that breaks.
 *
 * @example
 * ```ts
 * for await (const { columns, rows } of readRows("customers.csv")) {
 *   const email = columns.indexOf("email");
 *   for (const row of rows) console.log(row[email]);
 * }
 * ```
 */
export declare function readRows(source: TableSource, options?: ReadRowsOptions): AsyncGenerator<RowsRead, void, undefined>;
//# sourceMappingURL=read-rows.d.ts.map
