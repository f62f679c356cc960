import type { DayMonthOrder } from "../../values/dates/usual-dates.ts";
import { type CellFunction, type CompiledStep } from "./cell-step.ts";
import type { StepContext } from "./step-context.ts";
import type { Step } from "./step-schema.ts";
/** Reports what is wrong with a step, under its path. */
export type ReportProblem = (path: readonly (string | number)[], message: string) => void;
/** What steps are compiled with, but for what this file adds. */
export type OuterContext = Omit<StepContext, "compile" | "dateOrder"> & {
  /** How a column writes numeric dates; of the field's own column without a reference. */
  readonly dateOrderOf: (reference: string | undefined) => DayMonthOrder | undefined;
};
/** Compiles a list of steps into one. Steps that are wrong are reported and left out, so that all problems are found. */
export declare function compileSteps(
  steps: readonly Step[],
  path: readonly (string | number)[],
  context: OuterContext,
  report: ReportProblem,
  column?: string,
): CompiledStep;
/** The step with the results of values kept where it is costly and reads nothing but the value. */
export declare function keepingResults(step: CompiledStep): CellFunction;
//# sourceMappingURL=compile-steps.d.ts.map
