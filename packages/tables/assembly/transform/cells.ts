// The cells of a column in the rows of a slice: eight bytes each, so that steps and rules are loops over them that know nothing of the
// index, of quotes, or of each other.

import { NON_ASCII, OFFSET_BITS, QUOTED, bytes } from "../block";
import { firstQuote, unescape } from "../profile/unescape";
import { hasRoom, scratchTop, setScratchTop } from "./memory";
import { ROW_BYTES, rowTable } from "./rows";

/** Where the text is; 0 for null. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function textOf(cell: usize): usize {
  return <usize>load<u32>(cell);
}

/** How many bytes it has, and `NON_ASCII` unless all of them are known to be ASCII. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function sizeOf(cell: usize): u32 {
  return load<u32>(cell, 4);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function setCell(cell: usize, text: usize, size: u32): void {
  store<u32>(cell, <u32>text);
  store<u32>(cell, size, 4);
}

export const CELL_BYTES: usize = 8;

/**
 * Gathers the cells of a column, their quotes taken off.
 *
 * @returns the row whose text found no room, or `to`
 */
export function gatherCells(column: u32, cells: usize, from: i32, to: i32): i32 {
  const field = (<usize>column) << 2;
  const quotedRoom: usize = 64;
  for (let row = from; row < to; row += 1) {
    const record = rowTable + (<usize>row) * ROW_BYTES;
    const at = <usize>load<u32>(record) + field;
    const entry = load<u32>(at);
    const start = column === 0 ? <usize>load<u32>(record, 4) : bytes + (load<u32>(at - 4) & OFFSET_BITS) + 1;
    const size = <u32>(bytes + (entry & OFFSET_BITS) - start);
    const cell = cells + (<usize>row) * CELL_BYTES;
    if ((entry & QUOTED) === 0) {
      setCell(cell, start, size | (entry & NON_ASCII));
      continue;
    }
    const inner = size - 2;
    const first = firstQuote(start + 1, inner);
    if (first >= inner) {
      setCell(cell, start + 1, inner | (entry & NON_ASCII));
      continue;
    }
    if (!hasRoom(<usize>inner + quotedRoom)) return row;
    const unescaped = unescape(scratchTop, start + 1, inner, first);
    setCell(cell, scratchTop, unescaped | (entry & NON_ASCII));
    setScratchTop(scratchTop + unescaped);
  }
  return to;
}
