import type { MessagePort } from "node:worker_threads";
import type { CompleteSettings } from "./analyze-options.ts";
import type { GuessedRange } from "./guess-range.ts";
import type { TaskThread } from "../threads/task-thread.ts";
import type { WorkerPool } from "../threads/worker-pool.ts";
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
export declare const STOP = 0;
export declare const TOLD = 1;
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
export declare function startRangeThreads(path: string, settings: CompleteSettings, pool: WorkerPool): Promise<RangeThreads | undefined>;
/** Takes threads that can read ranges: as many as the pool has room for. */
export declare function takeRangeThreads(
  count: number,
  { maxMemoryMb }: Pick<CompleteSettings, "maxMemoryMb">,
  pool: WorkerPool,
): TaskThread[];
/** A file with a cut for each of some threads. */
export interface CutFile {
  readonly path: string;
  readonly settings: CompleteSettings;
  readonly cuts: readonly number[];
}
/** Has each thread begin with the range behind its cut. */
export declare function beginRanges(threads: readonly TaskThread[], { path, settings, cuts }: CutFile): RangeThreads;
//# sourceMappingURL=range-threads.d.ts.map
