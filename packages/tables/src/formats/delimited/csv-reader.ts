import { RowmillError } from "@rowmill/core/errors";
import { MAX_COLUMNS } from "../../table/limits.ts";
import { borrowKernel, returnKernel } from "../../kernel/kernel.ts";
import { createStructuralIndex, type Repair, type RepairKind, type StructuralIndex } from "./structural-index.ts";
import { createRowCutter } from "./row-cutter.ts";
import type { ReadOptions, ReadProblem, ReadProblemCode, RowBatch } from "../../table/table-reader.ts";
import { utf8Chunks } from "../../text/utf8-chunks.ts";

/**
 * Reads delimited text: bytes become UTF-8, the kernel finds the fields of a block, and `RowCutter` makes texts of them. What the
 * kernel makes of records that are not as the dialect wants them, and says about each, assembly/lenient.ts tells.
 */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<RowBatch> {
  const { dialect, maxRecordLength, maxColumns = MAX_COLUMNS } = options;
  const kernel = borrowKernel();
  const index = createStructuralIndex(dialect, { maxRecordBytes: maxRecordLength, maxCells: maxColumns }, kernel);
  const cutter = createRowCutter(index);
  let taken = 0;
  let shift: number | undefined = 0;
  try {
    index.keepShifts(true);
    for await (const { chunk, bytes: soFar, shift: found } of utf8Chunks(bytes, options.encoding)) {
      shift = found;
      for (let from = 0; from < chunk.length; from += BLOCK_BYTES) {
        index.append(chunk.subarray(from, from + BLOCK_BYTES));
        taken = soFar - Math.max(0, chunk.length - from - BLOCK_BYTES);
        yield* blocks(false);
      }
    }
    yield* blocks(true);
  } finally {
    index.keepShifts(false);
    index.release();
    returnKernel(kernel);
  }

  function* blocks(last: boolean): Generator<RowBatch> {
    while (index.next(last)) {
      cutter.start();
      const repairs = [...index.repairs(), ...index.invalidRows()].toSorted((a, b) => a.row - b.row);
      let firstRow = index.rowsBefore + 1;
      do {
        const rows = cutter.take(BATCH_ROWS);
        const quotedLines = cutter.quotedLines.length > 0 ? new Set(cutter.quotedLines) : undefined;
        const end = firstRow + rows.length;
        const isLast = end > index.rowsBefore + index.rowCount;
        const here = repairs.splice(0, isLast ? repairs.length : repairs.findLastIndex(({ row }) => row < end) + 1);
        for (const { kind, row } of here) if (kind === "comment_line") rows[row - firstRow] = [];
        const place = shift === undefined ? undefined : index.bytesBefore + shift;
        const byteOffsets = place === undefined ? undefined : cutter.starts.map((start) => start + place);
        const problems = here.map((repair) => ({
          ...toReadProblem(repair),
          byteOffset: shift === undefined ? undefined : repair.offset + shift,
        }));
        yield { firstRow, rows, byteOffsets, quotedLines, bytes: taken, problems };
        firstRow = end;
      } while (firstRow <= index.rowsBefore + index.rowCount);
    }
    if (index.isTooLarge) throw recordTooLarge(index, maxRecordLength);
  }
}

const BATCH_ROWS = 1_000;

/** Texts of 64 kB stay in the processor's cache until their cells are cut: a third faster than those of a megabyte. */
const BLOCK_BYTES = 64 * 1024;

const PROBLEM_CODES: Readonly<Record<RepairKind, ReadProblemCode>> = {
  malformed_quotes: "malformed_quotes",
  unclosed_quote: "unclosed_quote",
  stray_quote: "stray_quotes",
  blanks_around_quotes: "blanks_around_quotes",
  comment_line: "comment_lines",
  too_many_cells: "too_many_cells",
  end_of_file_sign: "end_of_file_sign",
  invalid_bytes: "invalid_bytes",
};

/** How a reader tells of what its index repaired. */
export function toReadProblem({ kind, row, line, offset }: Repair): ReadProblem {
  return { code: PROBLEM_CODES[kind], row, line, byteOffset: offset };
}

/** The error for a record that no bound allows. */
export function recordTooLarge(index: StructuralIndex, maxRecordLength: number): RowmillError {
  const row = index.rowsBefore + index.rowCount + 1;
  const line = index.linesBefore + 1;
  const byteOffset = index.bytesBefore + index.byteCount;
  return new RowmillError(
    "FILE_RECORD_TOO_LARGE",
    `The file cannot be read on: row ${row} (line ${line}, byte ${byteOffset}) is longer than ${maxRecordLength} bytes. Raise maxRecordLength if it is really that long`,
    { details: { row, line, byteOffset, maxRecordLength }, retriable: false },
  );
}
