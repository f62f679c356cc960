import { isBlankRow } from "../readers/layout.ts";
import type { RowBatch } from "../readers/table-reader.ts";
import { createReading } from "../values/reading.ts";
import { ColumnTally, tallySize } from "./column-tally.ts";
import { keptText } from "./kept-text.ts";
import { RowFindings } from "./row-findings.ts";

/** The form of the table that a `TableTally` adds up. */
export interface TableForm {
  /** Records above the header, or above the first row of data. */
  readonly preambleRows: number;
  readonly hasHeader: boolean;
  /** The usual width of a row, used where there is no header. */
  readonly columnCount: number;
}

/** The widest table that is profiled: as wide as a sheet of Excel. */
export const MAX_COLUMNS = 16_384;

/** Adds up a table, batch by batch, a column at a time. Its memory depends on the number of columns, not of rows. */
export class TableTally {
  readonly findings = new RowFindings();
  readonly sampleRows: { readonly row: number; readonly cells: readonly string[] }[] = [];
  columns: readonly ColumnTally[] = [];
  /** The cells of the header row, or `undefined` if there is none (yet). */
  header: readonly string[] | undefined;
  headerRow: number | undefined;
  rowCount = 0;
  /** How many cells the table has in a row, before `MAX_COLUMNS` cut it. */
  width = 0;
  readonly #form: TableForm;
  readonly #sampleLimit: number;
  #started = false;
  /** Blank lines in a file of one column are empty cells, unless nothing follows them. */
  #heldBlanks: number[] = [];

  constructor(form: TableForm, sampleLimit: number) {
    this.#form = form;
    this.#sampleLimit = sampleLimit;
  }

  add(batch: RowBatch): void {
    for (const { code, row, line } of batch.problems) this.findings.note(code, row, line);
    const rows: (readonly string[])[] = [];
    const rowNumbers: number[] = [];
    for (let index = 0; index < batch.rows.length; index += 1) {
      const row = batch.rows[index] ?? EMPTY_ROW;
      const number = batch.firstRow + index;
      if (number <= this.#form.preambleRows) continue;
      if (isBlankRow(row)) {
        this.#noteBlank(row, number);
        continue;
      }
      if (!this.#started) {
        this.#start(row, number);
        if (this.#form.hasHeader) continue;
      }
      for (const blank of this.#heldBlanks) {
        rows.push(EMPTY_ROW);
        rowNumbers.push(blank);
      }
      if (this.#heldBlanks.length > 0) this.#heldBlanks = [];
      if (row.length !== this.width) this.findings.note(row.length < this.width ? "ragged_rows_short" : "ragged_rows_long", number);
      rows.push(row);
      rowNumbers.push(number);
    }
    this.#addRows(rows, rowNumbers);
  }

  /** Call it once, after the last batch. */
  finish(): void {
    for (const row of this.#heldBlanks) this.findings.note("blank_lines", row);
  }

  #noteBlank(row: readonly string[], number: number): void {
    if (this.#started && this.width === 1 && row[0] === "" && this.#heldBlanks.length < HELD_BLANKS) this.#heldBlanks.push(number);
    else this.findings.note("blank_lines", number);
  }

  #start(first: readonly string[], number: number): void {
    this.#started = true;
    if (this.#form.hasHeader) {
      this.header = first.map(keptText);
      this.headerRow = number;
    }
    this.width = this.#form.hasHeader ? first.length : this.#form.columnCount || first.length;
    const columnCount = Math.min(this.width, MAX_COLUMNS);
    const size = tallySize(columnCount);
    const reading = createReading();
    this.columns = Array.from({ length: columnCount }, () => new ColumnTally(size, reading));
  }

  #addRows(rows: readonly (readonly string[])[], rowNumbers: readonly number[]): void {
    this.rowCount += rows.length;
    for (let index = 0; index < rows.length && this.sampleRows.length < this.#sampleLimit; index += 1) {
      this.sampleRows.push({ row: rowNumbers[index] ?? 0, cells: (rows[index] ?? []).slice(0, MAX_COLUMNS).map(keptText) });
    }
    for (const [column, tally] of this.columns.entries()) tally.addColumn(rows, rowNumbers, column);
  }
}

const EMPTY_ROW: readonly string[] = [""];

/** A file that ends with a gigabyte of line ends must not be held in memory; from here on they count as blank lines. */
const HELD_BLANKS = 10_000;
