import type { Finding } from "./finding.ts";
import type { Dialect, LineEnd } from "./dialect.ts";
import type { FixedLayout } from "./fixed-layout.ts";
import type { Container, TableFormat } from "./format-options.ts";

/** How a file is to be read, as it was found out or as the caller said. */
export interface DetectedFormat {
  readonly format: TableFormat;
  /** 0 to 1. */
  readonly formatConfidence: number;
  /** What the file was packed in, or `null`. */
  readonly container: Container | null;
  /** The name of the file in the archive that was read, or `null`. */
  readonly entry: string | null;
  /** `null` for a workbook, whose encoding is settled by its format. */
  readonly encoding: DetectedEncoding | null;
  /** `null` for what is not delimited text. */
  readonly dialect: DetectedDialect | null;
  /** The sheet of a workbook that was read, or `null`. */
  readonly sheet: string | null;
  /** Where the fields of fixed-width text stand, or `null`. */
  readonly layout: FixedLayout | null;
  /** Where in a JSON document the records lie: `""` is the document itself, `"*"` the values of its keys. `null` for other formats. */
  readonly recordsPath: string | null;
  /** Records above the table: titles, notes, blank lines, a `sep=` line. */
  readonly preambleRows: number;
  /** How many rows name the columns: 0 without a header, and where the names are no row (the keys of JSON objects). */
  readonly headerRows: number;
  readonly hasHeader: boolean;
  /** 0 to 1. */
  readonly headerConfidence: number;
  /**
   * What the columns are called, by position; a column without a name is `column_3`. Names may come again. Empty if not even
   * the first row could be seen. Keys of JSON that come only after what was looked at are not among them.
   */
  readonly columns: readonly string[];
  /** The usual width of a row, in cells. 0 for a file without rows. */
  readonly columnCount: number;
  /** Tables beside this one: other sheets, files of the archive, arrays of the document, tables in the same text. */
  readonly otherTables: readonly OtherTable[];
  /** What was odd about the file up to here. */
  readonly findings: readonly Finding[];
}

/** How bytes become text. */
export interface DetectedEncoding {
  /** A label of the WHATWG Encoding Standard: `utf-8`, `utf-16le`, `windows-1252`. */
  readonly name: string;
  readonly byteOrderMark: boolean;
  /** 0 to 1. */
  readonly confidence: number;
}

/** How a delimited text is written, and how sure that is. */
export interface DetectedDialect extends Dialect {
  readonly lineEnd: LineEnd;
  /** 0 to 1. */
  readonly confidence: number;
}

/** A table that lies in the same file and was not read. */
export interface OtherTable {
  readonly kind: "sheet" | "entry" | "array" | "block";
  /** The name of the sheet or of the file in the archive, or the path of the array; of a block of rows, `rows 12-30`. */
  readonly name: string;
  /** Whether a sheet is hidden. */
  readonly hidden?: boolean | undefined;
}
