// The profile: reads cells and adds up columns. src/values/profile-kernel.ts is the host's side of it.

import { createEmailClasses } from "./values/addresses";
import { skipBlanks, trimEnd } from "./values/bytes";
import { placePowers } from "./values/numbers";
import { readValue } from "./values/read-value";
import { Kind, Reading } from "./values/reading";
import { addWord, createVocabulary } from "./values/words";
import { flush } from "./profile/cells";
import { Column, createColumn } from "./profile/column";
import { addPending, setPrecision } from "./profile/hyper-log-log";
import { allocate, reserve } from "./profile/memory";
export { reserve };
import { setSampleCapacity } from "./profile/number-sample";
import { reportBytes, reportColumn, reportRows } from "./profile/report";
import {
  addData,
  addRows,
  blankLines,
  heldBlanks,
  leadingBlanks,
  longRows,
  rowCount,
  setColumns,
  shortRows,
  startRows,
} from "./profile/rows";
import { createScratch, createTable, setTableSize } from "./profile/value-table";

const COLUMN_BYTES: usize = (offsetof<Column>() + 63) & ~63;

let columns: usize = 0;
let count: u32 = 0;
let room: u32 = 0;
let report: usize = 0;
let reportRoom: usize = 0;

/** Makes the reader of values. Answers where the host must write the powers of ten. */
export function startReader(): usize {
  const powers = allocate(8 * 640);
  placePowers(powers);
  createVocabulary();
  createEmailClasses();
  createScratch();
  return powers;
}

/** Adds a word to the vocabulary: at least 16 readable bytes must follow it. */
export function addWordAt(text: usize, length: u32, meaning: u32): void {
  addWord(text, length, meaning);
}

/** Reads one cell that is not empty: answers its kind; the rest is asked for by the next four. At least 16 readable bytes must follow it. */
export function readCell(text: usize, length: u32): i32 {
  const from = skipBlanks(text, text + length);
  Reading.zoned = false;
  Reading.pattern = 0;
  if (from === text + length) return Kind.Blank;
  readValue(from, trimEnd(from, text + length));
  return Reading.kind;
}

export function cellNumber(): f64 {
  return Reading.number;
}

export function cellMonthFirst(): f64 {
  return Reading.monthFirst;
}

export function cellZoned(): bool {
  return Reading.zoned;
}

export function cellPattern(): u32 {
  return Reading.pattern;
}

/** Begins a table. `values`, `textBytes`, `precision` and `sampleSize` say how much memory each column may use. */
export function startProfile(quote: u32, values: u32, textBytes: u32, precision: u32, sampleSize: u32): void {
  setTableSize(values, textBytes);
  setPrecision(precision);
  setSampleCapacity(sampleSize);
  startRows(quote);
}

/** Says how many columns there are from now on, and how many cells a row should have. Rows that came before have none in the new columns. */
export function widenTable(columnCount: u32, width: u32): void {
  if (columnCount > room) {
    room = max(columnCount, room * 2);
    const wider = (allocate(<usize>room * COLUMN_BYTES + 64) + 63) & ~63;
    memory.copy(wider, columns, <usize>count * COLUMN_BYTES);
    columns = wider;
  }
  for (; count < columnCount; count++) {
    const column = createColumn(columns + <usize>count * COLUMN_BYTES);
    createTable(column);
    column.emptyCount = rowCount;
  }
  setColumns(columns, COLUMN_BYTES, count, width);
}

/** See `addRows` in profile/rows.ts. */
export function addRowsAt(text: usize, entries: usize, from: u32, to: u32, start: u32, firstRow: f64, place: f64): u32 {
  return addRows(text, entries, from, to, start, firstRow, <u64>place);
}

/** See `addData` in profile/rows.ts. */
export function addDataAt(text: usize, entries: usize, entryCount: u32, numbers: usize, firstRow: f64, place: f64): void {
  addData(text, entries, entryCount, numbers, firstRow, <u64>place);
}

/** Answers the address of a report: see profile/report.ts. */
export function reportTable(): usize {
  makeReport(1024);
  reportRows(report, rowCount, leadingBlanks, heldBlanks, blankLines, shortRows, longRows);
  return report;
}

/** Adds up what waits in the table of a column and answers the address of its report. */
export function reportColumnAt(index: u32): usize {
  const column = changetype<Column>(columns + <usize>index * COLUMN_BYTES);
  flush(column);
  addPending(column);
  makeReport(reportBytes(column));
  reportColumn(report, column);
  return report;
}

function makeReport(bytes: usize): void {
  if (bytes <= reportRoom) return;
  reportRoom = bytes * 2;
  report = reserve(reportRoom);
}
