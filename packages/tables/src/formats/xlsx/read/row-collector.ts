import { RowmillError } from "@rowmill/core/errors";
import { BATCH_CELLS, type ExpansionBudget, UNLIMITED } from "../../../table/expansion-budget.ts";
import type { ReadProblem, RowBatch } from "../../../table/table-reader.ts";
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
export class RowCollector {
  readonly #maxRecordLength: number;
  readonly #fill: MergedFill | undefined;
  readonly #budget: ExpansionBudget;
  #ready: CollectedBatch[] = [];
  #rows: (readonly string[])[] = [];
  #firstRow = 1;
  #problems: ReadProblem[] = [];
  #batchCells = 0;
  #batchLength = 0;
  /** The row under way; 0 before the first. */
  row = 0;
  #cells: string[] = [];
  #length = 0;
  #filledTo = 0;
  #noted: CellProblemCode[] = [];

  constructor(maxRecordLength: number, fill?: MergedFill, budget: ExpansionBudget = UNLIMITED) {
    this.#maxRecordLength = maxRecordLength;
    this.#fill = fill;
    this.#budget = budget;
  }

  /** Starts a row. The same number again goes on with it; a lower one, which no sheet should have, is the row after the last. */
  startRow(row: number): void {
    if (row === this.row) return;
    this.#endRow();
    const isAhead = row > this.row;
    this.row = isAhead ? row : this.row + 1;
    if (!isAhead) this.note("broken_cell", undefined, `row ${row} comes after row ${this.row - 1}`);
  }

  /** The column of the next cell that does not say where it stands. */
  get nextColumn(): number {
    return this.#cells.length;
  }

  /** @throws RowmillError `FILE_RECORD_TOO_LARGE`, `FILE_TOO_SPARSE` */
  set(column: number, text: string): void {
    const cells = this.#cells;
    if (text === "" && column >= cells.length) return;
    if (column > cells.length) this.#budget.addCells(column - cells.length);
    while (cells.length < column) cells.push("");
    cells[column] = text;
    this.#length += text.length;
    if (text.length > EXCEL_CELL_LENGTH) this.note("long_cell", column);
    if (this.#length > this.#maxRecordLength) {
      throw new RowmillError("FILE_RECORD_TOO_LARGE", `Row ${this.row} of the sheet has more than ${this.#maxRecordLength} characters`, {
        details: { row: this.row, maxRecordLength: this.#maxRecordLength },
        retriable: false,
      });
    }
  }

  /** Notes what is odd about a cell, once for each row and code. */
  note(code: CellProblemCode, column: number | undefined, detail?: string): void {
    if (this.#noted.includes(code)) return;
    this.#noted.push(code);
    this.#problems.push({ code, row: this.row, line: this.row, column, detail });
  }

  /** Whether a batch is full and waits to be taken. */
  get hasBatch(): boolean {
    return this.#ready.length > 0;
  }

  /** Answers the batches that are full, and with `end` also the last one. */
  take(end = false): CollectedBatch[] {
    if (end) {
      this.#endRow();
      this.#flush();
    }
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  #endRow(): void {
    if (this.#fill) this.#fillRows(this.#fill);
    if (this.#cells.length > 0) {
      this.#push(this.row, this.#cells);
      this.#batchLength += this.#length;
      if (this.#rows.length >= BATCH_ROWS || this.#batchCells > BATCH_CELLS || this.#batchLength > BATCH_LENGTH) this.#flush();
      this.#cells = [];
    }
    this.#length = 0;
    if (this.#noted.length > 0) this.#noted = [];
  }

  /** Fills the row under way, and those before it that the sheet leaves out because they have no cells of their own. */
  #fillRows(fill: MergedFill): void {
    for (let row = Math.max(this.#filledTo + 1, this.row - MOST_BLANK_ROWS); row < this.row; row += 1) {
      const cells: string[] = [];
      fill(row, cells);
      if (cells.length > 0) this.#push(row, cells);
    }
    fill(this.row, this.#cells);
    this.#filledTo = this.row;
  }

  #push(row: number, cells: readonly string[]): void {
    const next = this.#firstRow + this.#rows.length;
    if (row - next > MOST_BLANK_ROWS) {
      this.#flush();
      this.#firstRow = row;
    } else {
      for (let blank = next; blank < row; blank += 1) this.#rows.push(BLANK_ROW);
    }
    this.#rows.push(cells);
    this.#batchCells += cells.length;
  }

  #flush(): void {
    if (this.#rows.length === 0 && this.#problems.length === 0) return;
    this.#ready.push({ firstRow: this.#firstRow, rows: this.#rows, problems: this.#problems });
    this.#firstRow += this.#rows.length;
    this.#rows = [];
    this.#problems = [];
    this.#batchCells = 0;
    this.#batchLength = 0;
  }
}

/** The most that Excel lets stand in a cell; programs have written more. */
const EXCEL_CELL_LENGTH = 32_767;

/** What is alive while more is read decides how far the heap of young objects grows: with a thousand rows it took 40 MB more. */
const BATCH_ROWS = 200;

/** What a batch of very long texts may have. */
const BATCH_LENGTH = 4 * 1024 * 1024;

const MOST_BLANK_ROWS = 1_000;
const BLANK_ROW: readonly string[] = [""];
