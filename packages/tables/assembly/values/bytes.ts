import { firstBytes } from "./masks";

// Questions about the bytes of a cell. A cell is a pair of addresses: of its first byte, and of the byte after its last.

// @ts-ignore: a decorator of AssemblyScript
@inline
export function byteAt(address: usize): u32 {
  return <u32>load<u8>(address);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function isDigit(byte: u32): bool {
  return byte - 0x30 <= 9;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function isLetter(byte: u32): bool {
  return (byte | 0x20) - 0x61 <= 25;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function isHexDigit(byte: u32): bool {
  return isDigit(byte) || (byte | 0x20) - 0x61 <= 5;
}

/**
 * How many bytes the blank at an address has: everything up to the space is one, and the white space of Unicode with the byte order mark.
 * 0 for no blank. src/table/blank-row.ts has the same rule.
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function blankAt(at: usize, end: usize): u32 {
  const byte = byteAt(at);
  if (byte <= 0x20) return 1;
  return byte === 0xc2 || byte >= 0xe1 ? wideBlankAt(at, end) : 0;
}

/** The same for the blank that ends at an address. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function blankBefore(start: usize, end: usize): u32 {
  const byte = byteAt(end - 1);
  if (byte <= 0x20) return 1;
  return byte >= 0x80 ? wideBlankBefore(start, end) : 0;
}

function wideBlankAt(at: usize, end: usize): u32 {
  const first = byteAt(at);
  if (first === 0xc2) return end - at >= 2 && byteAt(at + 1) === 0xa0 ? 2 : 0;
  if (end - at < 3) return 0;
  const second = byteAt(at + 1);
  const third = byteAt(at + 2);
  switch (first) {
    case 0xe1:
      return second === 0x9a && third === 0x80 ? 3 : 0; // U+1680
    case 0xe2: // U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F
      if (second === 0x81) return third === 0x9f ? 3 : 0;
      return second === 0x80 && (third <= 0x8a || third === 0xa8 || third === 0xa9 || third === 0xaf) ? 3 : 0;
    case 0xe3:
      return second === 0x80 && third === 0x80 ? 3 : 0; // U+3000
    case 0xef:
      return second === 0xbb && third === 0xbf ? 3 : 0; // U+FEFF
    default:
      return 0;
  }
}

function wideBlankBefore(start: usize, end: usize): u32 {
  if (end - start >= 2 && byteAt(end - 2) === 0xc2) return byteAt(end - 1) === 0xa0 ? 2 : 0;
  return end - start >= 3 && byteAt(end - 3) > 0xc2 ? wideBlankAt(end - 3, end) : 0;
}

export function skipBlanks(start: usize, end: usize): usize {
  let at = start;
  while (at < end) {
    const blank = blankAt(at, end);
    if (blank === 0) break;
    at += blank;
  }
  return at;
}

export function trimEnd(start: usize, end: usize): usize {
  let at = end;
  while (at > start) {
    const blank = blankBefore(start, at);
    if (blank === 0) break;
    at -= blank;
  }
  return at;
}

/** Where the digits end that start at an address. */
export function endOfDigits(start: usize, end: usize): usize {
  let at = start;
  while (at < end && isDigit(byteAt(at))) at++;
  return at;
}

/** Where the letters end that start at an address: ASCII, and whatever is not ASCII and no no-break space. */
export function endOfLetters(start: usize, end: usize): usize {
  let at = start;
  while (at < end) {
    const byte = byteAt(at);
    if (!isLetter(byte) && !(byte >= 0x80 && blankAt(at, end) === 0)) break;
    at++;
  }
  return at;
}

const ONES: u64 = 0x0101010101010101;
const HIGHS: u64 = 0x8080808080808080;

/** Of eight bytes from an address, those before the end; the others are those of `filler`. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function eightBytes(at: usize, end: usize, filler: u64): u64 {
  const word = load<u64>(at);
  if (end - at >= 8) return word;
  const mask = (<u64>1 << (<u64>(end - at) << 3)) - 1;
  return (word & mask) | (filler & ~mask);
}

export function hasByte(start: usize, end: usize, byte: u32): bool {
  if (ASC_FEATURE_SIMD) {
    const bytes = i8x16.splat(<i8>byte);
    for (let at = start; at < end; at += 16) {
      const found = i8x16.bitmask(i8x16.eq(v128.load(at), bytes));
      if (found !== 0) return at + <usize>ctz(found) < end;
    }
    return false;
  }
  const pattern = <u64>byte * ONES;
  for (let at = start; at < end; at += 8) {
    const differing = eightBytes(at, end, 0) ^ pattern;
    if (((differing - ONES) & ~differing & HIGHS) !== 0) return true;
  }
  return false;
}

export function hasDigit(start: usize, end: usize): bool {
  if (ASC_FEATURE_SIMD) {
    for (let at = start; at < end; at += 16) {
      const found = i8x16.bitmask(i8x16.lt_u(i8x16.sub(v128.load(at), i8x16.splat(0x30)), i8x16.splat(10)));
      if (found !== 0) return at + <usize>ctz(found) < end;
    }
    return false;
  }
  for (let at = start; at < end; at += 8) {
    const distance = eightBytes(at, end, 0) ^ 0x3030303030303030;
    // Bytes from 0 to 9 become 0x76 to 0x7f, all others have their high bit.
    if (((((distance & ~HIGHS) + 0x7676767676767676) | distance) & HIGHS) !== HIGHS) return true;
  }
  return false;
}

/** How many bytes are blanks: the space, and the control characters. */
export function countBlanks(start: usize, end: usize): u32 {
  let count: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    for (let at = start; at < end; at += 16) {
      const found = <u32>i8x16.bitmask(i8x16.le_u(v128.load(at), i8x16.splat(0x20)));
      count += popcnt(end - at < 16 ? found & (((<u32>1) << <u32>(end - at)) - 1) : found);
    }
    return count;
  }
  for (let at = start; at < end; at += 8) {
    const word = eightBytes(at, end, HIGHS);
    // Above 0x20, or not ASCII.
    const others = ((word & ~HIGHS) + 0x5f5f5f5f5f5f5f5f) | word;
    count += <u32>popcnt<u64>(~others & HIGHS);
  }
  return count;
}

/** Whether eight bytes are hexadecimal digits. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function isHex8(word: u64): bool {
  const digit = word ^ 0x3030303030303030;
  const letter = (word | 0x2020202020202020) ^ 0x6060606060606060;
  const noDigit = (digit + 0x7676767676767676) | digit;
  const noLetter = (letter + 0x7979797979797979) | letter | ~(letter + 0x7f7f7f7f7f7f7f7f);
  return (word & HIGHS) === 0 && (noDigit & noLetter & HIGHS) === 0;
}

/** The number of up to eight digits, given as bytes from 0 to 9, the first one in the lowest byte that counts; zeros before it. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function eightDigits(digits: u64): u64 {
  let value = (digits * 10 + (digits >> 8)) & 0x00ff00ff00ff00ff;
  value = (value * 100 + (value >> 16)) & 0x0000ffff0000ffff;
  return (value * 10000 + (value >> 32)) & 0xffffffff;
}

/** The number that up to 18 digits make. */
export function digitsValue(start: usize, end: usize): u64 {
  let value: u64 = 0;
  for (let at = start; at < end; at++) value = value * 10 + (byteAt(at) - 0x30);
  return value;
}

/**
 * A hash of 64 bits: eight bytes a step, each step a bijection of the state, then the finalizer of SplitMix64.
 * Bytes around the cell are loaded and masked, so memory must go on for eight bytes behind it.
 */
export function hashBytes(start: usize, length: u32): u64 {
  return length > 0 ? hashCell(start, length) : finalized(seedOf(0) * STEP);
}

/** The same for what is not empty. Up to 16 bytes take the same way, whatever their number, so no branch is guessed wrong. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function hashCell(start: usize, length: u32): u64 {
  let hash = seedOf(length);
  let at = start;
  let left = length;
  while (left > 16) {
    hash = stepped(hash, load<u64>(at));
    at += 8;
    left -= 8;
  }
  const more: u32 = left > 8 ? 8 : 0;
  hash = select<u64>(stepped(hash, load<u64>(at)), hash, more !== 0);
  // 1 to 8 bytes.
  const last = firstBytes(load<u64>(at + more), left - more);
  return finalized((hash ^ last) * STEP);
}

/** The same for 1 to 8 bytes. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function hashShort(start: usize, length: u32): u64 {
  return finalized((seedOf(length) ^ firstBytes(load<u64>(start), length)) * STEP);
}

const STEP: u64 = 0x9fb21c651e98df25;

// @ts-ignore: a decorator of AssemblyScript
@inline
function seedOf(length: u32): u64 {
  return 0x9e3779b97f4a7c15 ^ (<u64>length * 0xff51afd7ed558ccd);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function stepped(state: u64, word: u64): u64 {
  const hash = (state ^ word) * STEP;
  return hash ^ (hash >> 32);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function finalized(state: u64): u64 {
  let hash = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
  return hash ^ (hash >> 31);
}
