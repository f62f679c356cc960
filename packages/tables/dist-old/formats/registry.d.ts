import { type OutputColumn, type OutputPart, type OutputRows } from "../table/output.ts";
import { type DelimitedOptions } from "./delimited/write/write-delimited.ts";
import { type JsonOptions } from "./json/write/write-json.ts";
import { type FixedWidthOptions } from "./lines/write/write-fixed-width.ts";
import { type TextOptions } from "./lines/write/write-text.ts";
import { type ParquetOptions } from "./parquet/write/write-parquet.ts";
import { type XlsxOptions } from "./xlsx/write/xlsx-writer.ts";
/** What a table can be written as, with the options of each format. `tsv` is delimited text with a tab. */
export type OutputOptions = {
  readonly compression?: "gzip" | undefined;
} & (
  | ({
      readonly format: "csv";
    } & DelimitedOptions)
  | ({
      readonly format: "tsv";
    } & Omit<DelimitedOptions, "delimiter">)
  | ({
      readonly format: "json";
    } & JsonOptions)
  | {
      readonly format: "jsonl";
    }
  | ({
      readonly format: "xlsx";
    } & Omit<XlsxOptions, "columns">)
  | ({
      readonly format: "fixed-width";
    } & FixedWidthOptions)
  | ({
      readonly format: "text";
    } & TextOptions)
  | ({
      readonly format: "parquet";
    } & ParquetOptions)
);
/** The name of a format that can be written. */
export type OutputFormat = OutputOptions["format"];
/** Every format that can be written. */
export declare const OUTPUT_FORMATS: readonly OutputFormat[];
/**
 * Writes rows in any format, as a stream of bytes, in memory that does not depend on their number. Bytes are made when they are
 * asked for.
 *
 * @param rows - batches of rows; each row has a cell for each column, in their order
 * @throws RowmillError `OPTION_INVALID`; `VALUE_UNWRITABLE` for a value that the format or the encoding cannot hold
 *
 * @example
 * ```ts
 * const columns = [{ name: "id", type: "integer" }, { name: "name" }] as const;
 * const bytes = writeTable([[["1", "Ada"]]], columns, { format: "csv", delimiter: ";", compression: "gzip" });
 * await pipeline(bytes, createWriteStream("people.csv.gz"));
 * ```
 */
export declare function writeTable(rows: OutputRows, columns: readonly OutputColumn[], options: OutputOptions): AsyncGenerator<Uint8Array>;
/** Whether a format can be written in parts, one after the other. */
export declare function hasParts({ format, compression }: Pick<OutputOptions, "format" | "compression">): boolean;
/** The same for a part of the rows, of a format that has parts. */
export declare function writePart(
  rows: OutputRows,
  columns: readonly OutputColumn[],
  options: OutputOptions,
  part: OutputPart,
): AsyncGenerator<Uint8Array>;
/** The ending of a file's name and the media type of a format, for example `csv` and `text/csv`. */
export declare function describeOutput({ format, compression }: Pick<OutputOptions, "format" | "compression">): {
  readonly extension: string;
  readonly contentType: string;
};
//# sourceMappingURL=registry.d.ts.map
