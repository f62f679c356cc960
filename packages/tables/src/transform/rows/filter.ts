import { StepFailure } from "../steps/cell-step.ts";
import { rowByRow } from "./row-stage.ts";
import type { RowStepCompiler } from "./row-step-compiler.ts";

/** Keeps the rows for which the condition holds. */
export const compileFilter: RowStepCompiler<"filter"> = ({ where }, context) => {
  const condition = context.condition(where, "where");
  return {
    step: {
      op: "filter",
      start: (report) =>
        rowByRow((row, pass) => {
          const holds = condition.test(null, row);
          if (holds instanceof StepFailure) return report.rejected(row, holds);
          return holds ? pass(row) : report.leftOut(row, "filter");
        }),
    },
    scope: context.scope,
  };
};
