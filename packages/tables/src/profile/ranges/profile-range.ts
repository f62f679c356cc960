import { closeSync, openSync } from "node:fs";
import { createKernel } from "../../kernel/kernel.ts";
import { type ProfileKernel, startProfileKernel } from "../../values/profile-kernel.ts";
import { CRLF, ENDS_ROW, OFFSET_BITS } from "../../kernel/entry-bits.ts";
import { createStructuralIndex, type StructuralIndex } from "../../formats/delimited/structural-index.ts";
import type { RowsReport } from "../read-report.ts";
import type { ColumnTally } from "../column/column-tally.ts";
import { RangeTally, type RowTally } from "../table-tally.ts";
import type { RowFindingsState } from "../findings/row-findings.ts";
import { toReadProblem, recordTooLarge } from "../../formats/delimited/csv-reader.ts";
import type { Dialect } from "../../table/dialect.ts";
import { createRowCutter } from "../../formats/delimited/row-cutter.ts";
import { guessRecordStart } from "./record-start.ts";
import { expectUtf8 } from "../unexpected-bytes.ts";

/** A part of a delimited file: the records that start in it. */
export interface RangeTask {
  readonly path: string;
  readonly dialect: Dialect;
  readonly maxRecordLength: number;
  readonly maxColumns: number;
  /** How many cells a row should have. */
  readonly width: number;
  /** Bytes. The last range has no end. */
  readonly from: number;
  readonly to: number | undefined;
  /** Whether a record is known to start at `from`. */
  readonly isRecordStart: boolean;
  /** Whether to throw `UnexpectedBytes` at the first wrong one. */
  readonly mustBeUtf8: boolean;
}

/** What was counted in a range. Rows and lines are numbered from its start. */
export interface RangeResult {
  /** Where its first record starts, and the first one after it. */
  readonly start: number;
  readonly end: number;
  /** Records and lines, whatever they are. */
  readonly recordCount: number;
  readonly lineCount: number;
  /** Malformed quotes lie so near to a cut that only one pass over the whole file knows what they mean. */
  readonly isDoubtful: boolean;
  readonly rows: RowsReport;
  readonly findings: RowFindingsState;
  readonly columns: readonly ColumnTally[];
}

/** Where the reading of a range ended. */
export type RangeEnd = Pick<RangeResult, "end" | "recordCount" | "lineCount" | "isDoubtful">;

/**
 * Profiles a range, in one pass.
 *
 * @param onBlock - is told how many bytes and records were read, and may throw to stop
 * @throws RowmillError `FILE_RECORD_TOO_LARGE`; and `UnexpectedBytes`
 */
export function profileRange(task: RangeTask, onBlock: (bytes: number, records: number) => void): RangeResult {
  const kernel = startProfileKernel(createKernel());
  const fd = openSync(task.path, "r");
  try {
    const start = task.isRecordStart ? task.from : guessRecordStart(fd, task.from, task.dialect, task.width, kernel);
    const tally = new RangeTally(task.width, kernel, task.dialect.quote);
    const end = readRange(fd, { ...task, from: start }, tally, kernel, onBlock);
    return { start, ...end, rows: tally.rows(), findings: tally.findings.state(), columns: tally.columns() };
  } finally {
    closeSync(fd);
  }
}

/** Adds the records of a range that starts with one. */
export function readRange(
  fd: number,
  {
    dialect,
    maxRecordLength,
    maxColumns,
    from,
    to = Number.POSITIVE_INFINITY,
    mustBeUtf8,
  }: Pick<RangeTask, "dialect" | "maxRecordLength" | "maxColumns" | "from" | "to" | "mustBeUtf8">,
  tally: RowTally,
  kernel: ProfileKernel,
  onBlock: (bytes: number, records: number) => void,
): RangeEnd {
  const index = createStructuralIndex(dialect, { maxRecordBytes: maxRecordLength, maxCells: maxColumns }, kernel);
  const cutter = createRowCutter(index);
  let position = from;
  let isDoubtful = false;
  while (from < to) {
    const read = index.appendFrom(fd, position < to ? Math.min(READ_BYTES, to - position) : OVERLAP_BYTES, position);
    position += read;
    while (index.next(read === 0)) {
      const blockStart = from + index.bytesBefore;
      if (blockStart >= to)
        return { end: blockStart, recordCount: index.rowsBefore, lineCount: index.linesBefore - lines(index), isDoubtful };
      const invalid = index.invalidRows();
      if (mustBeUtf8) expectUtf8(index, invalid);
      const repairs = [...index.repairs(), ...invalid];
      // What a quote that was never closed means depends on the width of the row before.
      isDoubtful ||= from > 0 && index.rowsBefore === 0 && repairs.some(({ kind, row }) => kind === "unclosed_quote" && row <= 2);
      const { rows, bytes } = position <= to ? { rows: index.rowCount, bytes: index.byteCount } : rowsBefore(index, to - blockStart);
      // Where something was left out, text has moved: it cannot be said where a row starts.
      isDoubtful ||= position > to && repairs.some(({ kind }) => kind !== "stray_quote" && kind !== "invalid_bytes");
      const own = repairs.filter(({ row }) => row <= index.rowsBefore + rows);
      for (const repair of own) tally.findings.noteProblem(toReadProblem({ ...repair, offset: from + repair.offset }));
      tally.addBlock(index, cutter, !repairs.some(({ kind }) => kind === "invalid_bytes"), rows, from);
      onBlock(position - from, index.rowsBefore + rows);
      if (rows < index.rowCount) {
        const lineCount = index.linesBefore - lines(index) + countLines(index.text().subarray(0, bytes));
        return { end: blockStart + bytes, recordCount: index.rowsBefore + rows, lineCount, isDoubtful };
      }
    }
    if (index.isTooLarge) throw recordTooLarge(index, maxRecordLength);
    if (read === 0) return { end: position, recordCount: index.rowsBefore + index.rowCount, lineCount: index.linesBefore, isDoubtful };
  }
  return { end: from, recordCount: 0, lineCount: 0, isDoubtful };
}

/** What of a file is read at once: with its index it fits into the caches of the processor. */
export const READ_BYTES = 256 * 1024;
/** What is read at once behind the end of a range, to finish its last record. */
const OVERLAP_BYTES = 64 * 1024;

/** The rows of a block that start before an offset, and how many bytes they take. */
function rowsBefore(index: StructuralIndex, offset: number): { readonly rows: number; readonly bytes: number } {
  let rows = 0;
  let bytes = 0;
  for (const entry of index.entries()) {
    if (bytes >= offset) break;
    if ((entry & ENDS_ROW) === 0) continue;
    rows += 1;
    bytes = (entry & OFFSET_BITS) + 1 + ((entry & CRLF) >>> 28);
  }
  return { rows, bytes: Math.min(bytes, index.byteCount) };
}

/** How many lines a block has. */
function lines(index: StructuralIndex): number {
  return countLines(index.text());
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === 0x0a || (bytes[at] === 0x0d && bytes[at + 1] !== 0x0a)) count += 1;
  }
  return count;
}
