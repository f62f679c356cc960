import { blankAt, skipBlanks } from "../values/bytes";
import { addCell, addQuotedEmpty } from "./cells";
import { Column, noteRow, Rows, createRows } from "./column";
import { reserve } from "./memory";
import { addRun, entriesOf, kindOfRun, left, numbersOf, placeRuns, starts } from "./runs";

// The structural index: an entry for each field, which says where the field ends. See src/kernel/structural-index.ts.
const OFFSET: u32 = 0x0fffffff;
const CRLF: u32 = 1 << 28;
const NON_ASCII: u32 = 1 << 29;
const QUOTED: u32 = 1 << 30;
const ENDS_ROW: u32 = 1 << 31;

/** Rows are taken a chunk at a time, column by column, so that what one column does stays in the caches of the processor. */
const CHUNK_ROWS: u32 = 1024;
const CHUNK_BYTES: u32 = 96 * 1024;

/** What is known of a row of the chunk: its first entry, its first byte, its fields, and its number after the first row of the block. */
@unmanaged
class RowRecord {
  entry: u32;
  start: u32;
  width: u32;
  number: u32;
}
const ROW_BYTES: usize = 16;

export let rowCount: f64 = 0;
/** Blank lines of a table of one column are empty cells, unless nothing follows them: those are held back here. */
export let heldBlanks: Rows = changetype<Rows>(0);
export let blankLines: Rows = changetype<Rows>(0);
export let shortRows: Rows = changetype<Rows>(0);
export let longRows: Rows = changetype<Rows>(0);

let columns: usize = 0;
let columnBytes: usize = 0;
let columnCount: u32 = 0;
let width: u32 = 0;
let quote: u32 = 0;
let chunk: usize = 0;
let unescaped: usize = 0;
let unescapedRoom: usize = 0;

/** @param quoteByte - 0 for none */
export function startRows(quoteByte: u32): void {
  quote = quoteByte;
  rowCount = 0;
  heldBlanks = createRows();
  blankLines = createRows();
  shortRows = createRows();
  longRows = createRows();
  chunk = reserve(<usize>CHUNK_ROWS * ROW_BYTES);
  placeRuns(reserve((<usize>CHUNK_ROWS + 1) * 16), CHUNK_ROWS + 1);
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
      offset = (end & OFFSET) + 1 + ((end & CRLF) >> 28);
      number += 1;
      if (fields === 1 && isBlankLine(text + rowStart, text + (end & OFFSET))) {
        noteBlankLine(<u32>(end & OFFSET) === rowStart, firstRow + <f64>(number - 1));
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
    for (let column: u32 = 0; column < columnCount; column++) addColumn(text, entries, column, rows, even, firstRow, place);
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
      offset = (end & OFFSET) + 1;
      record.width = entry - record.entry;
      record.number = load<u32>(numbers + (index << 2));
      if (record.width < columnCount) even = false;
      index += 1;
      rows += 1;
    }
    rowCount += <f64>rows;
    for (let column: u32 = 0; column < columnCount; column++) addColumn(text, entries, column, rows, even, firstRow, place);
  }
}

function addColumn(text: usize, entries: usize, index: u32, rows: u32, even: bool, firstRow: f64, place: u64): void {
  const column = changetype<Column>(columns + <usize>index * columnBytes);
  const kind = kindOfRun(column);
  if (kind >= 0) {
    addColumnRun(column, kind, text, entries, index, rows, even, firstRow, place);
    return;
  }
  const stop = chunk + <usize>rows * ROW_BYTES;
  let empty: u32 = 0;
  for (let at = chunk; at < stop; at += ROW_BYTES) {
    const record = changetype<RowRecord>(at);
    if (!even && index >= record.width) {
      empty += 1;
      continue;
    }
    const position = entries + ((<usize>(record.entry + index)) << 2);
    const end = load<u32>(position);
    const start = index === 0 ? record.start : (load<u32>(position - 4) & OFFSET) + 1;
    if ((end & OFFSET) === start) empty += 1;
    else addField(column, text, start, end, firstRow + <f64>record.number, place);
  }
  column.emptyCount += <f64>empty;
}

