import type { DetectedFormat } from "./table/detected-format.ts";
import type { FormatOptions } from "./table/format-options.ts";
/** Options of `detectFormat`. */
export interface DetectOptions extends FormatOptions {
  /** Ends the detection; it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}
/**
 * Finds out how a file is to be read: format, packing, encoding, dialect or sheet or layout, what stands above the table, and
 * what its columns are called. Content comes first, the name second; `confidence` says how sure it is.
 *
 * The file's first megabyte is looked at, and all of its bytes for the encoding: that takes about a second for two gigabytes.
 *
 * @param source - the path of a file, or its bytes
 * @throws RowmillError `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `FILE_NOT_TEXT`, `OPTION_INVALID`
 *
 * @example
 * ```ts
 * const { format, encoding, dialect, columns } = await detectFormat("customers.csv");
 * ```
 */
export declare function detectFormat(source: string | Uint8Array, options?: DetectOptions): Promise<DetectedFormat>;
/** What was detected about a table, without the ways to read it. */
export declare function describeTable(table: DetectedFormat): DetectedFormat;
//# sourceMappingURL=detect-format.d.ts.map
