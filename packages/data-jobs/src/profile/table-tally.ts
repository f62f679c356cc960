import { isBlankRow } from "../readers/blank-row.ts";
import type { DetectedFormat } from "../readers/detected-format.ts";
import { headerNames } from "../readers/header-names.ts";
import type { Row, RowBatch } from "../readers/table-reader.ts";
import { createReading } from "../values/reading.ts";
import { ColumnTally, tallySize } from "./column-tally.ts";
import { keptText } from "./kept-text.ts";
import { RowFindings } from "./row-findings.ts";

/** The form of the table that a `TableTally` adds up. Where the names are no row, more of them may come while it is read. */
export type TableForm = Pick<DetectedFormat, "preambleRows" | "headerRows" | "hasHeader" | "columns" | "columnCount">;

/** The widest table that is profiled: as wide as a sheet of Excel. */
export const MAX_COLUMNS = 16_384;

/** Adds up a table, batch by batch, a column at a time. Its memory depends on the number of columns, not of rows. */
export class TableTally {
  readonly findings = new RowFindings();
  readonly sampleRows: { readonly row: number; readonly cells: readonly string[] }[] = [];
  columns: readonly ColumnTally[] = [];
  /** What the header names the columns, or `undefined` if there is none (yet). */
  header: readonly string[] | undefined;
  /** The first row of the header, or `undefined` if the names are no row. */
  headerRow: number | undefined;
  rowCount = 0;
  /** How many cells the table has in a row, before `MAX_COLUMNS` cut it. */
  width = 0;
  readonly #form: TableForm;
  readonly #sampleLimit: number;
  readonly #headerRows: Row[] = [];
  #started = false;
  /** Blank lines in a file of one column are empty cells, unless nothing follows them. */
  #heldBlanks: number[] = [];

  constructor(form: TableForm, sampleLimit: number) {
    this.#form = form;
    this.#sampleLimit = sampleLimit;
  }

  add(batch: RowBatch): void {
    for (const problem of batch.problems) this.findings.noteProblem(problem);
    const rows: Row[] = [];
    const rowNumbers: number[] = [];
    if (this.#started) this.#grow();
    for (let index = 0; index < batch.rows.length; index += 1) {
      const row = batch.rows[index] ?? EMPTY_ROW;
      const number = batch.firstRow + index;
      if (number <= this.#form.preambleRows || row.length === 0) continue;
      if (isBlankRow(row)) {
        this.#noteBlank(row, number);
        continue;
      }
      if (!this.#started) {
        if (this.#headerRows.length < this.#form.headerRows) {
          this.headerRow ??= number;
          this.#headerRows.push(row);
          if (this.#headerRows.length === this.#form.headerRows) this.#start(row);
          continue;
        }
        this.#start(row);
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
    if (!this.#started && (this.#headerRows.length > 0 || this.#namesAreNoRow)) this.#start([]);
    for (const row of this.#heldBlanks) this.findings.note("blank_lines", row);
  }

  get #namesAreNoRow(): boolean {
    return this.#form.hasHeader && this.#form.headerRows === 0;
  }

  #noteBlank(row: Row, number: number): void {
    if (this.#started && this.width === 1 && row[0] === "" && this.#heldBlanks.length < HELD_BLANKS) this.#heldBlanks.push(number);
    else this.findings.note("blank_lines", number);
  }

  #start(first: Row): void {
    this.#started = true;
    if (this.#namesAreNoRow) {
      this.#grow();
      return;
    }
    if (this.#form.hasHeader) this.header = headerNames(this.#headerRows).map(keptText);
    this.#widen(this.header?.length ?? (this.#form.columnCount || first.length));
  }

  /** Adds the columns that the reader has found since. */
  #grow(): void {
    const names = this.#form.columns;
    if (!this.#namesAreNoRow || names.length === this.width) return;
    this.header = names.map(keptText);
    this.#widen(names.length);
  }

  #widen(width: number): void {
    this.width = width;
    const columnCount = Math.min(width, MAX_COLUMNS);
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

const EMPTY_ROW: Row = [""];

/** A file that ends with a gigabyte of line ends must not be held in memory; from here on they count as blank lines. */
const HELD_BLANKS = 10_000;
