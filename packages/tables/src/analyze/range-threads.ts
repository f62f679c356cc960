import { stat } from "node:fs/promises";
import type { MessagePort } from "node:worker_threads";
import { formatOfName } from "../table/format-of-name.ts";
import type { CompleteSettings } from "./analyze-options.ts";
import { rangeCuts } from "../profile/ranges/range-cuts.ts";
import type { GuessedRange } from "./guess-range.ts";
import type { TaskThread } from "../threads/task-thread.ts";
import type { WorkerPool } from "../threads/worker-pool.ts";
import { workerEntry } from "../threads/worker-url.ts";

/** What the thread of an analysis gets to read ranges in other threads. It is sent there, ports included. */
export interface GivenRanges {
  /** Where the file is cut, in bytes. */
  readonly cuts: readonly number[];
  /** A port to the thread of each range behind the first. */
  readonly ports: readonly MessagePort[];
  readonly shared: SharedRanges;
}

/** What all threads of a file look at while they read. */
export interface SharedRanges {
  /** For each range behind the first how many bytes and how many records were read. */
  readonly progress: Float64Array<SharedArrayBuffer>;
  /** The bytes of buffers that each of those threads has: together they may have `maxMemoryMb`. */
  readonly buffers: Float64Array<SharedArrayBuffer>;
  /** 1 at `STOP` once no caller waits any more; at `TOLD` and on, for each range: whether its task was sent. */
  readonly signs: Int32Array<SharedArrayBuffer>;
}

export const STOP = 0;
export const TOLD = 1;

/** What the thread of a range is started with. Its task comes over the port when it is known what the file is. */
export interface RangeStart {
  readonly shared: SharedRanges;
  readonly slot: number;
  readonly guess: GuessedRange;
}

/** Threads that read the ranges of a file. */
export interface RangeThreads {
  readonly given: GivenRanges;
  /** Keeps those that have answered for the next file. @param heldBytes - of each that has, as `TaskThread.release` wants it */
  release(heldBytes: readonly (number | undefined)[]): Promise<void>;
  end(): Promise<void>;
}

/**
 * Starts threads for the ranges of a file, if it is big and may be delimited text. They start beside the one that finds out what the file is,
 * and begin to read by a guess.
 */
export async function startRangeThreads(path: string, settings: CompleteSettings, pool: WorkerPool): Promise<RangeThreads | undefined> {
  const format = settings.format ?? formatOfName(settings.fileName ?? path);
  if (settings.threads < 2 || (format !== undefined && format !== "delimited")) return undefined;
  // What is wrong with the path is told by the thread that opens it.
  const sizeBytes = await stat(path).then(
    (stats) => (stats.isFile() ? stats.size : 0),
    () => 0,
  );
  const { length: count } = rangeCuts(sizeBytes, settings.threads);
  if (count === 0) return undefined;
  const threads = takeRangeThreads(count, settings, pool);
  if (threads.length === 0) return undefined;
  const isWarm = threads.every((thread) => thread.isWarm);
  return beginRanges(threads, { path, settings, cuts: rangeCuts(sizeBytes, threads.length + 1, isWarm) });
}

/** Takes threads that can read ranges: as many as the pool has room for. */
export function takeRangeThreads(count: number, { maxMemoryMb }: Pick<CompleteSettings, "maxMemoryMb">, pool: WorkerPool): TaskThread[] {
  const entry = workerEntry("analyze/range-worker");
  const resourceLimits = { maxOldGenerationSizeMb: maxMemoryMb };
  const threads: TaskThread[] = [];
  while (threads.length < count) {
    const thread = pool.tryTake({ name: "rowmill-range", entry, resourceLimits });
    if (!thread) break;
    threads.push(thread);
  }
  return threads;
}

/** A file with a cut for each of some threads. */
export interface CutFile {
  readonly path: string;
  readonly settings: CompleteSettings;
  readonly cuts: readonly number[];
}

/** Has each thread begin with the range behind its cut. */
export function beginRanges(threads: readonly TaskThread[], { path, settings, cuts }: CutFile): RangeThreads {
  const shared = {
    progress: new Float64Array(new SharedArrayBuffer(threads.length * 16)),
    buffers: new Float64Array(new SharedArrayBuffer(threads.length * 8)),
    signs: new Int32Array(new SharedArrayBuffer((TOLD + threads.length) * 4)),
  };
  const ports = threads.map((thread, slot) => {
    const guess = { path, settings, from: cuts[slot] ?? 0, to: cuts[slot + 1] };
    // Who waits for a thread that dies sees its port close.
    return thread.start({ shared, slot, guess } satisfies RangeStart, () => {});
  });
  const endAll = async (some: readonly TaskThread[]) => {
    Atomics.store(shared.signs, STOP, 1);
    await Promise.all(some.map((thread) => thread.end()));
  };
  return {
    given: { cuts, ports, shared },
    async release(heldBytes) {
      for (const [slot, thread] of threads.entries()) if (heldBytes[slot] !== undefined) thread.release(heldBytes[slot]);
      await endAll(threads.filter((_, slot) => heldBytes[slot] === undefined));
    },
    end: () => endAll(threads),
  };
}
