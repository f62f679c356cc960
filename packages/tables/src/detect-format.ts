import { checkOptions } from "@rowmill/core/errors";
import { checkFormatOptions, FORMAT_OPTIONS } from "./table/check-format-options.ts";
import type { DetectedFormat } from "./table/detected-format.ts";
import type { FormatOptions } from "./table/format-options.ts";
import { inputOf } from "./bytes/input-of.ts";
import { openTable } from "./open/open-table.ts";

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
export async function detectFormat(source: string | Uint8Array, options: DetectOptions = {}): Promise<DetectedFormat> {
  checkOptions(options, DETECT_OPTIONS, "detectFormat");
  const { signal } = options;
  signal?.throwIfAborted();
  const input = await inputOf(source, signal);
  const table = await openTable(input, { ...checkFormatOptions(options), onSurveyed: () => signal?.throwIfAborted() });
  await table.close();
  return describeTable(table);
}

const DETECT_OPTIONS = { ...FORMAT_OPTIONS, signal: true } as const satisfies Record<keyof DetectOptions, true>;

/** What was detected about a table, without the ways to read it. */
export function describeTable(table: DetectedFormat): DetectedFormat {
  return {
    format: table.format,
    formatConfidence: table.formatConfidence,
    container: table.container,
    entry: table.entry,
    encoding: table.encoding,
    dialect: table.dialect,
    sheet: table.sheet,
    layout: table.layout,
    recordsPath: table.recordsPath,
    preambleRows: table.preambleRows,
    headerRows: table.headerRows,
    hasHeader: table.hasHeader,
    headerConfidence: table.headerConfidence,
    columns: [...table.columns],
    columnCount: table.columnCount,
    otherTables: table.otherTables,
    findings: table.findings,
  };
}
