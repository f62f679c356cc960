import { checkOptions, RowmillError } from "@rowmill/core/errors";
import { type OutputCell, type OutputColumn, type OutputPart, type OutputRows, WHOLE_OUTPUT } from "../../../table/output.ts";
import { valueUnwritable } from "../../../table/value-unwritable.ts";
import { type EncodingOptions, encodeRows } from "../../../text/encode/encode-rows.ts";

/** How plain text is written. */
export interface TextOptions extends EncodingOptions {
  /** What stands between the values of a row. @defaultValue `" "` */
  readonly separator?: string | undefined;
  /** @defaultValue `"\n"` */
  readonly lineEnd?: "\n" | "\r\n" | undefined;
}

/**
 * Writes rows as lines of plain text, without a header and without quotes. A value with a line break ends the writing, because
 * it would become two lines.
 *
 * @throws RowmillError `OPTION_INVALID`, `VALUE_UNWRITABLE`
 *
 * @example
 * ```ts
 * const bytes = writeText([[["ada@example.org"], ["bob@example.org"]]], [{ name: "email" }]);
 * ```
 */
export function writeText(
  rows: OutputRows,
  columns: readonly OutputColumn[],
  options: TextOptions = {},
  part: OutputPart = WHOLE_OUTPUT,
): AsyncGenerator<Uint8Array> {
  checkOptions(options, ["separator", "lineEnd", "encoding", "unencodable", "byteOrderMark"], "writeText");
  const { separator = " ", lineEnd = "\n" } = options;
  if (typeof separator !== "string" || /[\n\r]/.test(separator)) {
    throw new RowmillError("OPTION_INVALID", "The separator must be a text without a line end", { retriable: false });
  }
  const line = (cells: readonly OutputCell[], row: number) => columns.map((_, index) => value(cells, index, row)).join(separator) + lineEnd;
  return encodeRows(rows, columns, { before: "", row: line, after: () => "" }, options, part);

  function value(cells: readonly OutputCell[], index: number, row: number): string {
    const text = cells[index] ?? "";
    if (!/[\n\r]/.test(text)) return text;
    throw valueUnwritable({ row, column: columns[index]?.name ?? "" }, "a line of plain text cannot hold a line break");
  }
}
