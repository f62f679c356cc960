import { MAX_COLUMNS } from "../table/limits.ts";
import { createKernel } from "../kernel/kernel.ts";
import { type ProfileKernel, startProfileKernel } from "../values/profile-kernel.ts";
import type { WrittenRows } from "../kernel/record-sink.ts";
import { readColumnReport, readRowsReport, type RowsReport } from "./read-report.ts";
import { CRLF, ENDS_ROW, OFFSET_BITS, QUOTED } from "../kernel/entry-bits.ts";
import type { StructuralIndex } from "../formats/delimited/structural-index.ts";
import { DataRows, type NumberedRows, type TableForm } from "../frame/data-rows.ts";
import type { RowCutter } from "../formats/delimited/row-cutter.ts";
import type { Row, RowBatch } from "../table/table-reader.ts";
import { type ColumnTally, tallySize } from "./column/column-tally.ts";
import { type QuotedEmpties, RowEncoder } from "./encoded-rows.ts";
import { keptText } from "./column/kept-text.ts";
import { mendBlock } from "./repaired-block.ts";
import { RowFindings } from "./findings/row-findings.ts";

/** A row of data, its cells cut to 256 characters. */
export interface SampleRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** What takes the rows of blocks. */
export interface RowTally {
  readonly findings: RowFindings;
  /**
   * Adds the rows of a block where the kernel has them, or the first of them: an index in the kernel of this tally has made it.
   *
   * @param cutter - of the same index
   * @param isValid - whether all of the block is UTF-8
   * @param limit - how many rows count
   * @param offset - where in the file the text of the index starts
   */
  addBlock(index: StructuralIndex, cutter: RowCutter, isValid: boolean, limit: number, offset: number): void;
}

/** What a profile is made of. */
export interface FinishedTally extends Pick<
  TableTally,
  "findings" | "sampleRows" | "rowCount" | "columnCount" | "header" | "headerRow" | "width" | "column" | "finish"
> {}

/** Adds up a table, batch by batch, in the kernel. Its memory depends on the number of columns, not of rows. */
export class TableTally implements RowTally {
  readonly findings = new RowFindings();
  readonly sampleRows: SampleRow[] = [];
  rowCount = 0;
  columnCount = 0;
  /** How many rows the kernel had, blank lines among them, of which no texts were made. */
  kernelRows = 0;
  readonly #kernel: ProfileKernel;
  readonly #data: DataRows;
  readonly #sampleLimit: number;
  readonly #encoder: RowEncoder;
  readonly #quote: string | null;
  #place = 0;
  #numbers = 0;
  #numberRoom = 0;
  #hasBegun = false;
  #headRows = HEAD_ROWS;

