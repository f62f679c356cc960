import { ENDS_ROW, NON_ASCII, OFFSET_BITS } from "../block";
import { copy, moreRoom, unitsOf } from "../cell-texts";
import { copyCompact } from "./values";
import { copyUnescaped } from "./strings";

// The cells of a record are remembered as they come, and written in the order of the columns when it is complete.

/** Bit of an entry: there is no value. */
export const IS_NULL: u32 = 1 << 28;

/** Bits beside the length of a cell that is remembered: what has to be done to its text. */
export const HAS_ESCAPES: u32 = 1 << 30;
export const HAS_BLANKS: u32 = 1 << 31;

/** For each column where the cell's text starts in the block, 0 if there is none, and its length with bits. */
let slots: usize = 0;
let slotRoom: u32 = 0;
let columnCount: u32 = 0;
/** How many of them are filled. */
let filled: u32 = 0;

/** The texts of cells, one behind the other; or those of ASCII, and the others in `wideCells`. */
export let cellTexts: usize = 0;
export let cellTextsEnd: usize = 0;
let textRoom: usize = 0;
export let wideCells: usize = 0;
export let wideCellsEnd: usize = 0;
let wideRoom: usize = 0;
let wideUnits: u32 = 0;
/** An entry for each cell: see `writeRow`. */
export let cellEntries: usize = 0;
export let cellEntriesEnd: usize = 0;
let entryRoom: usize = 0;

/** How texts of cells are written. */
export const NO_CELLS: u32 = 0;
/** For the host: those beyond ASCII apart, and their ends in units of UTF-16. */
export const CELLS_APART: u32 = 1;
/** For a profile: one behind the other, a byte between two. */
export const CELLS_TOGETHER: u32 = 2;
let form: u32 = NO_CELLS;

/** Of what is written for the host, who makes texts of it, no more than stays in a cache of the processor. */
const APART_BYTES: usize = 128 * 1024;
const TOGETHER_BYTES: usize = 512 * 1024;
const PADDING: usize = 64;

export function startCells(cellForm: u32): void {
  form = cellForm;
  columnCount = 0;
  filled = 0;
}

/** From now on there are so many columns. */
export function setColumnCount(count: u32): void {
  if (count > slotRoom) {
    if (slots !== 0) heap.free(slots);
    slotRoom = max(count * 2, 64);
    slots = heap.alloc(<usize>slotRoom << 3);
    memory.fill(slots, 0, <usize>slotRoom << 3);
  }
  columnCount = count;
}

export function releaseCells(): void {
  if (slots !== 0) heap.free(slots);
  if (cellTexts !== 0) heap.free(cellTexts);
  if (wideCells !== 0) heap.free(wideCells);
  if (cellEntries !== 0) heap.free(cellEntries);
  slots = cellTexts = wideCells = cellEntries = 0;
  slotRoom = 0;
  textRoom = wideRoom = entryRoom = 0;
}

/** Remembers the text of a cell. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function putCell(column: u32, start: usize, length: u32): void {
  const slot = slots + (<usize>column << 3);
  store<u32>(slot, <u32>start);
  store<u32>(slot, length, 4);
  filled += 1;
}

/** Forgets the cells of a record that is left to the host. */
export function dropCells(): void {
  if (filled > 0) memory.fill(slots, 0, <usize>columnCount << 3);
  filled = 0;
}

/** Forgets the rows that were written. */
export function clearRows(): void {
  cellTextsEnd = cellTexts;
  wideCellsEnd = wideCells;
  cellEntriesEnd = cellEntries;
  wideUnits = 0;
}

/**
 * Makes room for one more row.
 *
 * @param bytes - how long the record is
 * @returns whether there is room: the first row always has some
 */
export function hasRoom(bytes: usize): bool {
  if (form === NO_CELLS) return true;
  const text = bytes + columnCount + PADDING;
  const entries = <usize>columnCount << 2;
  const texts = <usize>(cellTextsEnd - cellTexts);
  const wides = <usize>(wideCellsEnd - wideCells);
  const before = <usize>(cellEntriesEnd - cellEntries);
  const isApart = form === CELLS_APART;
  if (texts + text <= textRoom && before + entries <= entryRoom && (!isApart || wides + text <= wideRoom)) return true;
  if (before > 0) return false;
  const least = isApart ? APART_BYTES : TOGETHER_BYTES;
  if (text > textRoom) {
    textRoom = max(least, text * 2);
    cellTexts = moreRoom(cellTexts, textRoom);
  }
  if (isApart && text > wideRoom) {
    wideRoom = max(least, text * 2);
    wideCells = moreRoom(wideCells, wideRoom);
  }
  if (entries > entryRoom) {
    entryRoom = max(least, entries * 2);
    cellEntries = moreRoom(cellEntries, entryRoom);
  }
  clearRows();
  return true;
}

/** Writes the cells that are remembered as a row. */
export function writeRow(): void {
  if (form === CELLS_TOGETHER) writeTogether();
  else if (form === CELLS_APART) writeApart();
  filled = 0;
}

/** An entry is the end of a cell, in bytes, as an index of delimited text has it: a byte is between two cells. */
function writeTogether(): void {
  let to = cellTextsEnd;
  let entry = cellEntriesEnd;
  for (let slot = slots, last = slots + (<usize>columnCount << 3); slot < last; slot += 8) {
    const start = <usize>load<u32>(slot);
    let bits: u32 = 0;
    if (start !== 0) {
      const length = load<u32>(slot, 4);
      to = copyCell(to, start, length);
      bits = length & NON_ASCII;
    }
    store<u64>(slot, 0);
    store<u32>(entry, <u32>(to - cellTexts) | bits);
    entry += 4;
    to += 1;
  }
  store<u32>(entry - 4, load<u32>(entry - 4) | ENDS_ROW);
  cellTextsEnd = to;
  cellEntriesEnd = entry;
}

/** An entry is the end of a cell among those of its kind. */
function writeApart(): void {
  let ascii = cellTextsEnd;
  let wide = wideCellsEnd;
  let entry = cellEntriesEnd;
  for (let slot = slots, last = slots + (<usize>columnCount << 3); slot < last; slot += 8) {
    const start = <usize>load<u32>(slot);
    const length = load<u32>(slot, 4);
    store<u64>(slot, 0);
    if (start === 0) store<u32>(entry, IS_NULL);
    else if ((length & NON_ASCII) === 0) {
      ascii = copyCell(ascii, start, length);
      store<u32>(entry, <u32>(ascii - cellTexts));
    } else {
      const end = copyCell(wide, start, length);
      wideUnits += <u32>unitsOf(wide, end);
      wide = end;
      store<u32>(entry, wideUnits | NON_ASCII);
    }
    entry += 4;
  }
  cellTextsEnd = ascii;
  wideCellsEnd = wide;
  cellEntriesEnd = entry;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function copyCell(to: usize, start: usize, length: u32): usize {
  const end = start + (length & OFFSET_BITS);
  if ((length & (HAS_ESCAPES | HAS_BLANKS)) === 0) return copy(to, start, end);
  return length & HAS_ESCAPES ? copyUnescaped(to, start, end) : copyCompact(to, start, end);
}
