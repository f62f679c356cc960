import { RowmillError } from "@rowmill/core/errors";
import type { TableSource } from "../../../bytes/input-of.ts";
import { receivedError } from "../../../threads/sent-error.ts";
import type { WorkerPool } from "../../../threads/worker-pool.ts";
import type { Mapping } from "../../../transform/mapping.ts";
import type { TransformOptions, TransformResult, TransformTarget } from "../../transform-options.ts";
import { TRANSFORM_THREAD } from "../../transform-thread.ts";
import { rowOptionsOf } from "../row-options.ts";
import { hostFunctions } from "./host-functions.ts";
import type { FromRowsThread, RowsTask, SentOptions, ToRowsThread } from "./rows-messages.ts";
import { createSourceSender } from "./sent-source.ts";

/** A transform that only rows of texts can do. */
export interface RowsRequest {
  readonly source: TableSource;
  /** It was checked. */
  readonly mapping: Mapping;
  readonly target: TransformTarget;
  readonly maxRejects: number;
  readonly markIntervalMs: number;
  readonly options: TransformOptions;
  readonly engineReason: string;
  readonly pool: WorkerPool;
}

/**
 * Transforms a table by rows of texts in a worker thread. Streams, steps and references stay with the calling thread, and the other one asks
 * for their chunks and results. The thread is ended when there is an error or an abort.
 *
 * @throws RowmillError as `transformFile` does
 */
export async function runRowsInThread(request: RowsRequest): Promise<TransformResult> {
  const { source, mapping, options, pool } = request;
  const { signal } = options;
  const thread = await pool.take(TRANSFORM_THREAD, signal);
  const stopped = new AbortController();
  try {
    signal?.throwIfAborted();
    const { result, heldBytes } = await new Promise<DoneMessage>((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true, signal: stopped.signal });
      const functions = hostFunctions(mapping, options);
      const sender = createSourceSender(stopped.signal, reject);
      const answerTo = async (message: AskingMessage): Promise<unknown> => {
        if (message.type === "call") return functions.call(message.call);
        await options.onMark?.(message.mark);
        return undefined;
      };
      const task = taskOf(request, sender.send(source), sender.send, functions.sent);
      const port = thread.start({ kind: "rows", task }, (cause) => reject(threadFailed(cause)), sender.ports);
      port.on("message", (message: FromRowsThread) => {
        if (message.type === "done") resolve(message);
        else if (message.type === "failed") reject(receivedError(message.error, threadFailed));
        else if (message.type === "progress") attempt(() => options.onProgress?.(message.progress), reject);
        else {
          answerTo(message)
            .then((results) => port.postMessage({ id: message.id, results } satisfies ToRowsThread))
            .catch(reject);
        }
      });
      port.on("messageerror", (error) => reject(threadFailed(error)));
    });
    stopped.abort();
    thread.release(heldBytes);
    return result;
  } catch (error) {
    stopped.abort();
    // Awaited: a slot that is free while the thread still takes its core would be no free slot.
    await thread.end();
    throw error;
  }
}

type AskingMessage = Extract<FromRowsThread, { readonly id: number }>;
type DoneMessage = Extract<FromRowsThread, { readonly type: "done" }>;

function taskOf(
  { mapping, target, maxRejects, markIntervalMs, options, engineReason }: RowsRequest,
  source: RowsTask["source"],
  send: (source: TableSource) => RowsTask["source"],
  functions: RowsTask["functions"],
): RowsTask {
  const { signal: _signal, steps: _steps, references: _references, files = {}, ...values } = rowOptionsOf(options);
  const sentFiles = Object.entries(files).map(([name, file]) => [name, file instanceof Map ? file : send(file as TableSource)] as const);
  return {
    source,
    mapping,
    target,
    rejectsPath: options.rejectsPath,
    maxRejects,
    markIntervalMs,
    continueFrom: options.continueFrom,
    wantsMarks: options.onMark !== undefined,
    engineReason,
    options: values satisfies SentOptions,
    files: Object.fromEntries(sentFiles),
    functions,
  };
}

function attempt(run: () => void, fail: (error: unknown) => void): void {
  try {
    run();
  } catch (error) {
    fail(error);
  }
}

/** @param cause - whatever was thrown: a thread can throw `null`, too */
function threadFailed(cause: unknown): RowmillError {
  const what = cause instanceof Error ? cause.message : String(cause);
  const message = `The thread that transformed the file died: ${what}. The output is not complete; start again`;
  return new RowmillError("WORKER_FAILED", message, { cause });
}
