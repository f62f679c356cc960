import { type ExpansionBudget } from "../../../table/expansion-budget.ts";
import type { RowBatch } from "../../../table/table-reader.ts";
import type { MergedFill } from "./merged-cells.ts";
/** The problems that the cells of a sheet may have. */
export type CellProblemCode = "error_value" | "formula_without_value" | "long_cell" | "broken_cell";
/** A batch without what only its reader knows. */
export type CollectedBatch = Omit<RowBatch, "bytes">;
/**
 * Makes batches of rows of the cells of a sheet, which come one by one and may leave out what is empty.
 *
 * A row goes up to its last filled cell. Blank rows between others are given (`[""]`), up to a thousand in a row; where more
 * are blank, a new batch starts behind them with its `firstRow`. Blank rows at the end are none.
 */
export declare class RowCollector {
  #private;
  /** The row under way; 0 before the first. */
  row: number;
  constructor(maxRecordLength: number, fill?: MergedFill, budget?: ExpansionBudget);
  /** Starts a row. The same number again goes on with it; a lower one, which no sheet should have, is the row after the last. */
  startRow(row: number): void;
  /** The column of the next cell that does not say where it stands. */
  get nextColumn(): number;
  /** @throws RowmillError `FILE_RECORD_TOO_LARGE`, `FILE_TOO_SPARSE` */
  set(column: number, text: string): void;
  /** Notes what is odd about a cell, once for each row and code. */
  note(code: CellProblemCode, column: number | undefined, detail?: string): void;
  /** Whether a batch is full and waits to be taken. */
  get hasBatch(): boolean;
  /** Answers the batches that are full, and with `end` also the last one. */
  take(end?: boolean): CollectedBatch[];
}
//# sourceMappingURL=row-collector.d.ts.map
