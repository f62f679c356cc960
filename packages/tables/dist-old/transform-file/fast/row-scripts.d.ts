import type { TransformPlan } from "../../transform/plan/transform-plan.ts";
import type { Cell, ReadProblem } from "../../table/table-reader.ts";
import type { RowProblem } from "../../validate/reject.ts";
import type { FastPlan } from "./plan/fast-plan.ts";
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
  | {
      readonly kind: "written";
      readonly cells: readonly Cell[];
    }
  | {
      readonly kind: "rejected";
      readonly problems: readonly RowProblem[];
    };
/** The scripts of a plan, by the engine that knows all steps and rules. */
export declare function createRowScripts(plan: TransformPlan, { width, scripts }: Pick<FastPlan, "width" | "scripts">): RowScripts;
//# sourceMappingURL=row-scripts.d.ts.map
