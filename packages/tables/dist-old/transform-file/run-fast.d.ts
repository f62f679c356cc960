import type { WorkerPool } from "../threads/worker-pool.ts";
import type { Mapping } from "../transform/mapping.ts";
import type { TransformOptions, TransformResult, TransformSettings, TransformTarget } from "./transform-options.ts";
/** A transform of a path that the kernel may do. */
export interface FastRun {
  readonly path: string;
  readonly settings: TransformSettings;
  /** The mapping, while it is checked. What is wrong with it is thrown. */
  readonly mapping: Promise<Mapping>;
  readonly target: TransformTarget;
  readonly pool: WorkerPool;
  readonly options: TransformOptions;
}
/** Returned where the kernel cannot do it. */
export interface NotFast {
  readonly reason: string;
}
/**
 * Transforms a file in the kernel, in worker threads.
 *
 * @returns why not, where only rows of texts can be transformed so; nothing was written then
 * @throws RowmillError `WORKER_FAILED`, `MARK_MISMATCH`, and whatever opening the file throws
 */
export declare function runFast(run: FastRun): Promise<TransformResult | NotFast>;
//# sourceMappingURL=run-fast.d.ts.map
