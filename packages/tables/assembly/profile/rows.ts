import { CRLF, ENDS_ROW, NON_ASCII, OFFSET_BITS, QUOTED } from "../block";
import { blankAt, skipBlanks } from "../values/bytes";
import { addCell } from "./cells";
import { Column, createRows, noteRow, Rows, SAMPLED_CELLS } from "./column";
import { Cell, cellAt, CELL_BYTES, createCells, emptyCells, gather, left, ROW_BYTES, RowRecord } from "./gather";
import { reserve } from "./memory";
import { addRun, kindOfRun } from "./runs";
import { addTableRun } from "./table-run";
import { setQuote } from "./unescape";
import { State } from "./value-table";

/** Rows are taken a chunk at a time, column by column, so that what one column does stays in the caches of the processor. */
const CHUNK_ROWS: u32 = 256;
const CHUNK_BYTES: u32 = 512 * 1024;

export let rowCount: f64 = 0;
/** Blank lines of a table of one column are empty cells, unless nothing follows them: those are held back here, so many at most. */
export let heldBlanks: Rows = changetype<Rows>(0);
/** How many were held back before the first row. */
export let leadingBlanks: f64 = 0;
/** As HELD_BLANKS in src/frame/data-rows.ts. */
const HELD_BLANKS: f64 = 1_000_000;
export let blankLines: Rows = changetype<Rows>(0);
export let shortRows: Rows = changetype<Rows>(0);
export let longRows: Rows = changetype<Rows>(0);

let columns: usize = 0;
let columnBytes: usize = 0;
let columnCount: u32 = 0;
let width: u32 = 0;
let chunk: usize = 0;

/** @param quoteByte - 0 for none */
export function startRows(quoteByte: u32): void {
  setQuote(quoteByte);
  rowCount = 0;
  leadingBlanks = 0;
  heldBlanks = createRows();
  blankLines = createRows();
  shortRows = createRows();
  longRows = createRows();
  chunk = reserve(<usize>CHUNK_ROWS * ROW_BYTES);
  createCells(CHUNK_ROWS + 1);
}

/** Says which columns there are from now on, and how many cells a row should have: that may be more. */
export function setColumns(first: usize, bytes: usize, count: u32, tableWidth: u32): void {
  columns = first;
  columnBytes = bytes;
  columnCount = count;
  width = tableWidth;
}

/**
 * Adds the rows of a block.
 *
 * @param text - where the block lies
 * @param from - the first entry that counts; a row begins with it
 * @param to - behind the last entry; a row ends with it
 * @param start - the offset in the block at which the first row starts
 * @param firstRow - the number of that row
 * @param place - the place of the block in the file, see `addCell`
 * @returns how many rows these were, blank lines among them
 */
export function addRows(text: usize, entries: usize, from: u32, to: u32, start: u32, firstRow: f64, place: u64): u32 {
  let entry = from;
  let offset = start;
  let number: u32 = 0;
  while (entry < to) {
    let rows: u32 = 0;
    let even = true;
    const chunkStart = offset;
    while (entry < to && rows < CHUNK_ROWS && offset - chunkStart < CHUNK_BYTES) {
      const first = entry;
      let end = load<u32>(entries + ((<usize>entry) << 2));
      while ((end & ENDS_ROW) === 0) {
        entry += 1;
        end = load<u32>(entries + ((<usize>entry) << 2));
      }
      entry += 1;
      const fields = entry - first;
      const rowStart = offset;
      offset = (end & OFFSET_BITS) + 1 + ((end & CRLF) >> 28);
      number += 1;
      if (fields === 1 && isBlankLine(text + rowStart, text + (end & OFFSET_BITS))) {
        noteBlankLine(<u32>(end & OFFSET_BITS) === rowStart, firstRow + <f64>(number - 1));
        continue;
      }
      if (fields > 1 && isEmptyCell(load<u32>(entries + ((<usize>first) << 2)), rowStart) && isEmptyRow(entries, first, entry)) {
        noteBlankLine(false, firstRow + <f64>(number - 1));
        continue;
      }
      if (heldBlanks.count > 0) releaseBlanks();
      if (fields !== width) noteRagged(fields, firstRow + <f64>(number - 1));
      if (fields < columnCount) even = false;
      const record = changetype<RowRecord>(chunk + <usize>rows * ROW_BYTES);
      record.entry = first;
      record.start = rowStart;
      record.width = fields;
      record.number = number - 1;
      rows += 1;
    }
    rowCount += <f64>rows;
    addColumns(text, entries, rows, even, offset - chunkStart, firstRow, place);
  }
  return number;
}

/**
 * Adds rows that are known to be data, whatever is in them.
 *
 * @param numbers - for each row, an u32: how many rows it stands below the first
 */
