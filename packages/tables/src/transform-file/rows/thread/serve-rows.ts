import type { MessagePort } from "node:worker_threads";
import type { TransformMark, TransformProgress } from "../../transform-options.ts";
import { sentError } from "../../../threads/sent-error.ts";
import { heldBytes } from "../../../threads/serve-tasks.ts";
import { runRows } from "../run-rows.ts";
import { askedFunctions, type HostCall } from "./host-functions.ts";
import type { FromRowsThread, RowsTask, ToRowsThread } from "./rows-messages.ts";
import { receivedSource, type SentSource } from "./sent-source.ts";

/** Runs a transform by rows of texts in a worker thread. To cancel, the host ends the thread. */
export async function serveRows(task: RowsTask, port: MessagePort): Promise<void> {
  const send = (message: FromRowsThread) => port.postMessage(message);
  const waiting = new Map<number, (results: unknown) => void>();
  port.on("message", ({ id, results }: ToRowsThread) => {
    waiting.get(id)?.(results);
    waiting.delete(id);
  });
  let asked = 0;
  /** Sends a message, and waits for what the host answers. */
  const ask = (message: Asking) => {
    const id = asked;
    asked += 1;
    send({ ...message, id });
    return new Promise<unknown>((resolve) => waiting.set(id, resolve));
  };
  const functions = askedFunctions(task.functions, (call) => ask({ type: "call", call }));
  const files = Object.entries(task.files).map(
    ([name, file]) => [name, file instanceof Map ? file : receivedSource(file as SentSource)] as const,
  );
  try {
    const result = await runRows(receivedSource(task.source), task.mapping, task.target, {
      ...task,
      options: { ...task.options, ...functions, files: Object.fromEntries(files) },
      onMark: task.wantsMarks ? (mark) => ask({ type: "mark", mark }) : undefined,
      onProgress: throttled((progress) => send({ type: "progress", progress })),
    });
    send({ type: "done", result, heldBytes: heldBytes() });
  } catch (error) {
    send({ type: "failed", error: sentError(error) });
  }
}

type Asking = { readonly type: "call"; readonly call: HostCall } | { readonly type: "mark"; readonly mark: TransformMark };

/** The first call, and those that come late enough after the one before. */
function throttled(report: (progress: TransformProgress) => void): (progress: TransformProgress) => void {
  let nextAt = 0;
  return (progress) => {
    const now = performance.now();
    if (now < nextAt) return;
    nextAt = now + PROGRESS_INTERVAL_MS;
    report(progress);
  };
}

const PROGRESS_INTERVAL_MS = 50;
