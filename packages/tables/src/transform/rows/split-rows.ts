import { InvalidStep } from "../steps/cell-step.ts";
import { cutsBy } from "../steps/text/split.ts";
import { partOf, rowByRow, withCells } from "./row-stage.ts";
import type { RowStepCompiler } from "./row-step-compiler.ts";

/** Makes a row of each part of a cell. */
export const compileSplitRows: RowStepCompiler<"splitRows"> = (step, context) => {
  const { column, trim = false, dropEmpty = false } = step;
  const place = context.scope.find(column, "column");
  if (step.by === undefined && step.pattern === undefined) throw new InvalidStep("", "Either by or pattern is expected");
  const cuts = cutsBy(step);
  return {
    step: {
      op: "splitRows",
      start: (report) =>
        rowByRow((row, pass) => {
          const text = row.cells[place] ?? null;
          if (text === null) return pass(row);
          let parts = cuts(text).map(({ start, end }) => text.slice(start, end));
          if (trim) parts = parts.map((part) => part.trim());
          if (dropEmpty) parts = parts.filter((part) => part !== "");
          // A cell without any part keeps its row, so that no row vanishes.
          if (parts.length === 0) parts = [""];
          report.added(parts.length - 1);
          for (const [index, part] of parts.entries()) pass(withCells(row, row.cells.with(place, part), partOf(row.part, index)));
        }),
    },
    scope: context.scope,
  };
};
