import { RowmillError } from "@rowmill/core/errors";
import type { OutputCell, OutputColumn, OutputPart, OutputRows } from "../../table/output.ts";
import { valueUnwritable } from "../../table/value-unwritable.ts";
import { createOutputEncoder } from "./text-encoder.ts";

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
export function encodeRows(
  rows: OutputRows,
  columns: readonly OutputColumn[],
  text: RowsAsText,
  options: EncodingOptions,
  { isFirst, rowsBefore, isLast }: OutputPart,
): AsyncGenerator<Uint8Array> {
  const { encoding = "utf-8", unencodable = "error", byteOrderMark = false } = options;
  if (unencodable !== "error" && unencodable !== "replace") {
    throw new RowmillError("OPTION_INVALID", `unencodable must be "error" or "replace", not ${JSON.stringify(unencodable)}`);
  }
  const encoder = createOutputEncoder(encoding);
  return chunks();

  async function* chunks(): AsyncGenerator<Uint8Array> {
    if (isFirst) {
      if (byteOrderMark && encoder.byteOrderMark.length > 0) yield encoder.byteOrderMark;
      if (text.before !== "") yield encoder.encode(checked(text.before, () => columns.map(({ name }) => name), 0));
    }
    let pending = "";
    let rowCount = rowsBefore;
    for await (const batch of rows) {
      for (const cells of batch) {
        rowCount += 1;
        const row = rowCount;
        pending += checked(text.row(cells, row), () => cells, row);
        if (pending.length < CHUNK_LENGTH) continue;
        yield encoder.encode(pending);
        pending = "";
      }
    }
    if (isLast()) pending += text.after(rowCount);
    if (pending !== "") yield encoder.encode(pending);
  }

  function checked(written: string, cells: () => readonly OutputCell[], row: number): string {
    if (unencodable === "replace") return written;
    const character = encoder.firstUnencodable(written);
    if (character === undefined) return written;
    const at = cells().findIndex((cell) => cell?.includes(character));
    const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
    throw valueUnwritable(
      { row, column: columns[at]?.name ?? "" },
      `${encoding} has no character for ${JSON.stringify(character)} (U+${code}): write UTF-8, or set unencodable to "replace"`,
    );
  }
}

const CHUNK_LENGTH = 64 * 1024;
