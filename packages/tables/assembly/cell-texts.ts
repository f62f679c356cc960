// The texts of cells that are not simply what stands between two delimiters: quoted cells, and cells beyond ASCII. They are put one
// behind the other, without quotes and escapes and those of ASCII apart, so that the host makes two texts of all of them: making one
// for each takes ten times as long.

import { CRLF, NON_ASCII, OFFSET_BITS, PADDING, QUOTED, bytes, entries, out } from "./block";
import { NONE, escape, quote } from "./dialect";

/** The cells of ASCII. */
export let asciiTexts: usize = 0;
export let asciiLength: i32 = 0;
/** The cells beyond ASCII. */
export let wideTexts: usize = 0;
export let wideLength: i32 = 0;
/** Where each cell ends among those of its kind, in the order of the index. */
export let textEnds: usize = 0;

let asciiRoom: usize = 0;
let wideRoom: usize = 0;
let endsRoom: usize = 0;

const SPECIAL: u32 = QUOTED | NON_ASCII;

/**
 * Collects the texts of the block's special cells.
 *
 * @param inUnits - whether ends of cells beyond ASCII count UTF-16 code units; else they count bytes
 * @returns how many cells these are
 */
export function collectTexts(inUnits: bool): i32 {
  const count = makeRoom();
  let ascii = asciiTexts;
  let wide = wideTexts;
  let ends = textEnds;
  let units: i32 = 0;
  let start: u32 = 0;
  for (let at = entries; at < out; at += 4) {
    const entry = load<u32>(at);
    const end = entry & OFFSET_BITS;
    if (entry & SPECIAL) {
      const isWide = (entry & NON_ASCII) != 0;
      const target = isWide ? wide : ascii;
      const behind = entry & QUOTED ? copyUnescaped(target, bytes + start + 1, bytes + end - 1) : copy(target, bytes + start, bytes + end);
      if (isWide) {
        wide = behind;
        units += inUnits ? unitsOf(target, behind) : <i32>(behind - target);
        store<u32>(ends, units);
      } else {
        ascii = behind;
        store<u32>(ends, <u32>(ascii - asciiTexts));
      }
      ends += 4;
    }
    start = end + 1 + ((entry & CRLF) >>> 28);
  }
  asciiLength = <i32>(ascii - asciiTexts);
  wideLength = <i32>(wide - wideTexts);
  return count;
}

/** Room for all that will be collected, and for a step beyond it. */
function makeRoom(): i32 {
  let ascii: usize = PADDING;
  let wide: usize = PADDING;
  let count: i32 = 0;
  let start: u32 = 0;
  for (let at = entries; at < out; at += 4) {
    const entry = load<u32>(at);
    const end = entry & OFFSET_BITS;
    if (entry & SPECIAL) {
      count += 1;
      if (entry & NON_ASCII) wide += end - start;
      else ascii += end - start;
    }
    start = end + 1 + ((entry & CRLF) >>> 28);
  }
  if (ascii > asciiRoom) {
    asciiTexts = moreRoom(asciiTexts, ascii);
    asciiRoom = ascii;
  }
  if (wide > wideRoom) {
    wideTexts = moreRoom(wideTexts, wide);
    wideRoom = wide;
  }
  const ends = (<usize>count) << 2;
  if (ends > endsRoom) {
    textEnds = moreRoom(textEnds, ends);
    endsRoom = ends;
  }
  return count;
}

/** Room in the place of less: what was in there is not kept. */
export function moreRoom(pointer: usize, size: usize): usize {
  if (pointer) heap.free(pointer);
  return heap.alloc(size);
}

/** Copies bytes, and answers what is behind them there. */
export function copy(to: usize, from: usize, end: usize): usize {
  if (ASC_FEATURE_SIMD) {
    for (let at: usize = 0; at < end - from; at += 16) v128.store(to + at, v128.load(from + at));
  } else memory.copy(to, from, end - from);
  return to + (end - from);
}

/** Copies bytes, doubled quotes and escaped signs as one. A sign that escapes nothing stays. */
function copyUnescaped(to: usize, from: usize, end: usize): usize {
  const other = escape == NONE ? quote : escape;
  let at = from;
  let target = to;
  while (at < end) {
    if (ASC_FEATURE_SIMD) {
      const step = v128.load(at);
      v128.store(target, step);
      const rest = end - at;
      let signs = i8x16.bitmask(v128.or(i8x16.eq(step, i8x16.splat(<i8>quote)), i8x16.eq(step, i8x16.splat(<i8>other))));
      if (rest < 16) signs &= (1 << (<i32>rest)) - 1;
      if (signs == 0) {
        const size = min<usize>(rest, 16);
        at += size;
        target += size;
        continue;
      }
      const before = <usize>ctz(signs);
      at += before;
      target += before;
    }
    const byte = <i32>load<u8>(at);
    const next = at + 1 < end ? <i32>load<u8>(at, 1) : NONE;
    if (next != NONE && ((byte == quote && next == quote) || (byte == other && (next == quote || next == other)))) at += 1;
    store<u8>(target, load<u8>(at));
    at += 1;
    target += 1;
  }
  return target;
}

/** How many UTF-16 code units a text in UTF-8 has: one for each sequence, and one more for those of four bytes. */
export function unitsOf(from: usize, end: usize): i32 {
  let units: i32 = 0;
  let at = from;
  if (ASC_FEATURE_SIMD) {
    for (; at < end; at += 16) {
      const step = v128.load(at);
      const rest = end - at;
      const mask = rest < 16 ? (1 << (<i32>rest)) - 1 : 0xffff;
      const starts = ~i8x16.bitmask(i8x16.lt_s(step, i8x16.splat(-64)));
      const pairs = i8x16.bitmask(i8x16.ge_u(step, i8x16.splat(<i8>0xf0)));
      units += popcnt(starts & mask) + popcnt(pairs & mask);
    }
    return units;
  }
  for (; at < end; at += 1) {
    const byte = load<u8>(at);
    units += <i32>((byte & 0xc0) != 0x80) + <i32>(byte >= 0xf0);
  }
  return units;
}
