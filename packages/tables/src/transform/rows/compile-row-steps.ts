import { ColumnScope } from "../plan/column-scope.ts";
import { InvalidStep } from "../steps/cell-step.ts";
import { compileCondition } from "../steps/condition.ts";
import type { ReportProblem } from "../steps/compile-steps.ts";
import { compileDedupe } from "./dedupe.ts";
import { compileFillDown } from "./fill-down.ts";
import { compileFilter } from "./filter.ts";
import type { CompiledRowStep } from "./row-stage.ts";
import type { RowStep } from "./row-step-schema.ts";
import type { RowStepCompiler, RowStepContext } from "./row-step-compiler.ts";
import { compileSkip } from "./skip.ts";
import { compileSplitRows } from "./split-rows.ts";
import { compileUnpivot } from "./unpivot.ts";

const COMPILERS: { readonly [Op in RowStep["op"]]: RowStepCompiler<Op> } = {
  skip: compileSkip,
  filter: compileFilter,
  fillDown: compileFillDown,
  dedupe: compileDedupe,
  splitRows: compileSplitRows,
  unpivot: compileUnpivot,
};

/** The row steps, ready to start, and the columns of the rows that come out of the last. */
export function compileRowSteps(
  steps: readonly RowStep[],
  first: ColumnScope,
  temporaryFolder: string,
  report: ReportProblem,
): { readonly steps: readonly CompiledRowStep[]; readonly scope: ColumnScope } {
  let scope = first;
  const compiled: CompiledRowStep[] = [];
  for (const [index, step] of steps.entries()) {
    try {
      const made = (COMPILERS[step.op] as RowStepCompiler<RowStep["op"]>)(step, contextFor(scope));
      compiled.push(made.step);
      scope = made.scope;
    } catch (error) {
      if (!(error instanceof InvalidStep)) throw error;
      report(["rows", index, ...error.parameter.split(".").filter((key) => key !== "")], error.message);
    }
  }
  return { steps: compiled, scope };

  function contextFor(columns: ColumnScope): RowStepContext {
    return {
      scope: columns,
      temporaryFolder,
      condition(condition, parameter) {
        const column = (reference: string, key: string) => {
          const place = columns.find(reference, `${parameter}.${key}`);
          return (row: { readonly cells: readonly (string | null)[] }) => row.cells[place] ?? null;
        };
        return compileCondition(condition, { column }, true);
      },
    };
  }
}
