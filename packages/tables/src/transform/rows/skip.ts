import { InvalidStep, StepFailure } from "../steps/cell-step.ts";
import { type CompiledRowStep, rowByRow, type RowReport, type RowStage, type SourceRow } from "./row-stage.ts";
import type { RowStepCompiler } from "./row-step-compiler.ts";

/** Leaves out rows at the ends of the table, or by a condition. */
export const compileSkip: RowStepCompiler<"skip"> = ({ first = 0, last = 0, until, where }, context) => {
  if (first === 0 && last === 0 && until === undefined && where === undefined)
    throw new InvalidStep("", "One of first, last, until and where is expected");
  const stops = until && context.condition(until, "until");
  const skipped = where && context.condition(where, "where");
  const start = (report: RowReport): RowStage => {
    let seen = 0;
    let waits = stops !== undefined;
    const held: SourceRow[] = [];
    return rowByRow(
      (row, pass) => {
        seen += 1;
        if (seen <= first) return report.leftOut(row, "skip");
        if (waits && stops) {
          const holds = stops.test(null, row);
          if (holds instanceof StepFailure) return report.rejected(row, holds);
          if (!holds) return report.leftOut(row, "skip");
          waits = false;
        }
        const holds = skipped?.test(null, row) ?? false;
        if (holds instanceof StepFailure) return report.rejected(row, holds);
        if (holds) return report.leftOut(row, "skip");
        if (last === 0) return pass(row);
        held.push(row);
        const oldest = held.length > last ? held.shift() : undefined;
        if (oldest) pass(oldest);
      },
      () => {
        for (const row of held) report.leftOut(row, "skip");
      },
    );
  };
  return { step: { op: "skip", start } satisfies CompiledRowStep, scope: context.scope };
};
