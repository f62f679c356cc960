import type { Cell } from "../../table/table-reader.ts";
import { type RowValues, StepFailure } from "./cell-step.ts";
import type { Condition } from "./condition-schema.ts";
import type { StepContext } from "./step-context.ts";
/** A condition that is ready to be asked. */
export interface CompiledCondition {
  /** Whether it holds; a failure where that cannot be decided. */
  readonly test: (value: Cell, row: RowValues) => boolean | StepFailure;
  readonly readsRow: boolean;
}
/** Compiles a condition. @throws InvalidStep */
export declare function compileCondition(
  condition: Condition,
  context: Pick<StepContext, "column">,
  mustNameColumn?: boolean,
): CompiledCondition;
//# sourceMappingURL=condition.d.ts.map
