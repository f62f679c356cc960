import { type OutputColumn, type OutputPart, type OutputRows } from "../../../table/output.ts";
import { type EncodingOptions } from "../../../text/encode/encode-rows.ts";
/** How delimited text is written. */
export interface DelimitedOptions extends EncodingOptions {
  /** One character. @defaultValue `","` */
  readonly delimiter?: string | undefined;
  /** `"minimal"` quotes what RFC 4180 demands, `"all"` every cell. @defaultValue `"minimal"` */
  readonly quoting?: "minimal" | "all" | undefined;
  /** @defaultValue `"\n"` */
  readonly lineEnd?: "\n" | "\r\n" | undefined;
  /** Whether the names of the columns are the first row. @defaultValue true */
  readonly header?: boolean | undefined;
  /**
   * Whether a text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection). Numbers and phone
   * numbers such as `-5.20` and `+49 151 234567` are left as they are.
   * @defaultValue true
   */
  readonly formulaGuard?: boolean | undefined;
}
export declare const DELIMITED_OPTIONS: {
  readonly delimiter: true;
  readonly quoting: true;
  readonly lineEnd: true;
  readonly header: true;
  readonly formulaGuard: true;
  readonly encoding: true;
  readonly unencodable: true;
  readonly byteOrderMark: true;
};
/**
 * Writes rows as CSV, or with any other delimiter, as a stream of bytes. A missing value and an empty text are both an empty cell.
 *
 * @throws RowmillError `OPTION_INVALID`, `VALUE_UNWRITABLE`
 *
 * @example
 * ```ts
 * const columns = [{ name: "id" }, { name: "note" }];
 * await pipeline(writeDelimited([[["1", "a,b"]]], columns, { delimiter: ";" }), createWriteStream("notes.csv"));
 * ```
 */
export declare function writeDelimited(
  rows: OutputRows,
  columns: readonly OutputColumn[],
  options?: DelimitedOptions,
  part?: OutputPart,
): AsyncGenerator<Uint8Array>;
//# sourceMappingURL=write-delimited.d.ts.map