  /** @param quote - of the blocks that are added */
  constructor(
    form: TableForm,
    sampleLimit: number,
    kernel: ProfileKernel = startProfileKernel(createKernel()),
    quote: string | null = null,
  ) {
    this.#kernel = kernel;
    this.#quote = quote;
    this.#data = new DataRows(form, (note, row) => {
      // Of a whole file the counted values tell: see `RepeatedHeader`.
      if (note !== "repeated_header") this.findings.note(note, row);
    });
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

  add(batch: RowBatch, quotedEmpties?: QuotedEmpties): void {
    for (const problem of batch.problems) this.findings.noteProblem(problem);
    const taken = this.#data.take(batch);
    if (taken.rows.length === 0) return;
    this.#widen();
    this.#sample(taken);
    const { text, entries, entryCount, numbers, byteLength } = this.#encoder.encode(taken, quotedEmpties);
    this.#kernel.exports.addDataAt(text, entries, entryCount, numbers, taken.rowNumbers[0] ?? 0, this.#place);
    this.#place += byteLength;
  }

  /** Adds rows of data whose cells the kernel of this tally has written, once there is a head. */
  addWritten({ rowCount, text, entries, entryCount, byteLength }: WrittenRows, firstRow: number): void {
    this.kernelRows += rowCount;
    const numbers = this.#consecutive(rowCount);
    this.#kernel.exports.addDataAt(text, entries, entryCount, numbers, firstRow, this.#place);
    this.#place += byteLength;
  }

  /** The rows up to the first ones of data are made texts, because the header and the sample are texts. */
  addBlock(index: StructuralIndex, cutter: RowCutter, isValid: boolean, limit: number, offset: number): void {
    const row = this.#addHead(index, cutter, limit);
    if (row === limit) return;
    this.kernelRows += limit - row;
    addRows(this.#kernel, index, isValid, row, limit, offset);
  }

  /** Call it instead of `finish` where the tally is that of the first part of a file. Answers what there is to know of its rows. */
  finishPart(): RowsReport {
    this.#data.end();
    this.#widen();
    return readRowsReport(this.#kernel);
  }

  /** Call it once, after the last batch and before the columns are asked for. */
  finish(): void {
    const { rowCount, heldBlanks, blankLines, shortRows, longRows } = this.finishPart();
    this.rowCount = rowCount;
    this.findings.noteRows("ragged_rows_long", longRows);
    this.findings.noteRows("ragged_rows_short", shortRows);
    this.findings.noteRows("blank_lines", blankLines);
    this.findings.noteRows("blank_lines", heldBlanks);
  }

  /** What was added up about a column. Each column once, at the end. */
  column(index: number): ColumnTally {
    return readColumnReport(this.#kernel, index);
  }

  /** Whether there are a row of data and enough for the sample: from there on the kernel needs no texts. */
  get hasHead(): boolean {
    return this.#hasBegun && this.sampleRows.length === this.#sampleLimit;
  }

  /** Adds rows of a block as texts, as long as the head is wanted. Answers how many these were. */
  #addHead(index: StructuralIndex, cutter: RowCutter, limit: number): number {
    let row = 0;
    let entry = 0;
    while (row < limit && !this.hasHead) {
      // What is added may move the memory, so the cutter starts anew.
      cutter.start();
      cutter.take(row);
      const rows = cutter.take(Math.min(this.#headRows, limit - row));
      // Millions of line ends may come before there is a head: each look at the block goes twice as far.
      this.#headRows *= 2;
      const lines = new Set(cutter.quotedLines);
      for (let taken = 0; taken < rows.length && !this.hasHead;) {
        const firstRow = index.rowsBefore + 1 + row;
        const cells = rows[taken] ?? [];
        const quotedLines = lines.has(taken) ? FIRST_ROW : undefined;
        const empty = countEmpty(rows, taken, lines);
        if (empty > 0) this.add({ firstRow, rows: rows.slice(taken, taken + empty), bytes: 0, problems: [] });
        else {
          const quoted = new Map([[cells, quotedEmptiesOf(cells, index, entry)]]);
          this.add({ firstRow, rows: [cells], quotedLines, bytes: 0, problems: [] }, quoted);
        }
        const added = Math.max(1, empty);
        entry += empty > 0 ? empty : cells.length;
        taken += added;
        row += added;
      }
    }
    return row;
  }

  /** The address of the numbers from 0 on. */
  #consecutive(count: number): number {
    if (count > this.#numberRoom) {
      this.#numberRoom = count * 2;
      this.#numbers = this.#kernel.exports.reserve(this.#numberRoom * 4) >>> 0;
      const numbers = new Uint32Array(this.#kernel.memory.buffer, this.#numbers, this.#numberRoom);
      for (let number = 0; number < numbers.length; number += 1) numbers[number] = number;
    }
    return this.#numbers;
  }

  #widen(): void {
    if (this.#hasBegun && Math.min(this.width, MAX_COLUMNS) === this.columnCount) return;
    this.columnCount = Math.min(this.width, MAX_COLUMNS);
    if (!this.#hasBegun) startColumns(this.#kernel, this.width, this.#quote);
    else this.#kernel.exports.widenTable(this.columnCount, this.width);
    this.#hasBegun = true;
  }

  #sample({ rows, rowNumbers }: NumberedRows): void {
    for (let index = 0; index < rows.length && this.sampleRows.length < this.#sampleLimit; index += 1) {
      const cells = (rows[index] ?? []).slice(0, MAX_COLUMNS).map((cell) => keptText(cell ?? ""));
      this.sampleRows.push({ row: rowNumbers[index] ?? 0, cells });
    }
  }
}

/** Adds up a part of a table that has no header: blocks, of which every row is one of data. */
export class RangeTally implements RowTally {
  readonly findings = new RowFindings();
  readonly #kernel: ProfileKernel;
  readonly #columnCount: number;

  /** @param width - how many cells a row should have */
  constructor(width: number, kernel: ProfileKernel, quote: string | null) {
    this.#kernel = kernel;
    this.#columnCount = Math.min(width, MAX_COLUMNS);
    startColumns(kernel, width, quote);
  }

  addBlock(index: StructuralIndex, _: RowCutter, isValid: boolean, limit: number, offset: number): void {
    addRows(this.#kernel, index, isValid, 0, limit, offset);
  }

  rows(): RowsReport {
    return readRowsReport(this.#kernel);
  }

  columns(): ColumnTally[] {
    return Array.from({ length: this.#columnCount }, (_, index) => readColumnReport(this.#kernel, index));
  }
}

function startColumns({ exports }: ProfileKernel, width: number, quote: string | null): void {
  const columnCount = Math.min(width, MAX_COLUMNS);
  const { countedValues, textBytes, precision, sampledNumbers } = tallySize(columnCount);
  exports.startProfile(quote?.charCodeAt(0) ?? 0, countedValues, textBytes, precision, sampledNumbers);
  exports.widenTable(columnCount, width);
}

/** Adds rows of a block where they lie. */
function addRows(kernel: ProfileKernel, index: StructuralIndex, isValid: boolean, row: number, limit: number, offset: number): void {
  const from = skipRows(index.entries(), 0, row);
  const to = limit === index.rowCount ? index.fieldCount : skipRows(index.entries(), from, limit - row);
  const { bytes, entries, addRowsAt } = kernel.exports;
  const block = isValid ? { text: bytes.value, entries: entries.value } : mendBlock(kernel, index);
  const start = from === 0 ? 0 : behind(new Uint32Array(kernel.memory.buffer, block.entries, from)[from - 1] ?? 0);
  addRowsAt(block.text, block.entries, from, to, start, index.rowsBefore + 1 + row, offset + index.bytesBefore);
}

const FIRST_ROW: ReadonlySet<number> = new Set([0]);

/** How many rows are made texts at first, to look for the head in them. */
const HEAD_ROWS = 200;

/** How many lines without anything come from a row on. */
function countEmpty(rows: readonly Row[], from: number, quotedLines: ReadonlySet<number>): number {
  let at = from;
  while (rows[at]?.length === 1 && rows[at]?.[0] === "" && !quotedLines.has(at)) at += 1;
  return at - from;
}

/**
 * The columns of a row's cells that are a pair of quotes in the file.
 * @param first - the entry of the first cell
 */
function quotedEmptiesOf(cells: readonly string[], index: StructuralIndex, first: number): Set<number> {
  const entries = index.entries();
  return new Set(cells.flatMap((cell, column) => (cell === "" && ((entries[first + column] ?? 0) & QUOTED) !== 0 ? [column] : [])));
}

/** The entry behind some rows. */
function skipRows(entries: Uint32Array, from: number, rows: number): number {
  let entry = from;
  for (let left = rows; left > 0; entry += 1) {
    if (((entries[entry] ?? 0) & ENDS_ROW) !== 0) left -= 1;
  }
  return entry;
}

/** The offset behind a field and what follows it. */
function behind(entry: number): number {
  return (entry & OFFSET_BITS) + 1 + ((entry & CRLF) >>> 28);
}
