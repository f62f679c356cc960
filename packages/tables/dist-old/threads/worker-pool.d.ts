import type { TaskThread, ThreadKind } from "./task-thread.ts";
/** Options of `createWorkerPool`. */
export interface WorkerPoolOptions {
  /**
   * How many threads exist at once, idle ones included. A file waits for its first thread; further threads of a big file are
   * taken only where there is room, so that no file waits for another's ranges.
   * @defaultValue no limit: as many as there are files at work, and their ranges
   */
  readonly maxThreads?: number | undefined;
  /** How long an idle thread is kept for the next file, in milliseconds. `0` keeps none. @defaultValue 5,000 */
  readonly idleMs?: number | undefined;
}
/**
 * Worker threads that read files, and are used again. A thread takes a tenth of a second to start, and as long again until its
 * code is compiled: longer than it takes to read ten megabytes. Idle threads do not keep the process alive.
 */
export interface WorkerPool {
  /** How many threads exist: at work and idle. */
  readonly size: number;
  /** Takes an idle thread of a kind, or starts one; waits while `maxThreads` are at work. Rejects with the signal's reason. */
  take(kind: ThreadKind, signal?: AbortSignal): Promise<TaskThread>;
  /** The same without waiting: `undefined` if `maxThreads` are at work. */
  tryTake(kind: ThreadKind): TaskThread | undefined;
  /** Ends idle threads now, others after their task, and rejects further files. Resolves when no thread is left. */
  close(): Promise<void>;
}
/**
 * Makes a pool of worker threads, for hosts that bound or end the threads of the table engine. Without one, all calls of this
 * process share a pool without a limit.
 *
 * @throws RowmillError `OPTION_INVALID`
 *
 * @example
 * ```ts
 * const pool = createWorkerPool({ maxThreads: 2 });
 * const profiles = await Promise.all(paths.map((path) => analyzeFile(path, { pool })));
 * await pool.close();
 * ```
 */
export declare function createWorkerPool(options?: WorkerPoolOptions): WorkerPool;
export declare function defaultWorkerPool(): WorkerPool;
//# sourceMappingURL=worker-pool.d.ts.map
