import { type ExpansionBudget } from "../../../table/expansion-budget.ts";
/** A rectangle of cells that are shown as one. Rows count from 1, columns from 0. */
export interface MergedRange {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}
/** Fills the empty cells of a row that lie under a merged one. Rows must come in order. */
export type MergedFill = (row: number, cells: string[]) => void;
/** Reads which cells of a sheet are merged. They stand behind the cells, so this is a pass of its own. */
export declare function readMergedRanges(name: string, bytes: AsyncIterable<Uint8Array>): Promise<MergedRange[]>;
/** Makes a fill of ranges that are in the order of their first rows. */
export declare function createMergedFill(ranges: readonly MergedRange[], budget?: ExpansionBudget): MergedFill;
//# sourceMappingURL=merged-cells.d.ts.map
