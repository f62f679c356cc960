import { RowmillError } from "@rowmill/core/errors";
import { receivedError } from "../threads/sent-error.ts";
import type { TaskThread } from "../threads/task-thread.ts";
import type { WorkerPool } from "../threads/worker-pool.ts";
import type { FastFile, PlanRequest, SourceRequest } from "./fast/plan/open-fast.ts";
import { TRANSFORM_THREAD } from "./transform-thread.ts";
import type { FromThread, ReportedChunk, RunMessage, ThreadTask, ToThread } from "./thread-messages.ts";

/** A file and the plan for it, the reason why the kernel cannot transform it, or that its bytes are not UTF-8 as its samples are. */
type Planned = { readonly file: FastFile; readonly module: object } | { readonly reason: string } | "unexpected_bytes";

/** The threads of a transform. */
export interface TransformThreads {
  readonly count: number;
  /** Has the first thread make the plan for the file that it has opened. */
  plan(request: PlanRequest): Promise<Planned>;
  /**
   * Has all threads transform chunks. Resolves when all have finished, or one has met bytes that are not UTF-8.
   * @param onSettled - called with each chunk after it was written, in any order
   */
  run(message: RunMessage, onSettled: (settled: ReportedChunk) => void): Promise<"done" | "unexpected_bytes">;
  /** @param isDone - whether they did all that they should: then they wait for another file */
  release(isDone: boolean): Promise<void>;
}

/**
 * Starts threads, all at the same time: the others start while the first one opens the file.
 *
 * @param most - how many threads; there may be fewer where the pool has no room
 * @param signal - makes the promises reject when it aborts
 */
export async function startTransformThreads(
  most: number,
  request: SourceRequest,
  pool: WorkerPool,
  signal: AbortSignal | undefined,
): Promise<TransformThreads> {
  const taken = [await pool.take(TRANSFORM_THREAD, signal)];
  while (taken.length < most) {
    const more = pool.tryTake(TRANSFORM_THREAD);
    if (!more) break;
    taken.push(more);
  }
  const planned = Promise.withResolvers<Planned>();
  const ended = Promise.withResolvers<"done" | "unexpected_bytes">();
  let onSettled: (settled: ReportedChunk) => void = () => {};
  const held = new Map<TaskThread, number>();
  const fail = (error: unknown) => {
    planned.reject(error);
    ended.reject(error);
  };
  // Whoever awaits them hears of it; nobody else must.
  planned.promise.catch(() => {});
  ended.promise.catch(() => {});
  const onAbort = () => fail(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });

  const threads = taken.map((thread, index) => {
    const task: ThreadTask = index === 0 ? { kind: "open", request } : { kind: "wait" };
    const port = thread.start(task, (cause) => fail(threadFailed(cause)));
    port.on("message", (message: FromThread) => {
      if (message.type === "planned") planned.resolve(message);
      else if (message.type === "not_for_kernel") planned.resolve(message);
      else if (message.type === "settled") onSettled(message.settled);
      else if (message.type === "unexpected_bytes") {
        planned.resolve("unexpected_bytes");
        ended.resolve("unexpected_bytes");
      } else if (message.type === "failed") fail(receivedError(message.error, threadFailed));
      else {
        held.set(thread, message.heldBytes);
        if (held.size === taken.length) ended.resolve("done");
      }
    });
    port.on("messageerror", (error) => fail(threadFailed(error)));
    return { thread, port };
  });

  return {
    count: taken.length,
    plan(wanted) {
      threads[0]?.port.postMessage({ type: "plan", request: wanted } satisfies ToThread);
      return planned.promise;
    },
    run(message, settled) {
      onSettled = settled;
      for (const { port } of threads) port.postMessage(message satisfies ToThread);
      return ended.promise;
    },
    async release(isDone) {
      signal?.removeEventListener("abort", onAbort);
      if (isDone) for (const { thread } of threads) thread.release(held.get(thread));
      // Awaited: a slot that is free while a thread still takes its core would be no free slot.
      else await Promise.all(threads.map(({ thread }) => thread.end()));
    },
  };
}

/** @param cause - whatever was thrown: a thread can throw `null`, too */
function threadFailed(cause: unknown): RowmillError {
  const what = cause instanceof Error ? cause.message : String(cause);
  const message = `A thread that transformed the file died: ${what}. What the last mark says is written; continue from it, or start again`;
  return new RowmillError("WORKER_FAILED", message, { cause });
}
