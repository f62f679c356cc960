import type { Kernel } from "../../kernel/kernel.ts";
import { placeCasePages } from "./case-pages.ts";
import type { CellsOfColumn } from "./fast-memory.ts";
import type { FastColumn, FastStep } from "./fast-plan.ts";
import { createScriptColumn } from "./script-column.ts";
import { transformExports } from "./transform-kernel.ts";

/** The steps of one column. */
export interface ColumnSteps {
  /** Gathers the cells of some rows and changes them. Answers whether there was room; if not, it is called again with fewer rows. */
  run(from: number, to: number): boolean;
}

/** Changes the cells of some rows; answers whether there was room. */
type Change = (from: number, to: number) => boolean;

export function createColumnSteps(kernel: Kernel, { value }: FastColumn, place: CellsOfColumn): ColumnSteps {
  const { cells, scripts } = place;
  const wasm = transformExports(kernel);
  if (value.kind !== "field") throw new TypeError("A constant has no steps");
  const changes = value.steps.map(changeOf);
  return {
    run: (from, to) => wasm.gatherCells(value.field, cells, from, to) === to && changes.every((change) => change(from, to)),
  };

  function changeOf(step: FastStep): Change {
    if (step.kind === "trim") {
      const sides = (step.start ? START : 0) | (step.end ? END : 0);
      return (from, to) => wasm.trimCells(cells, from, to, sides) === to;
    }
    if (step.kind === "case") {
      const isUpper = step.to === "upper";
      placeCasePages(kernel, step.to);
      return (from, to) => wasm.changeCase(cells, from, to, isUpper) === to;
    }
    const script = scripts.values[step.script];
    if (script === undefined) throw new TypeError(`There is no script ${step.script}`);
    return createScriptColumn(kernel, place, script);
  }
}

const START = 1;
const END = 2;
