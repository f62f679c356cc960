import type { Kernel } from "../../kernel/kernel.ts";
import type { CellsOfColumn } from "./fast-memory.ts";
import type { RowScripts } from "./row-scripts.ts";
/**
 * Runs a function of several fields of a row for each row of a slice.
 * @returns a change of the cells of some rows, which answers whether there was room for what it makes
 */
export declare function createRowScriptColumn(
  kernel: Kernel,
  { cells, sliceRows }: CellsOfColumn,
  fields: readonly number[],
  script: RowScripts["scripts"][number],
): (from: number, to: number) => boolean;
//# sourceMappingURL=row-script-column.d.ts.map
