import { createGzip } from "node:zlib";
import { pipeline, Readable } from "node:stream";
import { checkOptions, RowmillError } from "@rowmill/core/errors";
import { type OutputColumn, type OutputPart, type OutputRows, WHOLE_OUTPUT } from "../table/output.ts";
import { DELIMITED_OPTIONS, type DelimitedOptions, writeDelimited } from "./delimited/write/write-delimited.ts";
import { type JsonOptions, writeJson, writeJsonLines } from "./json/write/write-json.ts";
import { type FixedWidthOptions, writeFixedWidth } from "./lines/write/write-fixed-width.ts";
import { type TextOptions, writeText } from "./lines/write/write-text.ts";
import { type ParquetOptions, writeParquet } from "./parquet/write/write-parquet.ts";
import { writeXlsx, type XlsxOptions } from "./xlsx/write/xlsx-writer.ts";

/** What a table can be written as, with the options of each format. `tsv` is delimited text with a tab. */
export type OutputOptions = { readonly compression?: "gzip" | undefined } & (
  | ({ readonly format: "csv" } & DelimitedOptions)
  | ({ readonly format: "tsv" } & Omit<DelimitedOptions, "delimiter">)
  | ({ readonly format: "json" } & JsonOptions)
  | { readonly format: "jsonl" }
  | ({ readonly format: "xlsx" } & Omit<XlsxOptions, "columns">)
  | ({ readonly format: "fixed-width" } & FixedWidthOptions)
  | ({ readonly format: "text" } & TextOptions)
  | ({ readonly format: "parquet" } & ParquetOptions)
);

/** The name of a format that can be written. */
export type OutputFormat = OutputOptions["format"];

interface WrittenFormat {
  readonly extension: string;
  readonly contentType: string;
  /** Whether it can be written in parts. */
  readonly hasParts: boolean;
  write(rows: OutputRows, columns: readonly OutputColumn[], options: object, part: OutputPart): AsyncGenerator<Uint8Array>;
}

const FORMATS: Readonly<Record<OutputFormat, WrittenFormat>> = {
  csv: { extension: "csv", contentType: "text/csv", hasParts: true, write: writeDelimited },
  tsv: { extension: "tsv", contentType: "text/tab-separated-values", hasParts: true, write: writeTsv },
  json: { extension: "json", contentType: "application/json", hasParts: true, write: writeJson },
  jsonl: {
    extension: "jsonl",
    contentType: "application/jsonl",
    hasParts: true,
    write(rows, columns, options, part) {
      checkOptions(options, [], 'the format "jsonl"');
      return writeJsonLines(rows, columns, part);
    },
  },
  xlsx: {
    extension: "xlsx",
    contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    hasParts: false,
    write: (rows, columns, options) => writeXlsx(rows, { ...options, columns: columns.map(sheetColumn) }),
  },
  "fixed-width": {
    extension: "txt",
    contentType: "text/plain",
    hasParts: true,
    write: (rows, columns, options, part) => writeFixedWidth(rows, columns, options as FixedWidthOptions, part),
  },
  text: { extension: "txt", contentType: "text/plain", hasParts: true, write: writeText },
  parquet: { extension: "parquet", contentType: "application/vnd.apache.parquet", hasParts: false, write: writeParquet },
};

/** Every format that can be written. */
export const OUTPUT_FORMATS = Object.keys(FORMATS) as readonly OutputFormat[];

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
export function writeTable(rows: OutputRows, columns: readonly OutputColumn[], options: OutputOptions): AsyncGenerator<Uint8Array> {
  return writePart(rows, columns, options, WHOLE_OUTPUT);
}

/** Whether a format can be written in parts, one after the other. */
export function hasParts({ format, compression }: Pick<OutputOptions, "format" | "compression">): boolean {
  return compression === undefined && FORMATS[checkedFormat(format)].hasParts;
}

/** The same for a part of the rows, of a format that has parts. */
export function writePart(
  rows: OutputRows,
  columns: readonly OutputColumn[],
  options: OutputOptions,
  part: OutputPart,
): AsyncGenerator<Uint8Array> {
  const { format, compression, ...rest } = options;
  const written = FORMATS[checkedFormat(format)];
  if (compression !== undefined && compression !== "gzip") {
    throw invalid(`compression must be "gzip", not ${JSON.stringify(compression)}`);
  }
  const bytes = written.write(rows, columns, rest, part);
  return compression === "gzip" ? gzipped(bytes) : bytes;
}

/** The ending of a file's name and the media type of a format, for example `csv` and `text/csv`. */
export function describeOutput({ format, compression }: Pick<OutputOptions, "format" | "compression">): {
  readonly extension: string;
  readonly contentType: string;
} {
  const { extension, contentType } = FORMATS[checkedFormat(format)];
  return compression === "gzip" ? { extension: `${extension}.gz`, contentType: "application/gzip" } : { extension, contentType };
}

function checkedFormat(format: OutputFormat): OutputFormat {
  if (Object.hasOwn(FORMATS, format)) return format;
  throw invalid(`format must be one of ${OUTPUT_FORMATS.join(", ")}, not ${JSON.stringify(format)}`);
}

function writeTsv(rows: OutputRows, columns: readonly OutputColumn[], options: object, part: OutputPart): AsyncGenerator<Uint8Array> {
  const { delimiter: _, ...names } = DELIMITED_OPTIONS;
  checkOptions(options, names, 'the format "tsv"');
  return writeDelimited(rows, columns, { ...options, delimiter: "\t" }, part);
}

function sheetColumn({ name, type }: OutputColumn) {
  if (type === undefined || type === "string") return { name };
  return { name, type: type === "integer" ? "number" : type } as const;
}

async function* gzipped(bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Errors of the source reach the reader of the gzip stream.
  yield* pipeline(Readable.from(bytes, { objectMode: false }), createGzip(), () => {}) as AsyncIterable<Uint8Array>;
}

function invalid(message: string): RowmillError {
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}
