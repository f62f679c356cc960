import { closeSync, openSync } from "node:fs";
import { RowmillError } from "@rowmill/core/errors";
import type { ProfileKernel } from "../kernel/profile-kernel.ts";
import { joinTallies } from "../profile/joined-tally.ts";
import type { FinishedTally, TableTally } from "../profile/table-tally.ts";
import type { DelimitedSource } from "../readers/opened-table.ts";
import { byteOrderMarkLength } from "./byte-order-mark.ts";
import { profileRange, type RangeResult, type RangeTask, readRange } from "./profile-range.ts";
import type { RangeMessage, RangeWorkerTask } from "./range-worker.ts";
import { type TaskThread, takeThread } from "./task-thread.ts";
import { workerEntry } from "./worker-url.ts";

/** Profiles one range somewhere; rejects or answers `undefined` where it could not. */
export type RunRange = (task: RangeTask) => Promise<RangeResult | undefined>;

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
  const { path, dialect, maxRecordLength } = source;
  const common = { path, dialect, maxRecordLength, width, mustBeUtf8 };
  const tasks = cuts.map((from, index) => ({ ...common, from, to: cuts[index + 1], isRecordStart: false }));
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
      return readRange(fd, { ...common, from, to: cuts[0] }, tally, kernel, onBlock);
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

/** Starting a thread takes a tenth of a second, in which another one reads ten megabytes or more. */
const LEAST_RANGE_BYTES = 32 * 1024 * 1024;

/** Threads that read ranges side by side. */
export interface RangeThreads extends AsyncDisposable {
  readonly run: RunRange;
  /** What all ranges have read until now. */
  read(): { readonly bytes: number; readonly records: number };
  /** Lets go of the threads; ends those that are not done. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts threads for ranges, before it is known what these are. How far they are, and whether they are to stop, is in shared memory, so
 * nothing but the result is sent.
 */
export function startRangeThreads(maxMemoryMb: number, ranges: number): RangeThreads {
  const progress = new Float64Array(new SharedArrayBuffer(ranges * 16));
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const entry = workerEntry(import.meta.url, "range-worker");
  const resourceLimits = { maxOldGenerationSizeMb: maxMemoryMb };
  const waiting = Array.from({ length: ranges }, () => takeThread({ name: "rowmill-range", entry, resourceLimits }));
  const busy = new Set<TaskThread>();
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        const thread = waiting.shift();
        if (!thread) throw new Error("There are fewer threads than ranges");
        const slot = ranges - waiting.length - 1;
        busy.add(thread);
        const port = thread.start({ task, progress, stop, slot } satisfies RangeWorkerTask, reject);
        port.on("message", ({ result, heldBytes }: RangeMessage) => {
          busy.delete(thread);
          thread.release(heldBytes);
          resolve(result);
        });
      }),
    read: () => ({
      bytes: progress.reduce((sum, value, index) => (index % 2 === 0 ? sum + value : sum), 0),
      records: progress.reduce((sum, value, index) => (index % 2 === 1 ? sum + value : sum), 0),
    }),
    async [Symbol.asyncDispose]() {
      Atomics.store(stop, 0, 1);
      for (const thread of waiting) thread.release();
      await Promise.all([...busy].map((thread) => thread.end()));
    },
  };
}
