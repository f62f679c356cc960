import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { checkOptions, RowmillError } from "@rowmill/core/errors";
import type { TaskMessage, TaskThread, ThreadKind } from "./task-thread.ts";

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

/** Idle threads are kept up to this number, each holding at most `MAX_HELD_BYTES` beside its heap. */
const MAX_IDLE = 8;
const MAX_HELD_BYTES = 48 * 1024 * 1024;

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
export function createWorkerPool(options: WorkerPoolOptions = {}): WorkerPool {
  checkOptions(options, ["maxThreads", "idleMs"], "createWorkerPool");
  const { maxThreads = Infinity, idleMs = 5_000 } = options;
  if (maxThreads !== Infinity && !(Number.isSafeInteger(maxThreads) && maxThreads > 0)) throw invalid("maxThreads", 1);
  if (!Number.isSafeInteger(idleMs) || idleMs < 0) throw invalid("idleMs", 0);
  /** Every thread that has not exited. */
  const live = new Set<Worker>();
  const idle: IdleThread[] = [];
  const waiting = new Set<Waiting>();
  let isClosed = false;
  const emptied = Promise.withResolvers<void>();

  return {
    get size() {
      return live.size;
    },
    tryTake,
    async take(kind, signal) {
      signal?.throwIfAborted();
      const thread = waiting.size === 0 ? tryTake(kind) : undefined;
      if (thread) return thread;
      const place: Waiting = { kind, ...Promise.withResolvers<TaskThread>() };
      // Off the list first: a thread that is given to a caller who has left would be lost.
      const onAbort = () => {
        waiting.delete(place);
        place.reject(signal?.reason);
      };
      waiting.add(place);
      signal?.addEventListener("abort", onAbort, { once: true });
      try {
        return await place.promise;
      } finally {
        signal?.removeEventListener("abort", onAbort);
      }
    },
    async close() {
      isClosed = true;
      for (const place of waiting) place.reject(poolClosed());
      waiting.clear();
      for (const { worker } of idle) void worker.terminate();
      if (live.size === 0) emptied.resolve();
      await emptied.promise;
    },
  };

  function tryTake(kind: ThreadKind): TaskThread | undefined {
    if (isClosed) throw poolClosed();
    const key = JSON.stringify([kind.entry.url.href, kind.entry.execArgv, kind.resourceLimits]);
    const kept = idle.findLast((thread) => thread.key === key);
    if (kept) {
      kept.forget();
      kept.worker.ref();
      return taskThread(kept.worker, key, true);
    }
    // An idle thread of another kind makes room. It has exited by the time the new one has started.
    if (live.size >= maxThreads && !end(idle[0])) return undefined;
    return taskThread(startWorker(kind), key, false);
  }

  function startWorker({ name, entry, resourceLimits }: ThreadKind): Worker {
    const worker = new Worker(entry.url, { name, resourceLimits, execArgv: [...entry.execArgv] });
    live.add(worker);
    // An 'error' event without a listener would be the host's. The task at work listens, too.
    worker.on("error", () => {}).once("exit", () => remove(worker));
    return worker;
  }

  function end(thread: IdleThread | undefined): boolean {
    if (!thread) return false;
    thread.forget();
    live.delete(thread.worker);
    void thread.worker.terminate();
    return true;
  }

  function remove(worker: Worker): void {
    live.delete(worker);
    if (isClosed && live.size === 0) emptied.resolve();
    serveWaiting();
  }

  function serveWaiting(): void {
    for (const place of waiting) {
      if (isClosed) return;
      const thread = tryTake(place.kind);
      if (!thread) return;
      waiting.delete(place);
      place.resolve(thread);
    }
  }

  function keep(worker: Worker, key: string): void {
    if (isClosed || idleMs === 0 || idle.length >= MAX_IDLE) return void worker.terminate();
    const forget = () => {
      clearTimeout(timer);
      worker.off("exit", forget);
      const at = idle.findIndex((thread) => thread.worker === worker);
      if (at >= 0) idle.splice(at, 1);
    };
    const timer = setTimeout(() => {
      forget();
      void worker.terminate();
    }, idleMs).unref();
    worker.once("exit", forget);
    worker.unref();
    idle.push({ worker, key, forget });
    serveWaiting();
  }

  function taskThread(worker: Worker, key: string, isWarm: boolean): TaskThread {
    let port: MessagePort | undefined;
    let died: { readonly cause: unknown } | undefined;
    let notify: ((cause: unknown) => void) | undefined;
    const onError = (cause: unknown) => {
      if (died) return;
      died = { cause };
      notify?.(cause);
    };
    const onExit = (code: number) => onError(new Error(`The thread ended with code ${code}`));
    worker.on("error", onError).on("messageerror", onError).on("exit", onExit);
    const stopListening = () => {
      worker.off("error", onError).off("messageerror", onError).off("exit", onExit);
      port?.close();
    };
    return {
      isWarm,
      start(task, onEnd, ports = []) {
        notify = onEnd;
        if (died) queueMicrotask(() => onEnd(died?.cause));
        const { port1, port2 } = new MessageChannel();
        port = port1;
        worker.postMessage({ task, port: port2 } satisfies TaskMessage, [port2, ...ports]);
        return port1;
      },
      release(heldBytes = 0) {
        stopListening();
        if (died || heldBytes > MAX_HELD_BYTES) void worker.terminate();
        else keep(worker, key);
      },
      async end() {
        stopListening();
        await worker.terminate();
      },
    };
  }
}

interface Waiting extends PromiseWithResolvers<TaskThread> {
  readonly kind: ThreadKind;
}

interface IdleThread {
  readonly worker: Worker;
  readonly key: string;
  /** Takes it off the list of idle threads. */
  forget(): void;
}

/** The pool of the calls that name none. Idle threads hold nothing but compiled code. */
let sharedPool: WorkerPool | undefined;
export function defaultWorkerPool(): WorkerPool {
  sharedPool ??= createWorkerPool();
  return sharedPool;
}

function poolClosed(): RowmillError {
  return new RowmillError("OPTION_INVALID", "The worker pool is closed: pass another `pool`, or none");
}

function invalid(option: string, least: number): RowmillError {
  return new RowmillError("OPTION_INVALID", `${option} must be a whole number of at least ${least}`);
}
