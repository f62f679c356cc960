import type { Kernel } from "../../kernel/kernel.ts";
import type { Cell } from "../../table/table-reader.ts";
import { readCells, writeCells } from "./cell-texts.ts";
import type { CellsOfColumn } from "./fast-memory.ts";
import type { RowScripts } from "./row-scripts.ts";
import { CELL_BYTES, transformExports } from "./transform-kernel.ts";

/**
 * Runs a function of several fields of a row for each row of a slice.
 * @returns a change of the cells of some rows, which answers whether there was room for what it makes
 */
export function createRowScriptColumn(
  kernel: Kernel,
  { cells, sliceRows }: CellsOfColumn,
  fields: readonly number[],
  script: RowScripts["scripts"][number],
): (from: number, to: number) => boolean {
  const wasm = transformExports(kernel);
  const ends = wasm.allocate(sliceRows * 4) >>> 0;
  const inputs = fields.map((field) => ({ field, at: wasm.allocate(sliceRows * CELL_BYTES) >>> 0 }));
  return (from, to) => {
    const texts: (readonly Cell[])[] = [];
    for (const { field, at } of inputs) {
      if (wasm.gatherCells(field, at, from, to) !== to) return false;
      const read = readCells(kernel, at, ends, from, to);
      if (read === undefined) return false;
      texts.push(read);
    }
    const answers = Array.from({ length: to - from }, (_, index) => script(texts.map((column) => column[index] ?? null)));
    return writeCells(kernel, cells, answers, (index) => from + index);
  };
}
