// The rows of a slice: of each, where its entries and its bytes start, and what is to become of it. A row that is not as wide as the
// table points to entries of empty cells, so that no loop over rows needs to ask; the host has a look at it.

import { CRLF, ENDS_ROW, OFFSET_BITS, QUOTED, bytes, entries, firstShifted, out, readAt, rows as blockRows, shifts } from "../block";

/** Per row: the address of its first entry, and of its first byte. Of a row of `Verdict.Literal`: its text and how many bytes it has. */
export let rowTable: usize = 0;
export const ROW_BYTES: usize = 8;
/** The same as the row stands in the block, whatever its width: for the host, which looks at single rows. */
export let sourceTable: usize = 0;
/** Per row: a `Verdict`. */
export let verdicts: usize = 0;

/** What is to become of a row. src/transform-file/fast/transform-kernel.ts has the same numbers. */
export namespace Verdict {
  export const Good: u8 = 0;
  /** Nothing but empty cells: no row of data. */
  export const Blank: u8 = 1;
  /** More or fewer cells than the table. */
  export const Uneven: u8 = 2;
  /** Something in it is for the host to decide. */
  export const Ask: u8 = 3;
  export const Dropped: u8 = 4;
  /** The host has written the whole row. */
  export const Literal: u8 = 5;
}

let rowRoom: i32 = 0;
let width: u32 = 0;
/** The entries of a row of empty cells. */
let emptyRow: usize = 0;

/** Where the next row is, and its number in the block. */
let entry: usize = 0;
let start: usize = 0;
let number: i32 = 0;
/** How many cells the last row has that was taken. */
export let lastWidth: u32 = 0;
/** Whether all rows of the block have the width of the table. */
let isEven: bool = false;

/** Says how many rows a slice has at most, and how many cells the table has in a row. */
export function startRows(ofRows: i32, ofWidth: u32): void {
  if (rowTable) {
    heap.free(rowTable);
    heap.free(sourceTable);
    heap.free(verdicts);
    heap.free(emptyRow);
  }
  rowRoom = ofRows;
  width = ofWidth;
  rowTable = heap.alloc(<usize>ofRows * ROW_BYTES);
  sourceTable = heap.alloc(<usize>ofRows * ROW_BYTES);
  verdicts = heap.alloc(<usize>ofRows + 16);
  emptyRow = heap.alloc((<usize>ofWidth) << 2);
  for (let cell: u32 = 0; cell < ofWidth; cell += 1) store<u32>(emptyRow + ((<usize>cell) << 2), cell);
}

/** Turns to the block that was indexed. */
export function startBlockRows(): void {
  entry = entries;
  start = bytes;
  number = 0;
  const step = (<usize>width) << 2;
  // Every width-th entry ends a row; that no other one does shows in how many rows there are.
  isEven = <usize>blockRows * step === out - entries;
  for (let at = entries + step - 4; isEven && at < out; at += step) isEven = (load<u32>(at) & ENDS_ROW) !== 0;
}

/**
 * Puts the next rows of the block into the table.
 *
 * @param end - the offset in the block, as it was read, from which on rows are not wanted
 * @returns how many rows these are; 0 at the end
 */
export function takeRows(end: i32): i32 {
  let rows: i32 = 0;
  let record = rowTable;
  let source = sourceTable;
  const step = (<usize>width) << 2;
  while (rows < rowRoom && entry < out && offsetOf(number, start) < end) {
    const first = entry;
    const at = start;
    let last: u32;
    if (isEven) {
      entry += step;
      last = load<u32>(entry - 4);
    } else {
      do {
        last = load<u32>(entry);
        entry += 4;
      } while ((last & ENDS_ROW) === 0);
    }
    start = bytes + (last & OFFSET_BITS) + 1 + ((last & CRLF) >>> 28);
    const isWide = entry - first === step;
    store<u32>(record, <u32>(isWide ? first : emptyRow));
    store<u32>(record, <u32>(isWide ? at : bytes), 4);
    store<u8>(verdicts + rows, isWide ? blankOrGood(first, at) : entry - first === 4 && endOf(first) === at ? Verdict.Blank : Verdict.Uneven);
    store<u32>(source, <u32>first);
    store<u32>(source, <u32>at, 4);
    record += ROW_BYTES;
    source += ROW_BYTES;
    rows += 1;
    number += 1;
    lastWidth = <u32>((entry - first) >> 2);
  }
  return rows;
}

/** The offset at which the next row starts, in the block as it was read. */
export function nextOffset(): i32 {
  return entry < out ? offsetOf(number, start) : readAt;
}

/** How many bytes were left out before a row of the slice that was taken last. */
export function shiftOf(row: i32, rows: i32): i32 {
  const at = number - rows + row;
  return firstShifted < 0 || at < firstShifted ? 0 : load<i32>(shifts + ((<usize>at) << 2));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function offsetOf(row: i32, at: usize): i32 {
  const shift = firstShifted < 0 || row < firstShifted ? 0 : load<i32>(shifts + ((<usize>row) << 2));
  return <i32>(at - bytes) + shift;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function endOf(at: usize): usize {
  return bytes + (load<u32>(at) & OFFSET_BITS);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function isEmpty(at: usize, from: usize): bool {
  const size = endOf(at) - from;
  return size === 0 || (size === 2 && (load<u32>(at) & QUOTED) !== 0);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function blankOrGood(first: usize, at: usize): u8 {
  if (!isEmpty(first, at)) return Verdict.Good;
  for (let cell: usize = 1; cell < width; cell += 1) {
    const position = first + (cell << 2);
    if (!isEmpty(position, endOf(position - 4) + 1)) return Verdict.Good;
  }
  return Verdict.Blank;
}

/** The first row from one on that is not good, or `to`. */
export function nextNotGood(from: i32, to: i32): i32 {
  let row = from;
  for (; row + 8 <= to; row += 8) if (load<u64>(verdicts + row) !== 0) break;
  while (row < to && load<u8>(verdicts + row) === Verdict.Good) row += 1;
  return row;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function askHost(row: i32): void {
  if (load<u8>(verdicts + row) === Verdict.Good) store<u8>(verdicts + row, Verdict.Ask);
}
