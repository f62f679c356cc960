import { MessageChannel, type MessagePort, type ResourceLimits, Worker } from "node:worker_threads";
import type { WorkerEntry } from "./worker-url.ts";

/** What kind of thread it is: threads of one kind may stand in for each other. */
export interface ThreadKind {
  /** For debuggers. */
  readonly name: string;
  readonly entry: WorkerEntry;
  readonly resourceLimits: ResourceLimits;
}

/** What a thread is sent: a task, and the port over which it talks with whoever gave it. See `serveTasks`. */
export interface TaskMessage {
  readonly task: unknown;
  readonly port: MessagePort;
}

/** A worker thread that does one task after another. */
export interface TaskThread {
  /** Whether it had a task before. */
  readonly isWarm: boolean;
  /**
   * Gives it a task.
   *
   * @param onEnd - is told once what the thread died of, if it does so before `release` or `end`
   * @param ports - in the task, to be handed over with it
   * @returns the port for messages to and from the task
   */
  start(task: unknown, onEnd: (cause: unknown) => void, ports?: readonly MessagePort[]): MessagePort;
  /**
   * Call it when its task is done: the next one finds the thread started and its code warm.
   *
   * @param heldBytes - what the thread held beside its heap when the task ended. With much of it the thread is ended: WebAssembly's memory is
   *   freed when V8 comes to it, or with the thread.
   */
  release(heldBytes?: number): void;
  /** Ends it, whatever it does. */
  end(): Promise<void>;
}

/**
 * Takes a thread that is idle, or starts one. A thread takes a tenth of a second to start, and as long again until its code is compiled: that is
 * more than it takes to read ten megabytes. So it waits some seconds for another task before it is ended; nothing waits for it.
 */
export function takeThread(kind: ThreadKind): TaskThread {
  const key = JSON.stringify([kind.entry.url.href, kind.entry.execArgv, kind.resourceLimits]);
  const idleOne = takeIdle(key);
  const worker = idleOne ?? startWorker(kind);
  let port: MessagePort | undefined;
  let died: { readonly cause: unknown } | undefined;
  let tell: ((cause: unknown) => void) | undefined;
  const onError = (cause: unknown) => {
    if (died) return;
    died = { cause };
    tell?.(cause);
  };
  const onExit = (code: number) => onError(new Error(`The thread ended with code ${code}`));
  worker.on("error", onError).on("messageerror", onError).on("exit", onExit);
  const stopListening = () => void worker.off("error", onError).off("messageerror", onError).off("exit", onExit);
  return {
    isWarm: idleOne !== undefined,
    start(task, onEnd, ports = []) {
      tell = onEnd;
      if (died) queueMicrotask(() => onEnd(died?.cause));
      const { port1, port2 } = new MessageChannel();
      port = port1;
      worker.postMessage({ task, port: port2 } satisfies TaskMessage, [port2, ...ports]);
      return port1;
    },
    release(heldBytes = 0) {
      stopListening();
      port?.close();
      if (died || heldBytes > MAX_HELD_BYTES) void worker.terminate();
      else layIdle(worker, key);
    },
    async end() {
      stopListening();
      port?.close();
      await worker.terminate();
    },
  };
}

function startWorker({ name, entry, resourceLimits }: ThreadKind): Worker {
  const worker = new Worker(entry.url, { name, resourceLimits, execArgv: [...entry.execArgv] });
  // An error that nobody listens to would be the host's. Whoever waits for a task listens, too.
  return worker.on("error", () => {});
}

interface IdleThread {
  readonly worker: Worker;
  readonly forget: () => void;
}

/** Of this thread. They hold nothing but what makes them quick. */
const idle = new Map<string, IdleThread[]>();
const IDLE_MS = 5_000;
const MAX_IDLE = 4;
const MAX_HELD_BYTES = 48 * 1024 * 1024;

function layIdle(worker: Worker, key: string): void {
  const threads = idle.get(key) ?? [];
  if (threads.length === MAX_IDLE) return void worker.terminate();
  const forget = () => {
    clearTimeout(timer);
    worker.off("exit", forget);
    const left = (idle.get(key) ?? []).filter((thread) => thread.worker !== worker);
    if (left.length > 0) idle.set(key, left);
    else idle.delete(key);
  };
  const timer = setTimeout(() => {
    forget();
    void worker.terminate();
  }, IDLE_MS).unref();
  worker.on("exit", forget);
  worker.unref();
  idle.set(key, [...threads, { worker, forget }]);
}

function takeIdle(key: string): Worker | undefined {
  const thread = idle.get(key)?.at(-1);
  thread?.forget();
  thread?.worker.ref();
  return thread?.worker;
}
