import { isAscii } from "node:buffer";
import { RowmillError } from "@rowmill/core/errors";
import { MAX_COLUMNS } from "./limits.ts";
import type { FixedLayout } from "./fixed-layout.ts";
import { type FormatOptions, OMITTED_ROWS, type OmittedRows, TABLE_FORMATS } from "./format-options.ts";

/** How a file is read, with every default filled in. */
export interface CompleteFormatOptions extends FormatOptions {
  readonly maxRecordLength: number;
  readonly maxColumns: number;
  readonly flattenDepth: number;
  readonly maxInflatedBytes: number;
  readonly maxInflationRatio: number;
  readonly maxPaddingRatio: number;
}

/** The names of all options of `FormatOptions`, for `checkOptions`. */
export const FORMAT_OPTIONS = {
  delimiter: true,
  quote: true,
  escape: true,
  comment: true,
  skipInitialSpace: true,
  header: true,
  headerRows: true,
  preambleRows: true,
  table: true,
  format: true,
  encoding: true,
  fileName: true,
  entry: true,
  sheet: true,
  fillMergedCells: true,
  layout: true,
  recordsPath: true,
  maxRecordLength: true,
  omit: true,
  maxColumns: true,
  flattenDepth: true,
  engine: true,
  maxInflatedBytes: true,
  maxInflationRatio: true,
  maxPaddingRatio: true,
} as const satisfies Record<keyof FormatOptions, true>;

/**
 * Checks what a caller says about a file and fills in the defaults. Other options of the same object are left out.
 * @throws RowmillError `OPTION_INVALID`
 */
export function checkFormatOptions(options: FormatOptions): CompleteFormatOptions {
  for (const name of ["quote", "escape"] as const) oneCharacter(name, options[name]);
  for (const name of ["delimiter", "comment"] as const) fewCharacters(name, options[name]);
  ascii("comment", options.comment);
  for (const name of ["quote", "escape"] as const) ascii(name, options[name]);
  if (options.quote && options.quote === options.delimiter)
    throw invalidOption("The delimiter and the quote must not be the same character");
  oneOf("format", options.format, TABLE_FORMATS);
  oneOf("engine", options.engine, ["csv-parse", "exceljs"]);
  for (const name of ["encoding", "fileName", "entry", "recordsPath"] as const) ofType(name, options[name], "string");
  if (options.headerRows !== undefined) wholeNumber("headerRows", options.headerRows, 0, 20);
  if (options.preambleRows !== undefined) wholeNumber("preambleRows", options.preambleRows, 0, 1_000);
  if (options.header !== undefined && options.headerRows !== undefined && options.header !== options.headerRows > 0)
    throw invalidOption(`header: ${options.header} and headerRows: ${options.headerRows} contradict each other: pass one of them`);
  if (typeof options.table === "number") wholeNumber("table", options.table, 0);
  else ofType("table", options.table, "string");
  for (const name of ["header", "fillMergedCells", "skipInitialSpace"] as const) ofType(name, options[name], "boolean");
  if (typeof options.sheet === "number") wholeNumber("sheet", options.sheet, 0);
  else ofType("sheet", options.sheet, "string");
  if (options.layout !== undefined) checkLayout(options.layout);
  if (options.omit !== undefined) checkOmitted(options.omit);
  return {
    format: options.format ?? (options.layout && "fixed-width"),
    encoding: options.encoding,
    delimiter: options.delimiter,
    quote: options.quote,
    escape: options.escape,
    comment: options.comment,
    skipInitialSpace: options.skipInitialSpace,
    header: options.header ?? (options.headerRows === undefined ? undefined : options.headerRows > 0),
    headerRows: options.headerRows,
    preambleRows: options.preambleRows,
    table: options.table,
    fileName: options.fileName,
    entry: options.entry,
    sheet: options.sheet,
    fillMergedCells: options.fillMergedCells,
    layout: options.layout,
    recordsPath: options.recordsPath,
    omit: options.omit,
    flattenDepth: wholeNumber("flattenDepth", options.flattenDepth ?? 4, 0, 32),
    engine: options.engine,
    maxRecordLength: wholeNumber("maxRecordLength", options.maxRecordLength ?? 16 * 1024 * 1024, 1, 128 * 1024 * 1024),
    maxColumns: wholeNumber("maxColumns", options.maxColumns ?? MAX_COLUMNS, 1, 1_048_576),
    maxInflatedBytes: wholeNumber("maxInflatedBytes", options.maxInflatedBytes ?? 64 * 1024 ** 3, 1),
    maxInflationRatio: wholeNumber("maxInflationRatio", options.maxInflationRatio ?? 200, 1),
    maxPaddingRatio: wholeNumber("maxPaddingRatio", options.maxPaddingRatio ?? 100, 1),
  };
}

/** @throws RowmillError `OPTION_INVALID` */
export function wholeNumber(name: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const upTo = most === Number.MAX_SAFE_INTEGER ? "up" : `to ${most}`;
  throw invalidOption(`${name} must be a whole number from ${least} ${upTo}, not ${String(value)}`);
}

export function invalidOption(message: string): RowmillError {
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}

function oneCharacter(name: string, value: string | null | undefined): void {
  if (value === undefined || value === null) return;
  if (typeof value !== "string" || value.length !== 1 || value === "\n" || value === "\r") {
    throw invalidOption(`The ${name} must be one character that is no line end, not ${JSON.stringify(value)}`);
  }
}

function fewCharacters(name: string, value: string | null | undefined): void {
  if (value === undefined || value === null) return;
  if (typeof value !== "string" || value.length < 1 || value.length > 4 || /[\n\r]/.test(value)) {
    throw invalidOption(`The ${name} must be one to four characters that are no line ends, not ${JSON.stringify(value)}`);
  }
}

/** A curly quote opens and closes with two signs, so it cannot be the quote of a file; and the kernel looks for one byte. */
function ascii(name: string, sign: string | null | undefined): void {
  if (!sign || isAscii(Buffer.from(sign))) return;
  throw invalidOption(`The ${name} must be an ASCII character, not ${JSON.stringify(sign)}: pass null if the file has no such sign`);
}

function oneOf(name: string, value: unknown, allowed: readonly string[]): void {
  if (value === undefined || (typeof value === "string" && allowed.includes(value))) return;
  throw invalidOption(`${name} must be one of ${allowed.map((item) => `"${item}"`).join(", ")}, not ${JSON.stringify(value)}`);
}

function ofType(name: string, value: unknown, type: "string" | "boolean"): void {
  if (value !== undefined && typeof value !== type) throw invalidOption(`${name} must be a ${type}, not ${JSON.stringify(value)}`);
}

function checkOmitted(omit: readonly OmittedRows[]): void {
  if (!Array.isArray(omit)) throw invalidOption(`omit must be a list of kinds of rows, not ${JSON.stringify(omit)}`);
  for (const kind of omit) oneOf("omit", kind, OMITTED_ROWS);
}

function checkLayout(layout: FixedLayout): void {
  if (!Array.isArray(layout) || layout.length === 0) throw invalidOption("layout must be a list of fields, each with start and width");
  let end = 1;
  for (const [index, { name, start, width }] of layout.entries()) {
    const field = `layout[${index}]`;
    ofType(`${field}.name`, name, "string");
    wholeNumber(`${field}.start`, start, 1);
    if (width !== Number.POSITIVE_INFINITY || index < layout.length - 1) wholeNumber(`${field}.width`, width, 1);
    if (start < end)
      throw invalidOption(`${field} starts at ${start}, inside the field before it or left of it: list the fields from left to right`);
    end = start + width;
  }
}
