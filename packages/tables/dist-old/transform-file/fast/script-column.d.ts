import type { Kernel } from "../../kernel/kernel.ts";
import type { CellsOfColumn } from "./fast-memory.ts";
import type { RowScripts } from "./row-scripts.ts";
/**
 * Runs a function of JavaScript on a column of cells: once for each value as long as values repeat, which the kernel knows by a dictionary;
 * otherwise for each cell, all cells of a slice packed into one text.
 *
 * @returns a change of the cells of some rows, which answers whether there was room for what it makes
 */
export declare function createScriptColumn(
  kernel: Kernel,
  { cells, sliceRows, memory }: CellsOfColumn,
  script: RowScripts["scripts"][number],
): (from: number, to: number) => boolean;
//# sourceMappingURL=script-column.d.ts.map
