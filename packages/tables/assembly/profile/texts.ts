import { byteAt } from "../values/bytes";
import { firstBytes } from "../values/masks";

/** How much is kept of a text, in UTF-16 units: one more than a profile shows, so that the host sees whether something is missing. */
export const KEPT_LENGTH: u32 = 257;

/** The length of UTF-8 text in characters (code points). */
export function characterLength(start: usize, length: u32): u32 {
  if (ASC_FEATURE_SIMD) return lengthBySixteen(start, length);
  let characters: u32 = 0;
  for (let at = start; at < start + length; at++) {
    const byte = byteAt(at);
    if ((byte & 0xc0) !== 0x80) characters += 1;
  }
  return characters;
}

/** Reads up to 15 bytes after the text. */
function lengthBySixteen(start: usize, length: u32): u32 {
  let characters = length;
  for (let at: u32 = 0; at < length; at += 16) {
    const bytes = v128.load(start + at);
    const wanted: i32 = length - at >= 16 ? 0xffff : (1 << (length - at)) - 1;
    // As signed numbers the bytes that go on with a character are those below 0xC0.
    characters -= popcnt<i32>(i8x16.bitmask(i8x16.lt_s(bytes, i8x16.splat(-64))) & wanted);
  }
  return characters;
}

/** How many bytes the first `KEPT_LENGTH` units of a text have. */
export function keptBytes(start: usize, length: u32, nonAscii: bool): u32 {
  if (!nonAscii) return min(length, KEPT_LENGTH);
  if (length <= KEPT_LENGTH) return length;
  let units: u32 = 0;
  for (let at = start; at < start + length; at++) {
    const byte = byteAt(at);
    if ((byte & 0xc0) === 0x80) continue;
    units += byte >= 0xf0 ? 2 : 1;
    if (units > KEPT_LENGTH) return <u32>(at - start);
  }
  return length;
}

/** The order of UTF-16 code units: below 0, 0 or above 0. Surrogates stand before U+E000, so U+10000 does, too. */
export function compareTexts(a: usize, aLength: u32, b: usize, bLength: u32): i32 {
  const common = min(aLength, bLength);
  for (let index: u32 = 0; index < common; index += 8) {
    const differing = load<u64>(a + index) ^ load<u64>(b + index);
    if (differing === 0) continue;
    const at = index + <u32>(ctz<u64>(differing) >> 3);
    return at < common ? <i32>unitOrder(byteAt(a + at)) - <i32>unitOrder(byteAt(b + at)) : <i32>aLength - <i32>bLength;
  }
  return <i32>aLength - <i32>bLength;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function unitOrder(byte: u32): u32 {
  return byte === 0xee || byte === 0xef ? byte + 8 : byte;
}

/** The first eight bytes, so that their order as a number is the order of the texts, as far as it goes. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function prefixOf(start: usize, length: u32): u64 {
  let bytes = firstBytes(load<u64>(start), min<u32>(length, 8));
  if (ASC_FEATURE_SIMD) {
    const both = i64x2.splat(bytes);
    return i64x2.extract_lane(v128.shuffle<u8>(both, both, 7, 6, 5, 4, 3, 2, 1, 0, 7, 6, 5, 4, 3, 2, 1, 0), 0);
  }
  bytes = ((bytes & 0x00ff00ff00ff00ff) << 8) | ((bytes >> 8) & 0x00ff00ff00ff00ff);
  bytes = ((bytes & 0x0000ffff0000ffff) << 16) | ((bytes >> 16) & 0x0000ffff0000ffff);
  return rotl<u64>(bytes, 32);
}

/** Whether one of eight bytes is from 0xEE on, where the order of bytes is not that of UTF-16 units. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function hasLateUnits(prefix: u64): bool {
  return (((prefix & 0x7f7f7f7f7f7f7f7f) + 0x1212121212121212) & prefix & 0x8080808080808080) !== 0;
}
