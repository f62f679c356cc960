import type { FileProfile } from "../profile/file-profile.ts";
import { type TableSource } from "../bytes/input-of.ts";
import { type AnalyzeOptions } from "./analyze-options.ts";
/**
 * Finds out what is in a delimited text file of any size: encoding, dialect, header, and for each column type, missing
 * values, distinct count, bounds, frequent values and what does not fit. Nothing is dropped in silence: whatever is odd about
 * the file is a finding, with a count and the numbers of the first rows.
 *
 * Every row is read, in a worker thread, in memory that does not depend on the size of the file. A path is opened by the
 * thread itself, and read once if it is UTF-8, otherwise twice (the first time for the encoding alone); a stream is read once, at the pace of the thread.
 * A thread waits five seconds for another file before it ends; your process does not wait for it.
 *
 * @param source - the path of a file, its bytes, or a stream of bytes (Node's or the web's)
 * @throws RowmillError `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `FILE_NOT_TEXT`, `FILE_RECORD_TOO_LARGE`, `OPTION_INVALID`, and
 *   `WORKER_FAILED` if the thread dies. Rejects with the reason of an aborted signal, and with the error of a stream that breaks.
 *
 * @example
 * ```ts
 * const profile = await analyzeFile("customers.csv");
 * for (const column of profile.columns) console.log(column.name, column.type, column.nullCount);
 * ```
 */
export declare function analyzeFile(source: TableSource, options?: AnalyzeOptions): Promise<FileProfile>;
//# sourceMappingURL=analyze-file.d.ts.map
