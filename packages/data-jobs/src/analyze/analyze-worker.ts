import { parentPort, workerData } from "node:worker_threads";
import { RowmillError } from "@rowmill/core/errors";
import { type ByteInput, fileInput, streamInput } from "../readers/byte-input.ts";
import { analyzeInput } from "./analyze-input.ts";
import { receiveChunks } from "./chunk-channel.ts";
import type { FromWorker, SentError, WorkerTask } from "./worker-messages.ts";

// The entry of the worker thread of one analysis. The host ends the thread, also to cancel.

if (!parentPort) throw new Error("analyze-worker runs as a worker thread only: call analyzeFile");
const port = parentPort;
const { source, settings } = workerData as WorkerTask;

try {
  const input: ByteInput = source.kind === "path" ? await fileInput(source.path) : streamInput(receiveChunks(port), source.sizeBytes);
  const profile = await analyzeInput(input, settings, { onProgress: (progress) => send({ type: "progress", progress }) });
  send({ type: "done", profile });
} catch (error) {
  send({ type: "failed", error: sentError(error) });
} finally {
  port.close();
}

function send(message: FromWorker): void {
  port.postMessage(message);
}

function sentError(error: unknown): SentError {
  if (RowmillError.is(error)) {
    const { code, message, details, retriable, stack } = error;
    return { code, message, details, retriable, stack };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { code: undefined, message, details: {}, retriable: true, stack };
}
