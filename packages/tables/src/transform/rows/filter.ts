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
          const answer = condition.test(null, row);
          if (answer instanceof StepFailure) return report.rejected(row, answer);
          return answer ? pass(row) : report.leftOut(row, "filter");
        }),
    },
    scope: context.scope,
  };
};
