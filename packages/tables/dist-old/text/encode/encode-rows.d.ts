import type { OutputCell, OutputColumn, OutputPart, OutputRows } from "../../table/output.ts";
/** How text is written as bytes. */
export interface EncodingOptions {
  /** UTF-8, UTF-16 or a single-byte encoding, by its label in the WHATWG Encoding Standard. @defaultValue `"utf-8"` */
  readonly encoding?: string | undefined;
  /**
   * What happens to a character that the encoding does not have: `"error"` ends the writing with `VALUE_UNWRITABLE`,
   * `"replace"` writes a question mark.
   * @defaultValue `"error"`
   */
  readonly unencodable?: "error" | "replace" | undefined;
  /** Whether a byte order mark stands at the start, which Excel needs to read UTF-8. @defaultValue false */
  readonly byteOrderMark?: boolean | undefined;
}
/** The text of the rows of an output. */
export interface RowsAsText {
  /** What stands before the first row. */
  readonly before: string;
  /** A row, with what ends it. */
  row(cells: readonly OutputCell[], row: number): string;
  /** What stands after the last row. */
  after(rowCount: number): string;
}
/**
 * Writes rows as text in an encoding, in chunks of about 64 KB.
 * @throws RowmillError `OPTION_INVALID`, `VALUE_UNWRITABLE`
 */
export declare function encodeRows(
  rows: OutputRows,
  columns: readonly OutputColumn[],
  text: RowsAsText,
  options: EncodingOptions,
  { isFirst, rowsBefore, isLast }: OutputPart,
): AsyncGenerator<Uint8Array>;
//# sourceMappingURL=encode-rows.d.ts.map
