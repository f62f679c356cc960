// Upper and lower case, by the rules of the root locale. Letters beyond ASCII go by pages of 256 code points, which the host fills by
// `toUpperCase` and `toLowerCase`: a page without letters that have case is no page. A letter whose other case has another number of bytes,
// or depends on its neighbours, is 0 in its page: the row is for the host.

import { NON_ASCII, OFFSET_BITS } from "../block";
import { CELL_BYTES, setCell, sizeOf, textOf } from "./cells";
import { hasRoom, scratchTop, setScratchTop } from "./memory";
import { askHost } from "./rows";

const PAGES: usize = 256;

/** For each page of each case the address of 256 u16; 0 for a page without case. */
let pages: usize = 0;

/** Makes the page of a case, for the host to fill: a code point for each. */
export function makeCasePage(isUpper: bool, page: u32): usize {
  if (pages === 0) {
    pages = heap.alloc(PAGES * 2 * 4);
    memory.fill(pages, 0, PAGES * 2 * 4);
  }
  const at = heap.alloc(512);
  store<u32>(pages + (((isUpper ? PAGES : 0) + page) << 2), <u32>at);
  return at;
}

/** @returns the row whose text found no room, or `to` */
export function changeCase(cells: usize, from: i32, to: i32, isUpper: bool): i32 {
  const first: u8 = isUpper ? 0x61 : 0x41;
  for (let row = from; row < to; row += 1) {
    const cell = cells + <usize>row * CELL_BYTES;
    const flags = sizeOf(cell);
    const text = textOf(cell);
    const size = <usize>(flags & OFFSET_BITS);
    if (size === 0) continue;
    if (!hasRoom(size)) return row;
    const target = scratchTop;
    if (ASC_FEATURE_SIMD) {
      // The bytes of letters beyond ASCII are none of these letters.
      const start = i8x16.splat(<i8>first);
      const letters = i8x16.splat(26);
      const bit = i8x16.splat(0x20);
      for (let at: usize = 0; at < size; at += 16) {
        const step = v128.load(text + at);
        const found = i8x16.lt_u(i8x16.sub(step, start), letters);
        v128.store(target + at, v128.xor(step, v128.and(found, bit)));
      }
    } else {
      for (let at: usize = 0; at < size; at += 1) {
        const byte = load<u8>(text + at);
        store<u8>(target + at, byte - first < 26 ? byte ^ 0x20 : byte);
      }
    }
    if ((flags & NON_ASCII) !== 0 && !changeWide(target, target + size, isUpper)) {
      askHost(row);
      continue;
    }
    setCell(cell, target, flags);
    setScratchTop(target + size);
  }
  return to;
}

/** Answers whether it could change all letters beyond ASCII. */
function changeWide(from: usize, end: usize, isUpper: bool): bool {
  const table = pages + ((isUpper ? PAGES : 0) << 2);
  let at = from;
  while (at < end) {
    if (ASC_FEATURE_SIMD) {
      const found = <u32>i8x16.bitmask(v128.load(at));
      at += found === 0 ? 16 : <usize>ctz(found);
      if (found === 0) continue;
      if (at >= end) return true;
    }
    const first = <u32>load<u8>(at);
    if (first < 0x80) {
      at += 1;
      continue;
    }
    if (first < 0xe0) {
      const code = ((first & 0x1f) << 6) | (<u32>load<u8>(at, 1) & 0x3f);
      const page = <usize>load<u32>(table + ((<usize>(code >>> 8)) << 2));
      if (page !== 0) {
        const other = <u32>load<u16>(page + ((<usize>code & 0xff) << 1));
        if (other === 0) return false;
        store<u8>(at, 0xc0 | (other >>> 6));
        store<u8>(at, 0x80 | (other & 0x3f), 1);
      }
      at += 2;
    } else if (first < 0xf0) {
      const code = ((first & 0xf) << 12) | ((<u32>load<u8>(at, 1) & 0x3f) << 6) | (<u32>load<u8>(at, 2) & 0x3f);
      const page = <usize>load<u32>(table + ((<usize>(code >>> 8)) << 2));
      if (page !== 0) {
        const other = <u32>load<u16>(page + ((<usize>code & 0xff) << 1));
        if (other === 0) return false;
        store<u8>(at, 0xe0 | (other >>> 12));
        store<u8>(at, 0x80 | ((other >>> 6) & 0x3f), 1);
        store<u8>(at, 0x80 | (other & 0x3f), 2);
      }
      at += 3;
    } else {
      // Symbols, emoji and ideographs have no case; of the scripts from U+10000 to U+1EFFF some do.
      const second = <u32>load<u8>(at, 1);
      if (first === 0xf0 && second < 0x9f) return false;
      at += 4;
    }
  }
  return true;
}
