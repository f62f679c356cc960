import { type OutputColumn, type OutputPart, type OutputRows } from "../../../table/output.ts";
import { type EncodingOptions } from "../../../text/encode/encode-rows.ts";
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
export declare function writeText(
  rows: OutputRows,
  columns: readonly OutputColumn[],
  options?: TextOptions,
  part?: OutputPart,
): AsyncGenerator<Uint8Array>;
//# sourceMappingURL=write-text.d.ts.map
