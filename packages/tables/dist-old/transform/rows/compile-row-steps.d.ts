import { ColumnScope } from "../plan/column-scope.ts";
import type { ReportProblem } from "../steps/compile-steps.ts";
import type { CompiledRowStep } from "./row-stage.ts";
import type { RowStep } from "./row-step-schema.ts";
/** The row steps, ready to start, and the columns of the rows that come out of the last. */
export declare function compileRowSteps(
  steps: readonly RowStep[],
  first: ColumnScope,
  temporaryFolder: string,
  report: ReportProblem,
): {
  readonly steps: readonly CompiledRowStep[];
  readonly scope: ColumnScope;
};
//# sourceMappingURL=compile-row-steps.d.ts.map
