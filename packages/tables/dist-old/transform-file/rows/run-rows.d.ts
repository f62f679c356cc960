import type { TableSource } from "../../bytes/input-of.ts";
import type { Mapping } from "../../transform/mapping.ts";
import type { TransformMark, TransformProgress, TransformResult, TransformTarget } from "../transform-options.ts";
import type { RowOptions } from "./row-options.ts";
/** How a transform by rows of texts runs. */
export interface RowsRun {
  readonly options: RowOptions;
  readonly maxRejects: number;
  readonly rejectsPath: string | undefined;
  readonly markIntervalMs: number;
  readonly continueFrom?: TransformMark | undefined;
  readonly onMark?: ((mark: TransformMark) => unknown) | undefined;
  /** Called with each batch. */
  readonly onProgress?: ((progress: TransformProgress) => void) | undefined;
  readonly engineReason: string;
}
/**
 * Transforms a table of any format into any other, by rows of texts on the thread at hand.
 *
 * @param mapping - it was checked
 * @throws RowmillError as `transformFile` does
 */
export declare function runRows(
  source: TableSource,
  mapping: Mapping,
  { path, ...output }: TransformTarget,
  { options, maxRejects, rejectsPath, markIntervalMs, continueFrom, onMark, onProgress, engineReason }: RowsRun,
): Promise<TransformResult>;
//# sourceMappingURL=run-rows.d.ts.map