export function addData(text: usize, entries: usize, entryCount: u32, numbers: usize, firstRow: f64, place: u64): void {
  let entry: u32 = 0;
  let offset: u32 = 0;
  let index: usize = 0;
  while (entry < entryCount) {
    let rows: u32 = 0;
    let even = true;
    const chunkStart = offset;
    while (entry < entryCount && rows < CHUNK_ROWS && offset - chunkStart < CHUNK_BYTES) {
      const record = changetype<RowRecord>(chunk + <usize>rows * ROW_BYTES);
      record.entry = entry;
      record.start = offset;
      let end = load<u32>(entries + ((<usize>entry) << 2));
      while ((end & ENDS_ROW) === 0) {
        entry += 1;
        end = load<u32>(entries + ((<usize>entry) << 2));
      }
      entry += 1;
      offset = (end & OFFSET_BITS) + 1;
      record.width = entry - record.entry;
      record.number = load<u32>(numbers + (index << 2));
      if (record.width < columnCount) even = false;
      index += 1;
      rows += 1;
    }
    rowCount += <f64>rows;
    addColumns(text, entries, rows, even, offset - chunkStart, firstRow, place);
  }
}

function addColumns(text: usize, entries: usize, rows: u32, even: bool, chunkBytes: u32, firstRow: f64, place: u64): void {
  if (rows === 0) return;
  // A row may have one cell of 16,384 columns: those that no row of the chunk has are only counted.
  const filled = even ? columnCount : min(columnCount, widestRow(rows));
  for (let index = filled; index < columnCount; index++) {
    changetype<Column>(columns + <usize>index * columnBytes).emptyCount += <f64>rows;
  }
  for (let index: u32 = 0; index < filled; index++) {
    const column = changetype<Column>(columns + <usize>index * columnBytes);
    const count = gather(column, text, entries, index, chunk, rows, even, chunkBytes, firstRow);
    column.emptyCount += <f64>emptyCells;
    if (column.state === State.Sampled) addSampled(column, count, firstRow, place);
    // The first cells are looked at one by one, as samples.
    else if (column.filledCount < SAMPLED_CELLS) addEach(column, 0, count, firstRow, place);
    else addEach(column, addTableRun(column, count, firstRow, place), count, firstRow, place);
  }
}

function widestRow(rows: u32): u32 {
  let widest: u32 = 0;
  for (let row: u32 = 0; row < rows; row++) widest = max(widest, changetype<RowRecord>(chunk + <usize>row * ROW_BYTES).width);
  return widest;
}

function addSampled(column: Column, count: u32, firstRow: f64, place: u64): void {
  if (column.runKind === 0) column.runKind = kindOfRun(column) + 1;
  if (column.runKind === 0) {
    addEach(column, 0, count, firstRow, place);
    return;
  }
  const leftCount = addRun(column, column.runKind - 1, count, firstRow, place);
  for (let at: u32 = 0; at < leftCount; at++) addGathered(column, changetype<Cell>(left + <usize>at * CELL_BYTES), firstRow, place);
  // Perhaps most are of another kind by now.
  if (leftCount << 2 > count) column.runKind = 0;
}

function addEach(column: Column, from: u32, count: u32, firstRow: f64, place: u64): void {
  for (let at = from; at < count; at++) addGathered(column, cellAt(at), firstRow, place);
}

export function addGathered(column: Column, cell: Cell, firstRow: f64, place: u64): void {
  addCell(column, cell.text, cell.length & OFFSET_BITS, (cell.length & NON_ASCII) !== 0, firstRow + <f64>cell.number, place + cell.offset);
}

/** A line that has something between quotes, also nothing, starts with a quote and is no blank line. */
function isBlankLine(start: usize, end: usize): bool {
  return start === end || (blankAt(start, end) > 0 && skipBlanks(start, end) === end);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function isEmptyCell(end: u32, start: u32): bool {
  const length = (end & OFFSET_BITS) - start;
  return length === 0 || (length === 2 && (end & QUOTED) !== 0);
}

/** Whether all cells of a row are empty but the first, which is known to be. */
function isEmptyRow(entries: usize, first: u32, stop: u32): bool {
  for (let entry = first + 1; entry < stop; entry++) {
    const position = entries + ((<usize>entry) << 2);
    if (!isEmptyCell(load<u32>(position), (load<u32>(position - 4) & OFFSET_BITS) + 1)) return false;
  }
  return true;
}

function noteBlankLine(isEmpty: bool, row: f64): void {
  const rows = width === 1 && isEmpty && heldBlanks.count < HELD_BLANKS ? heldBlanks : blankLines;
  rows.count += 1;
  noteRow(rows, row);
}

function releaseBlanks(): void {
  if (rowCount === 0) leadingBlanks = heldBlanks.count;
  rowCount += heldBlanks.count;
  changetype<Column>(columns).emptyCount += heldBlanks.count;
  heldBlanks.count = 0;
  heldBlanks.kept = 0;
}

function noteRagged(fields: u32, row: f64): void {
  const rows = fields < width ? shortRows : longRows;
  rows.count += 1;
  noteRow(rows, row);
}
