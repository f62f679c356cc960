import { createAdmission } from "../../transform/engine/admit-rows.ts";
import { transformRow } from "../../transform/engine/row-transform.ts";
import type { TransformPlan } from "../../transform/plan/transform-plan.ts";
import { type RowValues, StepFailure } from "../../transform/steps/cell-step.ts";
import type { Cell, ReadProblem } from "../../table/table-reader.ts";
import type { RowProblem } from "../../validate/reject.ts";
import type { FastPlan, FastScript } from "./plan/fast-plan.ts";

/** What JavaScript does for the kernel: in a thread, made anew from the mapping. */
export interface RowScripts {
  /**
   * Pure functions of one cell or of several. `undefined` leaves the whole row to `decide`, as a value that a step or a rule refuses.
   */
  readonly scripts: readonly ((cells: readonly Cell[]) => Cell | undefined)[];
  /**
   * Decides about a row by itself: one with too many or too few cells, or with something in it that the kernel does not know.
   *
   * @param cells - of the source, unquoted
   * @param problems - what the reader made of the row
   */
  decide(cells: readonly string[], problems: readonly ReadProblem[]): RowDecision;
}

/** What becomes of a row. */
export type RowDecision =
  | { readonly kind: "written"; readonly cells: readonly Cell[] }
  | { readonly kind: "rejected"; readonly problems: readonly RowProblem[] };

/** The scripts of a plan, by the engine that knows all steps and rules. */
export function createRowScripts(plan: TransformPlan, { width, scripts }: Pick<FastPlan, "width" | "scripts">): RowScripts {
  const admit = createAdmission(false);
  return {
    scripts: scripts.map((script) => scriptOf(plan, script)),
    decide(cells, problems) {
      const numbered = problems.map((problem) => ({ ...problem, row: 1 }));
      const { rows, rejects } = admit({ rows: [cells], rowNumbers: [1], problems: numbered }, width);
      const [row] = rows;
      if (row === undefined) return { kind: "rejected", problems: rejects[0]?.problems ?? [] };
      const made = transformRow(plan, row);
      if ("problems" in made) return { kind: "rejected", problems: made.problems };
      return { kind: "written", cells: plan.output.map((place) => made.values[place] ?? null) };
    },
  };
}

function scriptOf({ fields, rules }: TransformPlan, { place, runs, rules: numbers, reads }: FastScript): RowScripts["scripts"][number] {
  const field = fields[place];
  // Hidden fields that the field may read. Each runs on the same columns.
  const before = fields.slice(0, place).flatMap((one, index) => (one.hidden ? [{ index, run: one.run }] : []));
  const checks = numbers.flatMap((number) => rules[number] ?? []);
  const cells: Cell[] = [];
  const values: Cell[] = [];
  return (given) => {
    let value: ReturnType<NonNullable<typeof field>["run"]> = given[0] ?? null;
    if (runs && field) {
      for (const [index, column] of reads.entries()) cells[column] = given[index] ?? null;
      const row: RowValues = { cells, rowNumber: 0, fields: [] };
      for (const { index, run } of before) row.fields[index] = run(row);
      value = field.run(row);
    }
    if (value instanceof StepFailure) return undefined;
    values[place] = value;
    for (const rule of checks) if (rule.check(values) !== undefined) return undefined;
    return value;
  };
}
