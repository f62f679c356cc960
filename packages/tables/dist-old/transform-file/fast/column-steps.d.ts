import type { Kernel } from "../../kernel/kernel.ts";
import type { CellsOfColumn } from "./fast-memory.ts";
import type { FastColumn } from "./plan/fast-plan.ts";
/** The steps of one column. */
export interface ColumnSteps {
  /** Gathers the cells of some rows and changes them. Answers whether there was room; if not, it is called again with fewer rows. */
  run(from: number, to: number): boolean;
}
export declare function createColumnSteps(kernel: Kernel, { value }: FastColumn, place: CellsOfColumn): ColumnSteps;
//# sourceMappingURL=column-steps.d.ts.map
