import type { Kernel } from "../../kernel/kernel.ts";
import type { FastColumn, FastPlan } from "./plan/fast-plan.ts";
/**
 * Puts the row program of a plan into a kernel.
 *
 * @param cellsAt - for each column with steps, where its cells are
 */
export declare function placeProgram(kernel: Kernel, { columns, output }: FastPlan, cellsAt: ReadonlyMap<FastColumn, number>): void;
//# sourceMappingURL=program.d.ts.map
