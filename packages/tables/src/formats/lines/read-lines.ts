import { RowmillError } from "@rowmill/core/errors";
import type { Cell, ReadProblem, ReadProblemCode, RowBatch } from "../../table/table-reader.ts";
import { utf8Chunks } from "../../text/utf8-chunks.ts";

/** Makes a row of a line. `note` is for what is odd about it. */
export type LineReader = (line: string, note: (code: ReadProblemCode, detail: string) => void) => Cell[];

/** How lines are read. */
export interface ReadLinesOptions {
  readonly encoding: string | undefined;
  readonly maxRecordLength: number;
}

/**
 * Reads text line by line: LF, CR and CRLF each end one, also mixed, and each is a row. The end-of-file sign of DOS (Ctrl-Z) alone in
 * the last line is none.
 *
 * @throws RowmillError `FILE_RECORD_TOO_LARGE`
 */
export async function* readLines(
  source: AsyncIterable<Uint8Array>,
  { encoding, maxRecordLength }: ReadLinesOptions,
  readLine: LineReader,
): AsyncGenerator<RowBatch> {
  const decoder = new TextDecoder();
  let rest = "";
  let row = 1;
  let bytes = 0;
  for await (const piece of utf8Chunks(source, encoding)) {
    bytes = piece.bytes;
    yield* take(decoder.decode(piece.chunk, { stream: true }), false);
    if (rest.length > maxRecordLength) throw tooLong(row, maxRecordLength);
  }
  yield* take(decoder.decode(), true);

  function* take(text: string, last: boolean): Generator<RowBatch> {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    // A CR at the very end may be half of a line end: it stays until it is clear.
    rest = lines.pop() ?? "";
    if (last && rest !== "" && rest !== CTRL_Z) lines.push(rest.endsWith("\r") ? rest.slice(0, -1) : rest);
    for (let from = 0; from < lines.length; from += BATCH_ROWS) yield batch(lines.slice(from, from + BATCH_ROWS));
  }

  function batch(lines: readonly string[]): RowBatch {
    const firstRow = row;
    const problems: ReadProblem[] = [];
    const note = (code: ReadProblemCode, detail: string) => problems.push({ code, row, line: row, detail });
    const rows = lines.map((line) => {
      if (line.length > maxRecordLength) throw tooLong(row, maxRecordLength);
      if (line.includes("\ufffd")) note("invalid_bytes", "bytes that are no text");
      const cells = readLine(line, note);
      row += 1;
      return cells;
    });
    return { firstRow, rows, bytes, problems };
  }
}

const BATCH_ROWS = 1_000;
const CTRL_Z = "\u001a";

function tooLong(line: number, maxRecordLength: number): RowmillError {
  const message = `The file cannot be read on: line ${line} is longer than ${maxRecordLength} characters. Raise maxRecordLength if it is really that long`;
  return new RowmillError("FILE_RECORD_TOO_LARGE", message, { details: { row: line, line, maxRecordLength }, retriable: false });
}
