import type { DetectedFormat } from "../table/detected-format.ts";
import { headerNames } from "../table/header-names.ts";
import { alignNames } from "./shifted-names.ts";
import { isBlankRow } from "../table/blank-row.ts";
import type { Row, RowBatch } from "../table/table-reader.ts";

/** Of how a table lies in its file, what tells its rows of data from the others. */
export type TableForm = Pick<DetectedFormat, "preambleRows" | "headerRows" | "hasHeader" | "columns" | "columnCount" | "dialect">;

/** Rows of data, each with its number in the file. */
export interface NumberedRows {
  readonly rows: Row[];
  readonly rowNumbers: number[];
  /** See `RowBatch`; of each row. */
  readonly byteOffsets: (number | undefined)[] | undefined;
}

/** What `DataRows` noticed about a row. */
export type RowNote = "blank_lines" | "repeated_header" | "ragged_rows_short" | "ragged_rows_long";

/**
 * Takes the rows of data out of the batches of a table: what is left without preamble, header, blank lines and records that
 * could not be read. Blank lines in a table of one column are empty cells, unless nothing follows them.
 */
export class DataRows {
  /** What the header names the columns, or `undefined` if there is none (yet). */
  header: readonly string[] | undefined;
  /** The first row of the header, or `undefined` if the names are no row. */
  headerRow: number | undefined;
  /** How many cells the table has in a row. It may grow where the names are no row. 0 before the first row. */
  width = 0;
  readonly #form: TableForm;
  readonly #note: (note: RowNote, row: number) => void;
  readonly #headerRows: Row[] = [];
  #started = false;
  #heldBlanks: number[] = [];

  /** @param note - is told about rows that are not like the others */
  constructor(form: TableForm, note: (note: RowNote, row: number) => void) {
    this.#form = form;
    this.#note = note;
  }

  /** The rows of data among the rows of a batch. */
  take(batch: RowBatch): NumberedRows {
    const taken: NumberedRows = { rows: [], rowNumbers: [], byteOffsets: batch.byteOffsets && [] };
    if (this.#namesAreNoRow) this.#start([]);
    const { rows, firstRow } = batch;
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index] ?? NO_ROW;
      const number = firstRow + index;
      if (number <= this.#form.preambleRows || row.length === 0) continue;
      if (!this.#namesAreNoRow && isBlankRow(row) && batch.quotedLines?.has(index) !== true) this.#noteBlank(row, number);
      else if (this.#headerRows.length < this.#form.headerRows) this.#takeHeader(row, number);
      else {
        this.#takeRow(row, number, taken);
        taken.byteOffsets?.push(batch.byteOffsets?.[index]);
      }
    }
    return taken;
  }

  /** Call it once, after the last batch. */
  end(): void {
    if (!this.#started && this.#form.hasHeader) this.#start([]);
    for (const row of this.#heldBlanks) this.#note("blank_lines", row);
  }

  /** Whether the columns have their names from somewhere else than a row: the keys of JSON. */
  get #namesAreNoRow(): boolean {
    return this.#form.hasHeader && this.#form.headerRows === 0;
  }

  #noteBlank(row: Row, number: number): void {
    const isEmptyLine = row.length === 1 && row[0] === "";
    if (this.#started && this.width === 1 && isEmptyLine && this.#heldBlanks.length < HELD_BLANKS) this.#heldBlanks.push(number);
    else this.#note("blank_lines", number);
  }

  #takeHeader(row: Row, number: number): void {
    this.headerRow ??= number;
    this.#headerRows.push(row);
    if (this.#headerRows.length === this.#form.headerRows) this.#start(row);
  }

  #takeRow(row: Row, number: number, { rows, rowNumbers, byteOffsets }: NumberedRows): void {
    if (!this.#started) this.#start(row);
    for (const blank of this.#heldBlanks) {
      rows.push(EMPTY_ROW);
      rowNumbers.push(blank);
      byteOffsets?.push(undefined);
    }
    if (this.#heldBlanks.length > 0) this.#heldBlanks = [];
    // Rows of named values are as wide as what was known when they were read.
    if (row.length < this.width && !this.#namesAreNoRow) this.#note("ragged_rows_short", number);
    else if (row.length > this.width) this.#note("ragged_rows_long", number);
    else if (this.#repeatsHeader(row)) this.#note("repeated_header", number);
    rows.push(row);
    rowNumbers.push(number);
  }

  #repeatsHeader(row: Row): boolean {
    const { header } = this;
    if (header === undefined || this.#headerRows.length !== 1 || header.length < 2 || row[0] !== header[0]) return false;
    return row.length === header.length && header.every((name, column) => name === row[column]);
  }

  #start(first: Row): void {
    this.#started = true;
    if (this.#namesAreNoRow) this.header = this.#form.columns;
    else if (this.#headerRows.length > 0) this.header = this.#names();
    this.width = this.header?.length ?? (this.#form.columnCount || first.length);
  }

  #names(): readonly string[] {
    const names = headerNames(this.#headerRows);
    return this.#form.dialect === null ? names : alignNames(names, this.#form.columns);
  }
}

const NO_ROW: Row = [];
const EMPTY_ROW: Row = [""];

/**
 * A file that ends with a gigabyte of line ends must not be held in memory; from here on they count as blank lines. assembly/profile/rows.ts
 * has the same number.
 */
export const HELD_BLANKS = 1_000_000;
