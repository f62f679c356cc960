// Whether the block is UTF-8. Only asked of blocks that have bytes beyond ASCII.

import { ENDS_ROW, NON_ASCII, OFFSET_BITS, CRLF, bytes, entries, out } from "./block";

/** The offset of the first byte, from `from` up to `to`, that is not UTF-8, or where U+FFFD starts; -1 if there is none. */
function findInvalid(from: i32, to: i32): i32 {
  const found = findInvalidText(bytes + from, bytes + to);
  return found == 0 ? -1 : <i32>(found - bytes);
}

/** The same for a text anywhere: an address; 0 if there is none. */
export function findInvalidText(from: usize, to: usize): usize {
  let at = from;
  while (at < to) {
    if (ASC_FEATURE_SIMD && at + 16 <= to && !v128.any_true(v128.and(v128.load(at), i8x16.splat(<i8>0x80)))) {
      at += 16;
      continue;
    }
    const first = <i32>load<u8>(at);
    if (first < 0x80) {
      at += 1;
      continue;
    }
    const size = sequenceAt(at, first, to);
    if (size == 0) return at;
    at += size;
  }
  return 0;
}

/** How long the sequence at a place is; 0 if it is not one, or that of U+FFFD. RFC 3629, section 4. */
function sequenceAt(at: usize, first: i32, to: usize): usize {
  const rest = to - at;
  const second = rest > 1 ? <i32>load<u8>(at, 1) : 0;
  if ((second & 0xc0) != 0x80) return 0;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  const third = rest > 2 ? <i32>load<u8>(at, 2) : 0;
  if ((third & 0xc0) != 0x80) return 0;
  if (first >= 0xe0 && first <= 0xef) {
    if (first == 0xe0 && second < 0xa0) return 0;
    if (first == 0xed && second > 0x9f) return 0;
    return first == 0xef && second == 0xbf && third == 0xbd ? 0 : 3;
  }
  const fourth = rest > 3 ? <i32>load<u8>(at, 3) : 0;
  if ((fourth & 0xc0) != 0x80) return 0;
  if (first == 0xf0) return second >= 0x90 ? 4 : 0;
  if (first == 0xf4) return second <= 0x8f ? 4 : 0;
  return first > 0xf0 && first < 0xf4 ? 4 : 0;
}

/** The row, from 0, and the offset that `findInvalidRow` found. */
export let invalidRow: i32 = 0;
export let invalidOffset: i32 = 0;

/**
 * The first row from an entry on that has invalid bytes or U+FFFD.
 * @param entry - the first entry of a row
 * @param row - the number of that row
 * @returns the first entry after the row, for the next call; -1 if there is no such row
 */
export function findInvalidRow(entry: i32, row: i32): i32 {
  const count = <i32>((out - entries) >> 2);
  let start = entry == 0 ? 0 : after(entry - 1);
  let isInvalid = false;
  for (let index = entry; index < count; index += 1) {
    const value = load<u32>(entries + ((<usize>index) << 2));
    if (!isInvalid && (value & NON_ASCII) != 0) {
      invalidOffset = findInvalid(start, <i32>(value & OFFSET_BITS));
      isInvalid = invalidOffset >= 0;
    }
    start = after(index);
    if ((value & ENDS_ROW) == 0) continue;
    if (isInvalid) {
      invalidRow = row;
      return index + 1;
    }
    row += 1;
  }
  return -1;
}

function after(index: i32): i32 {
  const value = load<u32>(entries + ((<usize>index) << 2));
  return <i32>(value & OFFSET_BITS) + 1 + (value & CRLF ? 1 : 0);
}
