import { checkOptions, RowmillError } from "@rowmill/core/errors";
import { type OutputCell, type OutputColumn, type OutputPart, type OutputRows, WHOLE_OUTPUT } from "../../../table/output.ts";
import { valueUnwritable } from "../../../table/value-unwritable.ts";
import { type EncodingOptions, encodeRows } from "../../../text/encode/encode-rows.ts";

/** One field of fixed-width text. */
export interface FixedWidthField {
  /** Its width, in characters (code points). */
  readonly width: number;
  /** @defaultValue `"right"` for numbers, `"left"` for everything else */
  readonly align?: "left" | "right" | undefined;
  /** The character that fills it up. @defaultValue a space */
  readonly padding?: string | undefined;
}

/** How fixed-width text is written. */
export interface FixedWidthOptions extends EncodingOptions {
  /** A field for each column, in their order. */
  readonly fields: readonly FixedWidthField[];
  /** @defaultValue `"\n"` */
  readonly lineEnd?: "\n" | "\r\n" | undefined;
  /** Whether the names of the columns are the first line. @defaultValue false */
  readonly header?: boolean | undefined;
}

/**
 * Writes rows as fixed-width text, as a stream of bytes. A value that is longer than its field, or has a line break, ends the writing:
 * nothing is cut.
 *
 * @throws RowmillError `OPTION_INVALID`, `VALUE_UNWRITABLE`
 *
 * @example
 * ```ts
 * const columns = [{ name: "id", type: "integer" }, { name: "name" }] as const;
 * const bytes = writeFixedWidth([[["7", "Ada"]]], columns, { fields: [{ width: 6, padding: "0" }, { width: 20 }] });
 * ```
 */
export function writeFixedWidth(
  rows: OutputRows,
  columns: readonly OutputColumn[],
  options: FixedWidthOptions,
  part: OutputPart = WHOLE_OUTPUT,
): AsyncGenerator<Uint8Array> {
  checkOptions(options, ["fields", "lineEnd", "header", "encoding", "unencodable", "byteOrderMark"], "writeFixedWidth");
  const { fields, lineEnd = "\n", header = false } = options;
  if (!Array.isArray(fields) || fields.length !== columns.length) {
    throw invalid(`fields must have a width for each of the ${columns.length} columns`);
  }
  const pads = columns.map((column, index) => checkedField(fields[index] as FixedWidthField, column));
  const line = (cells: readonly OutputCell[], row: number) =>
    columns.map(({ name }, index) => pads[index]?.(cells[index] ?? "", { row, column: name }) ?? "").join("") + lineEnd;
  const names = columns.map(({ name }) => name);
  return encodeRows(rows, columns, { before: header ? line(names, 0) : "", row: line, after: () => "" }, options, part);
}

function checkedField({ width, align, padding = " " }: FixedWidthField, { name, type }: OutputColumn) {
  const field = `The field of ${JSON.stringify(name)}`;
  if (!Number.isSafeInteger(width) || width < 1) throw invalid(`${field} needs a width of at least 1, not ${String(width)}`);
  if (align !== undefined && align !== "left" && align !== "right") throw invalid(`${field} must be aligned "left" or "right"`);
  if ([...padding].length !== 1 || /[\n\r]/.test(padding)) throw invalid(`${field} needs one character as padding`);
  const toRight = align === "right" || (align === undefined && (type === "integer" || type === "number"));
  return (text: string, place: { readonly row: number; readonly column: string }): string => {
    const length = [...text].length;
    if (length > width) throw valueUnwritable(place, `${length} characters do not fit into a field of ${width}`);
    if (/[\n\r]/.test(text)) throw valueUnwritable(place, "fixed-width text cannot hold a line break");
    const fill = padding.repeat(width - length);
    if (!toRight) return text + fill;
    // Zeros go after the sign of a number.
    return padding === "0" && text.startsWith("-") ? `-${fill}${text.slice(1)}` : fill + text;
  };
}

function invalid(message: string): RowmillError {
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}
