// Steps with texts of the mapping: the host has written them into the memory, with `OVERRUN` bytes after each.

import { NON_ASCII, OFFSET_BITS } from "../block";
import { CELL_BYTES, setCell, sizeOf, textOf } from "./cells";
import { copyText, hasRoom, scratchTop, setScratchTop } from "./memory";

/** Writes a text where there is none. @param flags - how many bytes it has, and `NON_ASCII` */
export function fillEmpty(cells: usize, from: i32, to: i32, text: usize, flags: u32): void {
  for (let row = from; row < to; row += 1) {
    const cell = cells + (<usize>row) * CELL_BYTES;
    if ((sizeOf(cell) & OFFSET_BITS) === 0) setCell(cell, text, flags);
  }
}

/** Makes null of the values that equal a text. */
export function nullIfEqual(cells: usize, from: i32, to: i32, text: usize, size: u32): void {
  for (let row = from; row < to; row += 1) {
    const cell = cells + (<usize>row) * CELL_BYTES;
    if ((sizeOf(cell) & OFFSET_BITS) !== size || textOf(cell) === 0) continue;
    if (memory.compare(textOf(cell), text, size) === 0) setCell(cell, 0, 0);
  }
}

/**
 * Replaces a literal text.
 *
 * @param flags - how many bytes the new text has, and `NON_ASCII`
 * @returns the row whose text found no room, or `to`
 */
export function replaceText(cells: usize, from: i32, to: i32, find: usize, findSize: u32, by: usize, flags: u32, isFirst: bool): i32 {
  const bySize = <usize>(flags & OFFSET_BITS);
  for (let row = from; row < to; row += 1) {
    const cell = cells + (<usize>row) * CELL_BYTES;
    const size = <usize>(sizeOf(cell) & OFFSET_BITS);
    if (size < <usize>findSize) continue;
    const text = textOf(cell);
    const end = text + size;
    let found = findText(text, end, find, findSize);
    if (found === 0) continue;
    const most = isFirst ? 1 : size / findSize;
    if (!hasRoom(size + most * bySize)) return row;
    let at = text;
    let target = scratchTop;
    while (found !== 0) {
      copyText(target, at, found - at);
      target += found - at;
      copyText(target, by, bySize);
      target += bySize;
      at = found + findSize;
      found = isFirst ? 0 : findText(at, end, find, findSize);
    }
    copyText(target, at, end - at);
    target += end - at;
    setCell(cell, scratchTop, <u32>(target - scratchTop) | ((sizeOf(cell) | flags) & NON_ASCII));
    setScratchTop(target);
  }
  return to;
}

/** Where a text is in another one; 0 if it is not there. */
function findText(from: usize, end: usize, find: usize, size: usize): usize {
  if (end - from < size) return 0;
  const last = end - size;
  const first = load<u8>(find);
  let at = from;
  if (ASC_FEATURE_SIMD) {
    const firsts = i8x16.splat(first);
    while (at <= last) {
      let found = <u32>i8x16.bitmask(i8x16.eq(v128.load(at), firsts));
      while (found !== 0) {
        const place = at + <usize>ctz(found);
        if (place > last) return 0;
        if (memory.compare(place, find, size) === 0) return place;
        found &= found - 1;
      }
      at += 16;
    }
    return 0;
  }
  for (; at <= last; at += 1) if (load<u8>(at) === first && memory.compare(at, find, size) === 0) return at;
  return 0;
}

/** A piece of a template: a literal text, or the cells of a column (then `text` is 0). */
@unmanaged
class Piece {
  text: u32;
  flags: u32;
  cells: u32;
  spare: u32;
}
const PIECE_BYTES: usize = 16;

/**
 * Puts pieces together. Null is an empty text.
 * @returns the row whose text found no room, or `to`
 */
export function joinPieces(cells: usize, from: i32, to: i32, pieces: usize, count: i32): i32 {
  const piecesEnd = pieces + (<usize>count) * PIECE_BYTES;
  for (let row = from; row < to; row += 1) {
    const place = (<usize>row) * CELL_BYTES;
    let target = scratchTop;
    let wide: u32 = 0;
    for (let at = pieces; at < piecesEnd; at += PIECE_BYTES) {
      const piece = changetype<Piece>(at);
      const cell = piece.cells + place;
      const text = piece.cells === 0 ? <usize>piece.text : textOf(cell);
      const flags = piece.cells === 0 ? piece.flags : sizeOf(cell);
      const size = <usize>(flags & OFFSET_BITS);
      if (!hasRoom(target - scratchTop + size)) return row;
      copyText(target, text, size);
      target += size;
      wide |= flags;
    }
    setCell(cells + place, scratchTop, <u32>(target - scratchTop) | (wide & NON_ASCII));
    setScratchTop(target);
  }
  return to;
}
