import type { DetectedDialect, DetectedFormat } from "../../table/detected-format.ts";
import type { DialectOptions } from "../../table/dialect.ts";
import type { FormatOptions } from "../../table/format-options.ts";
import type { TextSource } from "../../text/text-source.ts";
import type { DelimitedSource, OpenedTable } from "../../table/opened-table.ts";
/** What is known about a table that stands in delimited text. */
export interface OpenedDelimited
  extends
    Pick<
      DetectedFormat,
      "preambleRows" | "headerRows" | "hasHeader" | "headerConfidence" | "columns" | "columnCount" | "otherTables" | "findings"
    >,
    Pick<OpenedTable, "batches"> {
  readonly dialect: DetectedDialect;
  /** `undefined` if something follows the table that is not to be read, or if another engine reads it. */
  readonly delimited: DelimitedSource | undefined;
}
/** What `openDelimited` takes beside the text. */
export interface OpenDelimitedOptions extends DialectOptions, Pick<FormatOptions, "engine"> {
  readonly maxRecordLength: number;
  readonly maxColumns: number;
}
/** Finds out how a delimited text is written, and opens it. */
export declare function openDelimited(source: TextSource, options: OpenDelimitedOptions): OpenedDelimited;
//# sourceMappingURL=open-delimited.d.ts.map
