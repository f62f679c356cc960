import type { Cell } from "../../table/table-reader.ts";
import { ColumnScope } from "../plan/column-scope.ts";
import { InvalidStep } from "../steps/cell-step.ts";
import { partOf, rowByRow, withCells } from "./row-stage.ts";
import { ownEntry } from "../plan/own-entry.ts";
import type { RowStepCompiler } from "./row-step-compiler.ts";

/** Makes a row of each of some columns, or of each group of columns. */
export const compileUnpivot: RowStepCompiler<"unpivot"> = (step, context) => {
  const { columns, groups, name = "name", value = "value", dropEmpty = false } = step;
  const { scope } = context;
  if ((columns === undefined) === (groups === undefined)) throw new InvalidStep("", "Either columns or groups is expected");
  if (groups && step.value !== undefined) throw new InvalidStep("value", "The names of the values are the keys of the groups' columns");
  const values = groups ? [...new Set(groups.flatMap((group) => Object.keys(group.columns)))] : [value];
  const made = groups
    ? groups.map((group) => ({ label: group.label, places: values.map((key) => placeOf(ownEntry(group.columns, key))) }))
    : (columns ?? []).map((column) => ({ label: nameOf(column), places: [placeOf(column)] }));
  const used = new Set(made.flatMap(({ places }) => places));
  const rest = scope.columns.flatMap((_, place) => (used.has(place) ? [] : [place]));
  const kept = rest.map((place) => scope.columns[place] ?? { name: "" });
  for (const added of [name, ...values]) {
    if (kept.some((column) => column.name === added) || [name, ...values].filter((other) => other === added).length > 1) {
      throw new InvalidStep("", `Two columns would be called ${JSON.stringify(added)}`);
    }
  }

  return {
    step: {
      op: "unpivot",
      start: (report) =>
        rowByRow((row, pass) => {
          const base = rest.map((place) => row.cells[place] ?? null);
          let count = 0;
          for (const { label, places } of made) {
            const cells: Cell[] = places.map((place) => (place === undefined ? null : (row.cells[place] ?? null)));
            if (dropEmpty && cells.every((cell) => cell === null || cell === "")) continue;
            pass(withCells(row, [...base, label, ...cells], partOf(row.part, count)));
            count += 1;
          }
          if (count === 0) report.leftOut(row, "unpivot");
          else report.added(count - 1);
        }),
    },
    scope: new ColumnScope([...kept, { name }, ...values.map((one) => ({ name: one }))]),
  };

  function placeOf(reference: string | undefined): number | undefined {
    return reference === undefined ? undefined : scope.find(reference, groups ? "groups" : "columns");
  }

  function nameOf(reference: string): string {
    return scope.columns[scope.find(reference, "columns")]?.name ?? reference;
  }
};
