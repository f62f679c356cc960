import { allocate } from "./memory";

// What lies between the quotes of a field, its doubled quotes made single.

let quote: u32 = 0;

/** @param byte - 0 for none */
export function setQuote(byte: u32): void {
  quote = byte;
}

/** How many bytes stand before the first quote. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function firstQuote(start: usize, length: u32): u32 {
  if (ASC_FEATURE_SIMD) {
    const quotes = i8x16.splat(<i8>quote);
    for (let at: u32 = 0; at < length; at += 16) {
      const found = i8x16.bitmask(i8x16.eq(v128.load(start + at), quotes));
      if (found !== 0) return min(length, at + <u32>ctz(found));
    }
    return length;
  }
  const pattern = <u64>quote * 0x0101010101010101;
  for (let at: u32 = 0; at < length; at += 8) {
    const differing = load<u64>(start + at) ^ pattern;
    const equal = (differing - 0x0101010101010101) & ~differing & 0x8080808080808080;
    if (equal !== 0) return min(length, at + <u32>(ctz<u64>(equal) >> 3));
  }
  return length;
}

/**
 * Writes a text to an address and answers its length. A few bytes behind it are spoiled.
 * @param first - how many bytes stand before its first quote
 */
export function unescape(to: usize, start: usize, length: u32, first: u32): u32 {
  if (ASC_FEATURE_SIMD) {
    const bytes = unescapePairs(to, start, length);
    if (bytes > 0) return bytes;
  }
  memory.copy(to, start, first);
  let out = to + first;
  for (let at = start + first; at < start + length; at++) {
    const byte = load<u8>(at);
    store<u8>(out, byte);
    out += 1;
    if (byte === quote && at + 1 < start + length && load<u8>(at + 1) === quote) at += 1;
  }
  return <u32>(out - to);
}

/** For each set of bytes that are left out of eight, where the others are taken from. */
let moves: usize = 0;

function createMoves(): void {
  moves = allocate(256 * 8);
  for (let set: u32 = 0; set < 256; set++) {
    let to = moves + (<usize>set << 3);
    for (let index: u32 = 0; index < 8; index++) {
      if (((set >> index) & 1) !== 0) continue;
      store<u8>(to, index);
      to += 1;
    }
  }
}

/** The same, 16 bytes a step, where every quote is doubled; 0 where one is not. */
function unescapePairs(to: usize, start: usize, length: u32): u32 {
  if (moves === 0) createMoves();
  const quotes = i8x16.splat(<i8>quote);
  let out = to;
  // Whether the step before ended between the two quotes of a pair: a bit.
  let open: u32 = 0;
  for (let at: u32 = 0; at < length; at += 16) {
    const bytes = v128.load(start + at);
    const rest = length - at;
    const valid: u32 = rest < 16 ? ((<u32>1) << rest) - 1 : 0xffff;
    const marks = <u32>i8x16.bitmask(i8x16.eq(bytes, quotes)) & valid;
    // A running xor tells the first quotes of pairs from the second ones.
    let odd = marks ^ (marks << 1);
    odd ^= odd << 2;
    odd ^= odd << 4;
    odd ^= odd << 8;
    odd ^= -open;
    const firsts = marks & odd;
    if ((((firsts << 1) | open) & ~marks & valid) !== 0) return 0;
    const seconds = marks & ~odd & 0xffff;
    open = (firsts >> 15) & 1;
    const low = seconds & 0xff;
    const high = seconds >> 8;
    v128.store64_lane(out, i8x16.swizzle(bytes, v128.load64_zero(moves + (<usize>low << 3))), 0);
    out += 8 - popcnt(low);
    const upper = i64x2.splat(i64x2.extract_lane(bytes, 1));
    v128.store64_lane(out, i8x16.swizzle(upper, v128.load64_zero(moves + (<usize>high << 3))), 0);
    out += 8 - popcnt(high);
  }
  // The bytes behind the text were taken along.
  return <u32>(out - to) - ((16 - (length & 15)) & 15);
}
