import type { FileProfile } from "../profile/file-profile.ts";
import type { AnalyzeHost } from "./analyze-input.ts";
import type { CompleteSettings } from "./analyze-options.ts";
import type { WorkerPool } from "../threads/worker-pool.ts";
import { type WorkerEntry } from "../threads/worker-url.ts";
/** What a thread can analyze: a path it opens by itself, or chunks that this thread passes on. */
export type ThreadSource =
  | {
      readonly kind: "path";
      readonly path: string;
    }
  | {
      readonly kind: "bytes";
      readonly bytes: Uint8Array;
    }
  | {
      readonly kind: "stream";
      readonly chunks: AsyncIterable<Uint8Array>;
      readonly sizeBytes: number | undefined;
    };
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
export declare function analyzeInThread(
  source: ThreadSource,
  settings: CompleteSettings,
  host: ThreadHost,
  entry?: WorkerEntry,
): Promise<FileProfile>;
//# sourceMappingURL=analyze-in-thread.d.ts.map
