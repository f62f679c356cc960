import type { ColumnScope } from "../plan/column-scope.ts";
import type { CompiledCondition } from "../steps/condition.ts";
import type { Condition } from "../steps/condition-schema.ts";
import type { CompiledRowStep } from "./row-stage.ts";
import type { RowStep } from "./row-step-schema.ts";
/** What a row step is compiled with. */
export interface RowStepContext {
  /** The columns of the rows that come in. */
  readonly scope: ColumnScope;
  /** Compiles a condition on rows. @throws InvalidStep */
  readonly condition: (condition: Condition, parameter: string) => CompiledCondition;
  /** Where stages may put what does not fit into memory. */
  readonly temporaryFolder: string;
}
/** Compiles one row step; the scope is that of the rows that come out. @throws InvalidStep */
export type RowStepCompiler<Op extends RowStep["op"]> = (
  step: Extract<
    RowStep,
    {
      op: Op;
    }
  >,
  context: RowStepContext,
) => {
  readonly step: CompiledRowStep;
  readonly scope: ColumnScope;
};
//# sourceMappingURL=row-step-compiler.d.ts.map
