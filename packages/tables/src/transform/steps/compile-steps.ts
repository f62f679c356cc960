import { ownedText } from "../../values/owned-text.ts";
import type { Cell } from "../../table/table-reader.ts";
import type { DayMonthOrder } from "../../values/dates/usual-dates.ts";
import { canonicalStep } from "./canonical-step.ts";
import { type CellFunction, type CellResult, type CompiledStep, InvalidStep, type RowValues, StepFailure } from "./cell-step.ts";
import { compileStep } from "./compile-step.ts";
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
export function compileSteps(
  steps: readonly Step[],
  path: readonly (string | number)[],
  context: OuterContext,
  report: ReportProblem,
  column?: string,
): CompiledStep {
  const compiled: CompiledStep[] = [];
  for (const [index, step] of steps.entries()) {
    const here = [...path, index];
    const canonical = canonicalStep(step);
    if (canonical === undefined) continue;
    try {
      const inner: StepContext = {
        ...context,
        dateOrder: context.dateOrderOf(column),
        compile: (list, below, of = column) => compileSteps(list, [...here, ...below], context, report, of),
      };
      compiled.push(compileStep(canonical, inner));
    } catch (error) {
      if (!(error instanceof InvalidStep)) throw error;
      report([...here, ...error.parameter.split(".").filter((key) => key !== "")], error.message);
    }
  }
  return chain(compiled);
}

/** One step of several, each with the result of the one before. */
function chain(steps: readonly CompiledStep[]): CompiledStep {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  const runs = steps.map(({ run }) => run);
  return {
    run: inOrder(runs),
    readsRow: steps.some(({ readsRow }) => readsRow),
    isCostly: steps.length > 2 || steps.some(({ isCostly }) => isCostly),
  };
}

function inOrder(runs: readonly CellFunction[]): CellFunction {
  return (value, row) => {
    let result: CellResult = value;
    for (const run of runs) {
      result = run(result, row);
      if (result instanceof StepFailure) return result;
    }
    return result;
  };
}

/** Different values whose results are kept. */
const MAX_KEPT = 16_384;

/** Longer values seldom come again. */
const MAX_KEPT_LENGTH = 256;

/** Lookups after which a table that found less than a quarter of them is given up. */
const TRIAL = 8_192;

/** The step with the results of values kept where it is costly and reads nothing but the value. */
export function keepingResults(step: CompiledStep): CellFunction {
  if (step.readsRow || !step.isCostly) return step.run;
  const { run } = step;
  let kept: Map<string, CellResult> | undefined = new Map();
  let lookups = 0;
  let misses = 0;
  return (value: Cell, row: RowValues) => {
    if (kept === undefined || value === null || value.length > MAX_KEPT_LENGTH) return run(value, row);
    lookups += 1;
    const known = kept.get(value);
    if (known !== undefined) return known;
    misses += 1;
    if (misses > TRIAL && misses * 4 > lookups * 3) {
      kept = undefined;
      return run(value, row);
    }
    if (kept.size >= MAX_KEPT) kept.clear();
    // A cell may be a view into a block of the file, which the key, or a result that is a part of it, would hold in memory.
    const key = ownedText(value);
    const result = run(key, row);
    kept.set(key, result);
    return result;
  };
}
