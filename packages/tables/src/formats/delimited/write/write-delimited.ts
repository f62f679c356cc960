import { checkOptions, RowmillError } from "@rowmill/core/errors";
import { type OutputColumn, type OutputPart, type OutputRows, WHOLE_OUTPUT } from "../../../table/output.ts";
import { type EncodingOptions, encodeRows } from "../../../text/encode/encode-rows.ts";
import { delimitedLine, delimitedText, mayHoldFormulas } from "./delimited-text.ts";

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

export const DELIMITED_OPTIONS = {
  delimiter: true,
  quoting: true,
  lineEnd: true,
  header: true,
  formulaGuard: true,
  encoding: true,
  unencodable: true,
  byteOrderMark: true,
} as const satisfies Record<keyof DelimitedOptions, true>;

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
export function writeDelimited(
  rows: OutputRows,
  columns: readonly OutputColumn[],
  options: DelimitedOptions = {},
  part: OutputPart = WHOLE_OUTPUT,
): AsyncGenerator<Uint8Array> {
  checkOptions(options, DELIMITED_OPTIONS, "writeDelimited");
  const { delimiter = ",", quoting = "minimal", lineEnd = "\n", header = true, formulaGuard = true } = options;
  if (typeof delimiter !== "string" || delimiter.length !== 1 || /["\n\r]/.test(delimiter)) {
    throw invalid(`The delimiter must be one character that is no quote and no line end, not ${JSON.stringify(delimiter)}`);
  }
  if (quoting !== "minimal" && quoting !== "all") throw invalid(`quoting must be "minimal" or "all", not ${JSON.stringify(quoting)}`);
  if (lineEnd !== "\n" && lineEnd !== "\r\n") throw invalid(`lineEnd must be "\\n" or "\\r\\n", not ${JSON.stringify(lineEnd)}`);
  const style = { delimiter, quoteAll: quoting === "all" };
  const guarded = columns.map(({ type }) => formulaGuard && mayHoldFormulas(type));
  const names = columns.map(({ name }) => delimitedText(name, formulaGuard, style));
  return encodeRows(
    rows,
    columns,
    {
      before: header ? delimitedLine(names, style) + lineEnd : "",
      row: (cells) => {
        const texts = columns.map((_, index) => delimitedText(cells[index] ?? null, guarded[index] ?? false, style));
        return delimitedLine(texts, style) + lineEnd;
      },
      after: () => "",
    },
    options,
    part,
  );
}

function invalid(message: string): RowmillError {
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}
