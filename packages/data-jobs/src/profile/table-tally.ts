import { createKernel } from "../kernel/kernel.ts";
import { type ProfileKernel, startProfileKernel } from "../kernel/profile-kernel.ts";
import { readColumnReport, readRowsReport } from "../kernel/read-report.ts";
import { DataRows, type NumberedRows, type TableForm } from "../readers/data-rows.ts";
import type { RowBatch } from "../readers/table-reader.ts";
import { type ColumnTally, tallySize } from "./column-tally.ts";
import { RowEncoder } from "./encoded-rows.ts";
import { keptText } from "./kept-text.ts";
import { RowFindings } from "./row-findings.ts";

/** The widest table that is profiled: as wide as a sheet of Excel. */
export const MAX_COLUMNS = 16_384;

/** A row of data, its cells cut to 256 characters. */
export interface SampleRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** Adds up a table, batch by batch, in the kernel. Its memory depends on the number of columns, not of rows. */
export class TableTally {
  readonly findings = new RowFindings();
  readonly sampleRows: SampleRow[] = [];
  rowCount = 0;
  columnCount = 0;
  readonly #kernel: ProfileKernel;
  readonly #data: DataRows;
  readonly #sampleLimit: number;
  readonly #encoder: RowEncoder;
  #place = 0;
  #hasBegun = false;

  constructor(form: TableForm, sampleLimit: number, kernel: ProfileKernel = startProfileKernel(createKernel())) {
    this.#kernel = kernel;
    this.#data = new DataRows(form, (note, row) => this.findings.note(note, row));
    this.#sampleLimit = sampleLimit;
    this.#encoder = new RowEncoder(kernel, MAX_COLUMNS);
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
    const taken = this.#data.take(batch);
    if (taken.rows.length === 0) return;
    this.#widen();
    this.#sample(taken);
    const { text, entries, entryCount, numbers, byteLength } = this.#encoder.encode(taken);
    this.#kernel.exports.addDataAt(text, entries, entryCount, numbers, taken.rowNumbers[0] ?? 0, this.#place);
    this.#place += byteLength;
  }

  /** Call it once, after the last batch and before the columns are asked for. */
  finish(): void {
    this.#data.end();
    this.#widen();
    const { rowCount } = readRowsReport(this.#kernel);
    this.rowCount = rowCount;
  }

  /** What was added up about a column. Each column once, at the end. */
  column(index: number): ColumnTally {
    return readColumnReport(this.#kernel, index);
  }

  #widen(): void {
    if (this.#hasBegun && Math.min(this.width, MAX_COLUMNS) === this.columnCount) return;
    this.columnCount = Math.min(this.width, MAX_COLUMNS);
    if (!this.#hasBegun) {
      const { countedValues, textBytes, precision, sampledNumbers } = tallySize(this.columnCount);
      this.#kernel.exports.startProfile(0, countedValues, textBytes, precision, sampledNumbers);
      this.#hasBegun = true;
    }
    this.#kernel.exports.widenTable(this.columnCount, this.width);
  }

  #sample({ rows, rowNumbers }: NumberedRows): void {
    for (let index = 0; index < rows.length && this.sampleRows.length < this.#sampleLimit; index += 1) {
      const cells = (rows[index] ?? []).slice(0, MAX_COLUMNS).map((cell) => keptText(cell ?? ""));
      this.sampleRows.push({ row: rowNumbers[index] ?? 0, cells });
    }
  }
}
