import { ownedText } from "../../values/owned-text.ts";
import type { Cell } from "../../table/table-reader.ts";
import { ColumnScope } from "../plan/column-scope.ts";
import { InvalidStep, StepFailure } from "../steps/cell-step.ts";
import { rowByRow, withCells } from "./row-stage.ts";
import type { RowStepCompiler } from "./row-step-compiler.ts";

/** Fills empty cells with the last value above them, or all rows with that of the heading above them. */
export const compileFillDown: RowStepCompiler<"fillDown"> = (step, context) => {
  const { columns, when, into, keepRows = false } = step;
  const { scope } = context;
  const places = columns.map((name) => scope.find(name, "columns"));
  const condition = when && context.condition(when, "when");
  if (into !== undefined && columns.length > 1) throw new InvalidStep("into", "It takes the values of one column");
  if (into !== undefined && scope.has(into)) throw new InvalidStep("into", `There is a column ${JSON.stringify(into)} already`);
  if (condition === undefined && step.keepRows !== undefined) throw new InvalidStep("keepRows", "It belongs to when");
  const width = scope.columns.length;
  const targets = into === undefined ? places : [width];

  return {
    step: {
      op: "fillDown",
      start(report) {
        const values: Cell[] = places.map(() => null);
        return rowByRow((row, pass) => {
          const gives = condition ? condition.test(null, row) : true;
          if (gives instanceof StepFailure) return report.rejected(row, gives);
          for (const [index, place] of places.entries()) {
            const value = row.cells[place] ?? null;
            // What outlives its batch must not hold the text that it was cut from.
            if (gives && value !== null && value !== "") values[index] = ownedText(value);
          }
          if (gives && condition && !keepRows) return report.leftOut(row, "fillDown");
          const cells: Cell[] = Array.from(
            { length: Math.max(row.cells.length, into === undefined ? 0 : width + 1) },
            (_, at) => row.cells[at] ?? null,
          );
          for (const [index, target] of targets.entries()) {
            const own = into === undefined ? (cells[target] ?? "") : "";
            if (own === "" || condition) cells[target] = values[index] ?? cells[target] ?? null;
          }
          return pass(withCells(row, cells));
        });
      },
    },
    scope: into === undefined ? scope : new ColumnScope([...scope.columns, { name: into }]),
  };
};
