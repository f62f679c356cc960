import type { WorkerPool } from "../threads/worker-pool.ts";
import type { FastFile, PlanRequest, SourceRequest } from "./fast/plan/open-fast.ts";
import type { ReportedChunk, RunMessage } from "./thread-messages.ts";
/** A file and the plan for it, the reason why the kernel cannot transform it, or that its bytes are not UTF-8 as its samples are. */
type Planned =
  | {
      readonly file: FastFile;
      readonly module: object;
    }
  | {
      readonly reason: string;
    }
  | "unexpected_bytes";
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
export declare function startTransformThreads(
  most: number,
  request: SourceRequest,
  pool: WorkerPool,
  signal: AbortSignal | undefined,
): Promise<TransformThreads>;
export {};
//# sourceMappingURL=transform-threads.d.ts.map
