import { decodeText } from "./decode-text.ts";
import { createFieldParser } from "./parse-fields.ts";
import { RecordSplitter } from "./record-splitter.ts";
import type { ReadOptions, ReadProblem, RowBatch } from "./table-reader.ts";

/**
 * The `TableReader` of today: `RecordSplitter` finds where records end, plain lines are cut at their delimiters,
 * well-formed quotes by `cutQuoted`, and csv-parse reads the other records that have quotes, a block of them at a time.
 *
 * csv-parse alone reads 25 to 35 MB/s, and by itself it could not do three things that are needed here: say where an
 * unclosed quote opened, accept mixed line ends, and count malformed quotes without an object per cell.
 */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<RowBatch> {
  const splitter = new RecordSplitter(options.dialect, options.maxRecordLength, createFieldParser(options.dialect));
  let firstRow = 1;
  let taken = 0;
  let mayHoldReplacements = false;
  for await (const block of decodeText(bytes, options.encoding)) {
    taken = block.bytes;
    // One fast look at the block saves one at every cell.
    const found = block.text.includes(REPLACEMENT);
    mayHoldReplacements ||= found;
    const rows = splitter.push(block.text);
    yield* batches(rows);
    // What the splitter has kept back comes from this block.
    if (rows.length > 0) mayHoldReplacements = found;
  }
  yield* batches(splitter.end());

  function* batches(rows: string[][]): Generator<RowBatch> {
    const problems = [...splitter.takeProblems(), ...(mayHoldReplacements ? replacementSigns(rows, firstRow) : [])];
    if (rows.length === 0 && problems.length === 0) return;
    for (let from = 0; from === 0 || from < rows.length; from += BATCH_ROWS) {
      const batch = rows.length <= BATCH_ROWS ? rows : rows.slice(from, from + BATCH_ROWS);
      yield { firstRow: firstRow + from, rows: batch, bytes: taken, problems: from === 0 ? problems : [] };
    }
    firstRow += rows.length;
  }
}

const BATCH_ROWS = 1_000;

/** U+FFFD, which decoding puts in place of bytes that are no character. */
const REPLACEMENT = "\ufffd";

/** The rows with bytes that are not valid in the encoding, or with the sign that an earlier conversion left for such. */
function* replacementSigns(rows: readonly (readonly string[])[], firstRow: number): Generator<ReadProblem> {
  for (const [index, row] of rows.entries()) {
    for (const cell of row) {
      if (!cell.includes(REPLACEMENT)) continue;
      yield { code: "invalid_bytes", row: firstRow + index, line: firstRow + index };
      break;
    }
  }
}
