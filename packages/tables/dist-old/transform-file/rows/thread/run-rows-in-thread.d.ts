import type { TableSource } from "../../../bytes/input-of.ts";
import type { WorkerPool } from "../../../threads/worker-pool.ts";
import type { Mapping } from "../../../transform/mapping.ts";
import type { TransformOptions, TransformResult, TransformTarget } from "../../transform-options.ts";
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
export declare function runRowsInThread(request: RowsRequest): Promise<TransformResult>;
//# sourceMappingURL=run-rows-in-thread.d.ts.map
