import { DataRows, type TableForm } from "../readers/data-rows.ts";
import type { Row, RowBatch } from "../readers/table-reader.ts";
import { createReading } from "../values/reading.ts";
import { ColumnTally, tallySize } from "./column-tally.ts";
import { keptText } from "./kept-text.ts";
import { RowFindings } from "./row-findings.ts";

/** The widest table that is profiled: as wide as a sheet of Excel. */
export const MAX_COLUMNS = 16_384;

/** Adds up a table, batch by batch, a column at a time. Its memory depends on the number of columns, not of rows. */
export class TableTally {
  readonly findings = new RowFindings();
  readonly sampleRows: { readonly row: number; readonly cells: readonly string[] }[] = [];
  columns: readonly ColumnTally[] = [];
  rowCount = 0;
  readonly #data: DataRows;
  readonly #sampleLimit: number;

  constructor(form: TableForm, sampleLimit: number) {
    this.#data = new DataRows(form, (note, row) => this.findings.note(note, row));
    this.#sampleLimit = sampleLimit;
  }

  /** What the header names the columns, or `undefined` if there is none. */
  get header(): readonly string[] | undefined {
    return this.#data.header?.map(keptText);
  }

  /** The first row of the header, or `undefined` if the names are no row. */
  get headerRow(): number | undefined {
    return this.#data.headerRow;
  }

  /** How many cells the table has in a row, before `MAX_COLUMNS` cut it. */
  get width(): number {
    return this.#data.width;
  }

  add(batch: RowBatch): void {
    for (const problem of batch.problems) this.findings.noteProblem(problem);
    const { rows, rowNumbers } = this.#data.take(batch);
    this.#widen();
    this.#addRows(rows, rowNumbers);
  }

  /** Call it once, after the last batch. */
  finish(): void {
    this.#data.end();
    this.#widen();
  }

  /** Adds the columns that the reader has found since. Until now they were empty. */
  #widen(): void {
    const columnCount = Math.min(this.width, MAX_COLUMNS);
    if (columnCount === this.columns.length) return;
    const size = tallySize(columnCount);
    const reading = createReading();
    const added = Array.from({ length: columnCount - this.columns.length }, () => new ColumnTally(size, reading));
    for (const column of added) column.emptyCount = this.rowCount;
    this.columns = [...this.columns, ...added];
  }

  #addRows(rows: readonly Row[], rowNumbers: readonly number[]): void {
    this.rowCount += rows.length;
    for (let index = 0; index < rows.length && this.sampleRows.length < this.#sampleLimit; index += 1) {
      this.sampleRows.push({ row: rowNumbers[index] ?? 0, cells: (rows[index] ?? []).slice(0, MAX_COLUMNS).map(keptCell) });
    }
    for (const [column, tally] of this.columns.entries()) tally.addColumn(rows, rowNumbers, column);
  }
}

function keptCell(cell: string | null): string {
  return keptText(cell ?? "");
}
