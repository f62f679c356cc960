// Texts of cells one after the other, so that the host makes one text of all of them.

import { NON_ASCII, OFFSET_BITS } from "../block";
import { unitsOf } from "../cell-texts";
import { CELL_BYTES, sizeOf, textOf } from "./cells";
import { copyText, hasRoom, scratchTop, setScratchTop } from "./memory";
import { Verdict, verdicts } from "./rows";

/** How many bytes were packed last, and whether some of them may be beyond ASCII. */
export let packedBytes: i32 = 0;
export let packedWide: bool = false;

/** Cells of rows that the host decides about are left out: they may be no UTF-8, and spoil what comes after them. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function isPacked(row: i32, cell: usize): bool {
  return textOf(cell) !== 0 && load<u8>(verdicts + row) === Verdict.Good;
}

/**
 * Packs the texts of cells into the scratch memory.
 *
 * @param ends - an u32 for each row: where its text ends, in UTF-16 code units. Null has no text, nor has a row that is not good.
 * @returns where the texts are; 0 if there is not enough room
 */
export function packCells(cells: usize, from: i32, to: i32, ends: usize): usize {
  let bytes: usize = 0;
  let wide: u32 = 0;
  for (let row = from; row < to; row += 1) {
    const cell = cells + <usize>row * CELL_BYTES;
    const flags = sizeOf(cell);
    if (!isPacked(row, cell)) continue;
    bytes += flags & OFFSET_BITS;
    wide |= flags & NON_ASCII;
  }
  if (!hasRoom(bytes)) return 0;
  const start = scratchTop;
  let at = start;
  let units: i32 = 0;
  for (let row = from; row < to; row += 1) {
    const cell = cells + <usize>row * CELL_BYTES;
    if (isPacked(row, cell)) {
      const text = textOf(cell);
      const flags = sizeOf(cell);
      const size = <usize>(flags & OFFSET_BITS);
      copyText(at, text, size);
      units += (flags & NON_ASCII) === 0 ? <i32>size : unitsOf(at, at + size);
      at += size;
    }
    store<u32>(ends + ((<usize>row) << 2), units);
  }
  setScratchTop(at);
  packedBytes = <i32>bytes;
  packedWide = wide !== 0;
  return start;
}
