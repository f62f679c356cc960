import { type OutputColumn, type OutputPart, type OutputRows } from "../../../table/output.ts";
import { type EncodingOptions } from "../../../text/encode/encode-rows.ts";
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
export declare function writeFixedWidth(
  rows: OutputRows,
  columns: readonly OutputColumn[],
  options: FixedWidthOptions,
  part?: OutputPart,
): AsyncGenerator<Uint8Array>;
//# sourceMappingURL=write-fixed-width.d.ts.map
