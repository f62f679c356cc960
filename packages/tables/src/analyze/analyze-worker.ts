import type { MessagePort } from "node:worker_threads";
import { type ByteInput, fileInput, streamInput } from "../bytes/byte-input.ts";
import { analyzeInput } from "./analyze-input.ts";
import type { AnalyzeProgress } from "./analyze-options.ts";
import { checkBuffers } from "./memory-limit.ts";
import { receiveChunks } from "../threads/chunk-channel.ts";
import { rangeReaders } from "./read-ranges.ts";
import { sentError } from "../threads/sent-error.ts";
import { heldBytes, serveTasks } from "../threads/serve-tasks.ts";
import type { FromWorker, WorkerTask } from "./worker-messages.ts";

// The entry of the worker thread of an analysis. To cancel, the host ends the thread.

serveTasks(async (task, port) => {
  const { source, settings, ranges: given } = task as WorkerTask;
  const send = (message: FromWorker) => port.postMessage(message);
  using ranges = given && rangeReaders(given);
  try {
    const input = await inputFrom(source, port);
    const host = {
      onProgress: (progress: AnalyzeProgress) => send({ type: "progress", progress }),
      onBatch: () => checkBuffers(settings.maxMemoryMb),
    };
    const profile = await analyzeInput(input, settings, host, ranges);
    send({ type: "done", profile, heldBytes: heldBytes(), heldByRanges: ranges?.heldBytes() ?? [] });
  } catch (error) {
    send({ type: "failed", error: sentError(error) });
  }
});

async function inputFrom(source: WorkerTask["source"], port: MessagePort): Promise<ByteInput> {
  return source.kind === "path" ? await fileInput(source.path) : streamInput(receiveChunks(port), source.sizeBytes);
}
