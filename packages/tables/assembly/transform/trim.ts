// Steps that make a text shorter: nothing is copied.

import { NON_ASCII, OFFSET_BITS } from "../block";
import { CELL_BYTES, setCell, sizeOf, textOf } from "./cells";

/** Which ends. Bits. */
namespace Side {
  export const Start: u32 = 1;
  export const End: u32 = 2;
}

/** Removes white space, as `trim` of src/transform/steps does. */
export function trimCells(cells: usize, from: i32, to: i32, sides: u32): i32 {
  for (let row = from; row < to; row += 1) {
    const cell = cells + (<usize>row) * CELL_BYTES;
    const flags = sizeOf(cell);
    let at = textOf(cell);
    let end = at + (flags & OFFSET_BITS);
    if (at === end) continue;
    if ((flags & NON_ASCII) === 0) {
      if ((sides & Side.Start) !== 0) while (at < end && isBlank(load<u8>(at))) at += 1;
      if ((sides & Side.End) !== 0) while (at < end && isBlank(load<u8>(end - 1))) end -= 1;
    } else {
      if ((sides & Side.Start) !== 0) {
        for (let size = blankAt(at, end); size > 0; size = blankAt(at, end)) at += size;
      }
      if ((sides & Side.End) !== 0) {
        for (let size = blankBefore(at, end); size > 0; size = blankBefore(at, end)) end -= size;
      }
    }
    setCell(cell, at, <u32>(end - at) | (flags & NON_ASCII));
  }
  return to;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function isBlank(byte: u8): bool {
  return byte === 0x20 || byte - 9 < 5;
}

/** How many bytes the white space at an address has; 0 if there is none. */
function blankAt(at: usize, end: usize): usize {
  if (at >= end) return 0;
  const first = load<u8>(at);
  if (first < 0x80) return isBlank(first) ? 1 : 0;
  if (first === 0xc2) return end - at >= 2 && isBlank2(load<u8>(at, 1)) ? 2 : 0;
  return end - at >= 3 && isBlank3(first, load<u8>(at, 1), load<u8>(at, 2)) ? 3 : 0;
}

function blankBefore(start: usize, end: usize): usize {
  if (end <= start) return 0;
  const last = load<u8>(end - 1);
  if (last < 0x80) return isBlank(last) ? 1 : 0;
  if (end - start >= 2 && load<u8>(end - 2) === 0xc2) return isBlank2(last) ? 2 : 0;
  return end - start >= 3 && isBlank3(load<u8>(end - 3), load<u8>(end - 2), last) ? 3 : 0;
}

/** U+0085 and U+00A0. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function isBlank2(second: u8): bool {
  return second === 0x85 || second === 0xa0;
}

/** U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000 and U+FEFF. */
function isBlank3(first: u8, second: u8, third: u8): bool {
  if (first === 0xe2) {
    if (second === 0x80) return third <= 0x8a || third === 0xa8 || third === 0xa9 || third === 0xaf;
    return second === 0x81 && third === 0x9f;
  }
  if (first === 0xe1) return second === 0x9a && third === 0x80;
  if (first === 0xe3) return second === 0x80 && third === 0x80;
  return first === 0xef && second === 0xbb && third === 0xbf;
}
