import { RowmillError } from "@rowmill/core/errors";
import type { FileProfile } from "../profile/file-profile.ts";
import type { AnalyzeHost } from "./analyze-input.ts";
import type { CompleteSettings } from "./analyze-options.ts";
import { sendChunks } from "../threads/chunk-channel.ts";
import { type GivenRanges, type RangeThreads, startRangeThreads } from "./range-threads.ts";
import type { FromWorker, WorkerTask } from "./worker-messages.ts";
import { isOutOfMemory, memoryExceeded } from "./memory-limit.ts";
import { receivedError } from "../threads/sent-error.ts";
import type { WorkerPool } from "../threads/worker-pool.ts";
import { type WorkerEntry, workerEntry } from "../threads/worker-url.ts";

/** What a thread can analyze: a path it opens by itself, or chunks that this thread passes on. */
export type ThreadSource =
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "stream"; readonly chunks: AsyncIterable<Uint8Array>; readonly sizeBytes: number | undefined };

/** What an analysis in a thread needs of the calling thread. */
export interface ThreadHost extends AnalyzeHost {
  readonly pool: WorkerPool;
}

/**
 * Runs an analysis in a worker thread. The thread is ended as soon as there is an error or an abort, so neither a crash nor a cancelled
 * analysis leaves anything behind.
 *
 * @param entry - another worker, for tests
 * @throws RowmillError `FILE_MEMORY_EXCEEDED`; `WORKER_FAILED` if the thread dies of an error that was not caught
 */
export async function analyzeInThread(
  source: ThreadSource,
  settings: CompleteSettings,
  host: ThreadHost,
  entry: WorkerEntry = workerEntry("analyze/analyze-worker"),
): Promise<FileProfile> {
  host.signal?.throwIfAborted();
  const resourceLimits = { maxOldGenerationSizeMb: settings.maxMemoryMb, maxYoungGenerationSizeMb: YOUNG_GENERATION_MB };
  const thread = await host.pool.take({ name: "rowmill-analyze", entry, resourceLimits }, host.signal);
  const stopped = new AbortController();
  let ranges: RangeThreads | undefined;
  try {
    // The thread starts meanwhile.
    ranges = source.kind === "path" ? await startRangeThreads(source.path, settings, host.pool) : undefined;
    host.signal?.throwIfAborted();
    const given = ranges?.given;
    const { heldByRanges, profile, heldBytes } = await new Promise<DoneMessage>((resolve, reject) => {
      const onAbort = () => reject(host.signal?.reason);
      host.signal?.addEventListener("abort", onAbort, { once: true });
      stopped.signal.addEventListener("abort", () => host.signal?.removeEventListener("abort", onAbort), { once: true });
      const port = thread.start(taskOf(source, settings, given), (cause) => reject(died(cause, settings)), given?.ports);
      port.on("message", (message: FromWorker) => {
        if (message.type === "done") resolve(message);
        else if (message.type === "failed") reject(receivedError(message.error, workerFailed));
        else if (message.type === "progress" && !stopped.signal.aborted) tell(host, message.progress, reject);
      });
      port.on("messageerror", (error) => reject(workerFailed(error)));
      if (source.kind !== "path") sendChunks(port, chunksOf(source), stopped.signal).catch(reject);
    });
    stopped.abort();
    thread.release(heldBytes);
    await ranges?.release(heldByRanges);
    return profile;
  } catch (error) {
    stopped.abort();
    // Awaited: a slot that is free while the thread still takes its core would be no free slot. See bench/analyze/abort.ts.
    await Promise.all([thread.end(), ranges?.end()]);
    throw error;
  }
}

/** Almost every object of an analysis is a cell, dead after its batch. More room for them takes 100 MB and no less time. */
const YOUNG_GENERATION_MB = 32;

type DoneMessage = Extract<FromWorker, { readonly type: "done" }>;

function taskOf(source: ThreadSource, settings: CompleteSettings, ranges: GivenRanges | undefined): WorkerTask {
  if (source.kind === "path") return { source, settings, ranges };
  const sizeBytes = source.kind === "bytes" ? source.bytes.length : source.sizeBytes;
  return { source: { kind: "chunks", sizeBytes }, settings, ranges };
}

async function* chunksOf(source: Exclude<ThreadSource, { kind: "path" }>): AsyncGenerator<Uint8Array> {
  if (source.kind === "bytes") yield source.bytes;
  else yield* source.chunks;
}

function tell(host: AnalyzeHost, progress: Parameters<AnalyzeHost["onProgress"]>[0], reject: (error: unknown) => void): void {
  try {
    host.onProgress(progress);
  } catch (error) {
    reject(error);
  }
}

function died(cause: unknown, { maxMemoryMb }: CompleteSettings): RowmillError {
  return isOutOfMemory(cause) ? memoryExceeded(maxMemoryMb, cause) : workerFailed(cause);
}

/** @param cause - whatever was thrown: a thread can throw `null`, too */
function workerFailed(cause: unknown): RowmillError {
  const what = cause instanceof Error ? cause.message : String(cause);
  const message = `The thread that analyzed the file died: ${what}. The file was not analyzed; everything else goes on`;
  return new RowmillError("WORKER_FAILED", message, { cause });
}
