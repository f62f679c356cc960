import type { DialectOptions } from "./dialect.ts";
import type { FixedLayout } from "./fixed-layout.ts";

/**
 * What a table is written in: text whose cells a delimiter parts, a sheet of an XLSX workbook, a JSON document, a JSON value
 * in each line, text whose cells stand at fixed positions, or lines of free text.
 */
export type TableFormat = "delimited" | "xlsx" | "json" | "jsonl" | "fixed-width" | "text";

/** Every format, in the order in which they are told. */
export const TABLE_FORMATS: readonly TableFormat[] = ["delimited", "xlsx", "json", "jsonl", "fixed-width", "text"];

/** Rows of a table that are no records of it: the header again, notes under the table, rows that add up others. */
export type OmittedRows = "repeated_headers" | "notes" | "totals";

/** All of them. */
export const OMITTED_ROWS: readonly OmittedRows[] = ["repeated_headers", "notes", "totals"];

/** What a file was packed in. */
export type Container = "gzip" | "zip";

/** What a caller knows about a file. What is left out is detected. */
export interface FormatOptions extends DialectOptions {
  readonly format?: TableFormat | undefined;
  /**
   * A label of the WHATWG Encoding Standard, such as `windows-1252` or `utf-16le`, or another that `textDecoder` knows: `ibm857`, `kz-1048`. With
   * `utf-8+windows-1252` control characters of UTF-8 text become what they were before a program read windows-1252 as Latin-1: `’`, `€`.
   */
  readonly encoding?: string | undefined;
  /**
   * The name of the file, where it does not come with the source: a second witness beside the content, and never a path
   * that is opened.
   */
  readonly fileName?: string | undefined;
  /** The file in an archive that is to be read, by its full name in the archive. @defaultValue the largest that can be read */
  readonly entry?: string | undefined;
  /** The sheet of a workbook, by its name or its index from 0. @defaultValue the first visible sheet with cells */
  readonly sheet?: string | number | undefined;
  /** Whether each cell of a workbook under a merged one has its text, instead of only the first. @defaultValue false */
  readonly fillMergedCells?: boolean | undefined;
  /** Where the fields of fixed-width text stand. */
  readonly layout?: FixedLayout | undefined;
  /**
   * Where the records of a JSON document lie: keys joined by dots, `"result.items"`, with the place of an item in an array that is the
   * document (`"1"`); `""` is the document itself, and `"*"` the values of its keys (`{"DE": {...}, "FR": {...}}`), each with its key in the column `key`.
   * @defaultValue the largest array of objects or rows that is found
   */
  readonly recordsPath?: string | undefined;
  /**
   * The longest record, in bytes of UTF-8 (of JSON, in characters); a longer one ends the reading with `FILE_RECORD_TOO_LARGE`.
   * A quote that is not closed within so many counts as never closed.
   * @defaultValue 16,777,216
   */
  readonly maxRecordLength?: number | undefined;
  /**
   * Rows that are left out, each counted by a finding `omitted_rows`: `"repeated_headers"`, where files or pages were put one behind the
   * other; `"notes"` under a table that is too long for them to be seen from its start (those of a short one are always left out); `"totals"`.
   * Reading with it takes the slower way over rows of texts.
   * @defaultValue nothing, so that every row of the file is there
   */
  readonly omit?: readonly OmittedRows[] | undefined;
  /** The most cells of a row of delimited text: what follows them stays together in one more cell, and is a finding. @defaultValue 16,384 */
  readonly maxColumns?: number | undefined;
  /** How many levels of nested JSON objects become columns of their own (`address.city`); what lies deeper is one cell of JSON. @defaultValue 4 */
  readonly flattenDepth?: number | undefined;
  /** Another parser than Rowmill's own: `csv-parse` for delimited text, `exceljs` for workbooks. */
  readonly engine?: "csv-parse" | "exceljs" | undefined;
  /** The most bytes that are unpacked from an archive or a workbook. @defaultValue 64 GiB */
  readonly maxInflatedBytes?: number | undefined;
  /** How many times its packed size a file may have, once it has more than 50 MB. @defaultValue 200 */
  readonly maxInflationRatio?: number | undefined;
  /**
   * How many cells for each byte of the file may be added to complete its rows, once they are more than 16 million: those up to the last value
   * of a JSON object or of a row of a sheet, and those under merged cells. More of them end the reading with `FILE_TOO_SPARSE`.
   * @defaultValue 100
   */
  readonly maxPaddingRatio?: number | undefined;
}
