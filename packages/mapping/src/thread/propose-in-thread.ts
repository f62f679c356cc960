import type { MessagePort } from "node:worker_threads";
import { setImmediate as nextTurn } from "node:timers/promises";
import { RowmillError } from "@rowmill/core/errors";
import { defaultWorkerPool, packageWorker, receivedError, type ThreadKind, type WorkerPool } from "@rowmill/tables/threads";
import type { Asking, MappingProposal } from "../hybrid/propose.ts";
import type { MappingRequest } from "../suggest/mapping-task.ts";
import type { ProfiledColumn } from "../targets/from-profile.ts";
import type { FromMappingThread, MappingThreadTask, ProviderCall, ToMappingThread } from "./mapping-messages.ts";

/** Where a proposal is made, and how it is stopped. */
export interface ThreadOptions {
  readonly pool?: WorkerPool | undefined;
  readonly signal?: AbortSignal | undefined;
}

const MAPPING_THREAD: ThreadKind = {
  name: "rowmill-mapping",
  get entry() {
    return packageWorker({ name: "@rowmill/mapping", moduleUrl: import.meta.url }, "thread/mapping-worker");
  },
  resourceLimits: {},
};

/**
 * Makes a proposal in a worker thread. The provider stays with the calling thread, where its keys are, and the other one asks for its answers. The
 * thread is ended when there is an error or an abort.
 *
 * @throws RowmillError `WORKER_FAILED` if the thread dies; the reason of the signal, if it aborts
 */
export async function proposeInThread(
  request: MappingRequest,
  asking: Asking | undefined,
  { pool = defaultWorkerPool(), signal }: ThreadOptions,
): Promise<MappingProposal> {
  const thread = await pool.take(MAPPING_THREAD, signal);
  const stopped = new AbortController();
  try {
    signal?.throwIfAborted();
    const { proposal, heldBytes } = await new Promise<DoneMessage>((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true, signal: stopped.signal });
      const port = thread.start(taskOf(request, asking), (cause) => reject(threadFailed(cause)));
      const send = (message: ToMappingThread) => port.postMessage(message);
      port.on("message", (message: FromMappingThread) => {
        if (message.type === "done") resolve(message);
        else if (message.type === "failed") reject(receivedError(message.error, threadFailed));
        else if (message.type === "warn") asking?.talk.warn(message.warning);
        else if (message.type === "drop") asking?.talk.drop(message.count);
        else
          answer(message.call, asking)
            .then((answered) => send({ type: "answer", id: message.id, answer: answered }))
            .catch(reject);
      });
      port.on("messageerror", (error) => reject(threadFailed(error)));
      sendColumns(request, port, stopped.signal).catch(reject);
    });
    stopped.abort();
    thread.release(heldBytes);
    return proposal;
  } catch (error) {
    stopped.abort();
    // Awaited: a slot that is free while the thread still takes its core would be no free slot.
    await thread.end();
    throw error;
  }
}

type DoneMessage = Extract<FromMappingThread, { readonly type: "done" }>;

function taskOf({ source, reference, ...request }: MappingRequest, asking: Asking | undefined): MappingThreadTask {
  return { request, sourceName: source.name, hasReference: reference !== undefined, samples: asking?.samples };
}

async function answer(call: ProviderCall, asking: Asking | undefined): Promise<unknown> {
  return call.method === "ask" ? asking?.talk.ask(call.question) : asking?.talk.embed(call.texts);
}

/** Columns are written into a message on the event loop: so many of their values take a few milliseconds. */
const VALUES_OF_MESSAGE = 5_000;
const COLUMNS_OF_MESSAGE = 100;

async function sendColumns({ source, reference }: MappingRequest, port: MessagePort, stopped: AbortSignal): Promise<void> {
  const send = (message: ToMappingThread) => port.postMessage(message);
  for (const columns of portions(source.columns, ({ values = [] }) => values.length)) {
    send({ type: "source", columns });
    await nextTurn();
    if (stopped.aborted) return;
  }
  for (const columns of portions(reference?.columns ?? [], ({ topValues }) => topValues.length)) {
    send({ type: "reference", columns: columns.map(neededOf) });
    await nextTurn();
    if (stopped.aborted) return;
  }
  send({ type: "ready" });
}

/** Items in their order, a few at a time: as many as have so many values together. */
function* portions<Item>(items: readonly Item[], valuesOf: (item: Item) => number): Generator<Item[]> {
  let portion: Item[] = [];
  let values = 0;
  for (const item of items) {
    if (portion.length > 0 && (portion.length === COLUMNS_OF_MESSAGE || values + valuesOf(item) > VALUES_OF_MESSAGE)) {
      yield portion;
      portion = [];
      values = 0;
    }
    portion.push(item);
    values += valuesOf(item);
  }
  if (portion.length > 0) yield portion;
}

/** A profile has much more of a column than a proposal reads. */
function neededOf({
  name,
  type,
  semantic,
  datePattern,
  decimalSign,
  nonNullCount,
  distinct,
  nullTokens,
  topValues,
}: ProfiledColumn): ProfiledColumn {
  return { name, type, semantic, datePattern, decimalSign, nonNullCount, distinct, nullTokens, topValues };
}

/** @param cause - whatever was thrown: a thread can throw `null`, too */
function threadFailed(cause: unknown): RowmillError {
  const what = cause instanceof Error ? cause.message : String(cause);
  return new RowmillError("WORKER_FAILED", `The thread that matched the columns died: ${what}. Start again`, { cause });
}
