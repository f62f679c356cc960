import type { TransformPlan } from "../plan/transform-plan.ts";
import type { SourceRow } from "../rows/row-stage.ts";
import { RowCounter } from "./row-counts.ts";
import { type TransformedRows } from "./row-transform.ts";
/** A plan at work on one file: rows of the file in, rows of the result and rejects out. */
export interface RowFlow {
  readonly counter: RowCounter;
  push(rows: readonly SourceRow[]): Promise<TransformedRows>;
  /** What comes out after the last row. */
  end(): AsyncIterable<TransformedRows>;
  /** Releases what row steps and rules hold. Call it in any case. */
  close(): Promise<void>;
}
/** Starts a plan. */
export declare function startRows(plan: TransformPlan): RowFlow;
//# sourceMappingURL=row-flow.d.ts.map