/** The same for a column whose cells are mostly of one kind: see runs.ts. */
function addColumnRun(
  column: Column,
  kind: i32,
  text: usize,
  entries: usize,
  index: u32,
  rows: u32,
  even: bool,
  firstRow: f64,
  place: u64,
): void {
  const stop = chunk + <usize>rows * ROW_BYTES;
  let cells: usize = 0;
  for (let at = chunk; at < stop; at += ROW_BYTES) {
    const record = changetype<RowRecord>(at);
    if (!even && index >= record.width) continue;
    const position = entries + ((<usize>(record.entry + index)) << 2);
    const end = load<u32>(position);
    const start = index === 0 ? record.start : (load<u32>(position - 4) & OFFSET) + 1;
    store<u32>(starts + cells, start);
    store<u32>(entriesOf + cells, end);
    store<u32>(numbersOf + cells, record.number);
    cells += (end & OFFSET) === start ? 0 : 4;
  }
  const count = <u32>(cells >> 2);
  column.emptyCount += <f64>(rows - count);
  const leftCount = addRun(column, kind, text, count, firstRow, place);
  for (let at: u32 = 0; at < leftCount; at++) {
    const cell = (<usize>load<u32>(left + ((<usize>at) << 2))) << 2;
    addField(column, text, load<u32>(starts + cell), load<u32>(entriesOf + cell), firstRow + <f64>load<u32>(numbersOf + cell), place);
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function addField(column: Column, text: usize, start: u32, end: u32, row: f64, place: u64): void {
  const length = (end & OFFSET) - start;
  if ((end & QUOTED) !== 0) addQuoted(column, text + start, length, end, row, place + start);
  else addCell(column, text + start, length, (end & NON_ASCII) !== 0, row, place + start);
}

/** Adds a field that starts and ends with the quote: what lies between, unescaped. */
function addQuoted(column: Column, start: usize, length: u32, flags: u32, row: f64, place: u64): void {
  if (length <= 2) {
    addQuotedEmpty(column, row);
    return;
  }
  let from = start + 1;
  let bytes = length - 2;
  const inner = firstQuote(from, bytes);
  if (inner < bytes) {
    bytes = unescape(from, bytes, inner);
    from = unescaped;
  }
  addCell(column, from, bytes, (flags & NON_ASCII) !== 0, row, place);
}

/** How many bytes stand before the first quote. */
function firstQuote(start: usize, length: u32): u32 {
  const pattern = <u64>quote * 0x0101010101010101;
  for (let at: u32 = 0; at < length; at += 8) {
    const differing = load<u64>(start + at) ^ pattern;
    const equal = (differing - 0x0101010101010101) & ~differing & 0x8080808080808080;
    if (equal !== 0) return at + <u32>(ctz<u64>(equal) >> 3);
  }
  return length;
}

/** Writes a text with its doubled quotes made single to `unescaped`, and answers its length. */
function unescape(start: usize, length: u32, first: u32): u32 {
  if (<usize>length + 16 > unescapedRoom) {
    unescapedRoom = max(<usize>length + 16, max(unescapedRoom * 2, 4096));
    unescaped = reserve(unescapedRoom);
  }
  memory.copy(unescaped, start, first);
  let to = unescaped + first;
  for (let at = start + first; at < start + length; at++) {
    const byte = load<u8>(at);
    store<u8>(to, byte);
    to += 1;
    if (byte === quote && at + 1 < start + length && load<u8>(at + 1) === quote) at += 1;
  }
  return <u32>(to - unescaped);
}

function isBlankLine(start: usize, end: usize): bool {
  return start === end || (blankAt(start, end) > 0 && skipBlanks(start, end) === end);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function isEmptyCell(end: u32, start: u32): bool {
  const length = (end & OFFSET) - start;
  return length === 0 || (length === 2 && (end & QUOTED) !== 0);
}

/** Whether all cells of a row are empty but the first, which is known to be. */
function isEmptyRow(entries: usize, first: u32, stop: u32): bool {
  for (let entry = first + 1; entry < stop; entry++) {
    const position = entries + ((<usize>entry) << 2);
    if (!isEmptyCell(load<u32>(position), (load<u32>(position - 4) & OFFSET) + 1)) return false;
  }
  return true;
}

function noteBlankLine(isEmpty: bool, row: f64): void {
  const rows = width === 1 && isEmpty ? heldBlanks : blankLines;
  rows.count += 1;
  noteRow(rows, row);
}

function releaseBlanks(): void {
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
