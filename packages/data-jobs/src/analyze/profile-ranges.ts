import { closeSync, openSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { RowmillError } from "@rowmill/core/errors";
import type { ProfileKernel } from "../kernel/profile-kernel.ts";
import { joinTallies } from "../profile/joined-tally.ts";
import type { FinishedTally, TableTally } from "../profile/table-tally.ts";
import type { DelimitedSource } from "../readers/opened-table.ts";
import { byteOrderMarkLength } from "./byte-order-mark.ts";
import { profileRange, type RangeResult, type RangeTask, readRange } from "./profile-range.ts";
import type { RangeMessage, RangeWorkerTask } from "./range-worker.ts";
import { workerEntry } from "./worker-url.ts";

/** Profiles one range somewhere; rejects or answers `undefined` where it could not. */
export type RunRange = (task: RangeTask) => Promise<RangeResult | undefined>;

/** A file that is read in ranges. */
export interface RangedFile {
  readonly source: DelimitedSource & { readonly path: string };
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
 * @returns what one pass would find, but for the last digits of means; or `undefined` where only one pass can tell
 */
export async function profileRanges(
  { source, width, cuts }: RangedFile,
  tally: TableTally,
  kernel: ProfileKernel,
  run: RunRange,
  onBlock: (bytes: number, records: number) => void,
): Promise<FinishedTally | undefined> {
  const { path, dialect, maxRecordLength } = source;
  const tasks = cuts.map((from, index) => ({ path, dialect, maxRecordLength, width, from, to: cuts[index + 1], isRecordStart: false }));
  const running = tasks.map((task) => run(task).catch(() => undefined));
  const first = readFirst();
  if (first.isDoubtful || !tally.hasHead) return undefined;
  const parts = [];
  let { end, recordCount, lineCount } = first;
  for (const [index, task] of tasks.entries()) {
    const guessed = await running[index];
    const result = guessed?.start === end ? guessed : again({ ...task, from: end, isRecordStart: true });
    if (!result || result.isDoubtful) return undefined;
    parts.push({ ...result, recordsBefore: recordCount, linesBefore: lineCount });
    end = result.end;
    recordCount += result.recordCount;
    lineCount += result.lineCount;
  }
  return joinTallies(tally, parts);

  function readFirst() {
    const fd = openSync(path, "r");
    try {
      const from = byteOrderMarkLength(fd);
      return readRange(fd, { dialect, maxRecordLength, from, to: cuts[0] }, tally, kernel, onBlock);
    } finally {
      closeSync(fd);
    }
  }
}

/** Reads a range from where it really starts. A record that is too large is named by one pass over the file, which knows its row. */
function again(task: RangeTask): RangeResult | undefined {
  try {
    return profileRange(task, () => {});
  } catch (error) {
    if (RowmillError.is(error)) return undefined;
    throw error;
  }
}

/** Where to cut a file for some threads: evenly. None for a file that one thread reads in a moment. */
export function evenCuts(sizeBytes: number, threads: number): number[] {
  const ranges = Math.min(threads, Math.floor(sizeBytes / LEAST_RANGE_BYTES));
  return Array.from({ length: Math.max(0, ranges - 1) }, (_, index) => Math.floor((sizeBytes * (index + 1)) / ranges));
}

/** Starting a thread takes some 30 ms, in which another one reads ten megabytes. */
const LEAST_RANGE_BYTES = 32 * 1024 * 1024;

/**
 * Runs ranges in threads of their own. How far they are, and whether they are to stop, is in shared memory, so nothing but the
 * result is sent.
 */
export function rangeThreads(maxMemoryMb: number, ranges: number) {
  const progress = new Float64Array(new SharedArrayBuffer(ranges * 16));
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const workers: Worker[] = [];
  return {
    run(task: RangeTask): Promise<RangeResult | undefined> {
      const slot = workers.length;
      const { url, execArgv } = workerEntry(import.meta.url, "range-worker");
      const workerData: RangeWorkerTask = { task, progress, stop, slot };
      const worker = new Worker(url, {
        name: "rowmill-range",
        workerData,
        execArgv: [...execArgv],
        resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
      });
      workers.push(worker);
      return new Promise((resolve, reject) => {
        worker.on("message", (message: RangeMessage) => resolve(message.result));
        worker.on("error", reject);
        worker.on("exit", () => resolve(undefined));
      });
    },
    /** What all ranges have read until now. */
    read: () => ({
      bytes: progress.reduce((sum, value, index) => (index % 2 === 0 ? sum + value : sum), 0),
      records: progress.reduce((sum, value, index) => (index % 2 === 1 ? sum + value : sum), 0),
    }),
    async end(): Promise<void> {
      Atomics.store(stop, 0, 1);
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
