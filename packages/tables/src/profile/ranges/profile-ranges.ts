import { closeSync, openSync } from "node:fs";
import { RowmillError } from "@rowmill/core/errors";
import type { ProfileKernel } from "../../values/profile-kernel.ts";
import { joinTallies } from "./joined-tally.ts";
import type { FinishedTally, TableTally } from "../table-tally.ts";
import type { Dialect } from "../../table/dialect.ts";
import type { DelimitedSource } from "../../table/opened-table.ts";
import { byteOrderMarkLength } from "../../bytes/byte-order-mark.ts";
import { profileRange, type RangeResult, type RangeTask, readRange } from "./profile-range.ts";

/**
 * Whether a text can be read in ranges: in a block of it, every byte is where it is in the file. Where delimiters are longer than a byte,
 * run together, or are followed by blanks that are left out, the reader moves text together.
 */
export function isRangedDialect({ delimiter, skipInitialSpace, mergeDelimiters = false }: Dialect): boolean {
  return Buffer.byteLength(delimiter ?? "") <= 1 && !skipInitialSpace && !mergeDelimiters;
}

/** Profiles the range behind a cut somewhere; rejects or answers `undefined` where it could not. */
export type RunRange = (task: RangeTask, cut: number) => Promise<RangeResult | undefined>;

/** A file that is read in ranges. */
export interface RangedFile {
  readonly source: DelimitedSource & { readonly path: string };
  /** Whether to throw `UnexpectedBytes` at the first wrong one. */
  readonly mustBeUtf8: boolean;
  readonly width: number;
  /** Where to cut it, in bytes, ascending. */
  readonly cuts: readonly number[];
}

/**
 * Profiles a file in ranges side by side, each in one pass that guesses where its first record starts. Where the range before ends
 * shows whether the guess was right: a record that starts there is read the same whatever came before it. Only a range
 * that began wrong is read again.
 *
 * @param tally - for the first range, which has the header
 * @throws UnexpectedBytes
 * @returns what one pass would find, but for the last digits of means; or `undefined` where only one pass can tell
 */
export async function profileRanges(
  { source, mustBeUtf8, width, cuts }: RangedFile,
  tally: TableTally,
  kernel: ProfileKernel,
  run: RunRange,
  onBlock: (bytes: number, records: number) => void,
): Promise<FinishedTally | undefined> {
  const { path, dialect, maxRecordLength, maxColumns } = source;
  const common = { path, dialect, maxRecordLength, maxColumns, width, mustBeUtf8 };
  const tasks = cuts.map((from, index) => ({ ...common, from, to: cuts[index + 1], isRecordStart: false }));
  const running = tasks.map((task, cut) => run(task, cut).catch(() => undefined));
  const first = readFirst();
  if (first.isDoubtful || !tally.hasHead) return undefined;
  const parts = [];
  let { end, recordCount, lineCount } = first;
  for (const [index, task] of tasks.entries()) {
    const guessed = await running[index];
    // What came from another thread is in this one's memory now.
    onBlock(first.end, first.recordCount);
    const result = guessed?.start === end ? guessed : again({ ...task, from: end, isRecordStart: true });
    if (!result || result.isDoubtful) return undefined;
    parts.push({ ...result, recordsBefore: recordCount, linesBefore: lineCount });
    end = result.end;
    recordCount += result.recordCount;
    lineCount += result.lineCount;
  }
  return joinTallies(tally, parts);

  /** Reads a range from where it really starts. A record that is too large is named by one pass over the file, which knows its row. */
  function again(task: RangeTask): RangeResult | undefined {
    try {
      return profileRange(task, () => onBlock(first.end, first.recordCount));
    } catch (error) {
      if (!RowmillError.is(error) || error.code === "FILE_MEMORY_EXCEEDED") throw error;
      return undefined;
    }
  }

  function readFirst() {
    const fd = openSync(path, "r");
    try {
      const from = byteOrderMarkLength(fd);
      return readRange(fd, { ...common, from, to: cuts[0] }, tally, kernel, onBlock);
    } finally {
      closeSync(fd);
    }
  }
}
