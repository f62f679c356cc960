import { isHexDigit } from "../values/bytes";
import { findInvalidText } from "../utf8";
import { stop } from "./stop";

export const QUOTE: u32 = 0x22;
export const BACKSLASH: u32 = 0x5c;
const SPACE: u32 = 0x20;

// Of the string that was passed last: whether it has escapes, bytes beyond ASCII, and characters beyond ASCII, be they written by escapes.
export let hasEscapes: bool = false;
export let hasHigh: bool = false;
export let isWide: bool = false;

/** Whether all of the block is known to be UTF-8 without U+FFFD; else each string is looked through. */
let isTrusted: bool = false;

export function trustBytes(trusted: bool): void {
  isTrusted = trusted;
}

/**
 * Passes a string.
 *
 * @param start - behind its first quote
 * @returns the place of its last quote; 0 if the host must look at it
 */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function endOfString(start: usize): usize {
  if (ASC_FEATURE_SIMD) {
    // Most strings are short and plain.
    const step = v128.load(start);
    const marks = specialBits(step);
    const bit = marks & -marks;
    if (marks !== 0 && load<u8>(start + <usize>ctz(marks)) === QUOTE && (i8x16.bitmask(step) & (bit - 1)) === 0) {
      hasEscapes = false;
      hasHigh = false;
      isWide = false;
      return start + <usize>ctz(marks);
    }
  }
  return endOfAnyString(start);
}

function endOfAnyString(start: usize): usize {
  hasEscapes = false;
  hasHigh = false;
  let writesWide = false;
  let at = start;
  while (true) {
    let high: bool = false;
    if (ASC_FEATURE_SIMD) {
      const step = v128.load(at);
      const marks = specialBits(step);
      const highs = i8x16.bitmask(step);
      if (marks === 0) {
        if (highs !== 0) hasHigh = true;
        at += 16;
        continue;
      }
      high = (highs & ((marks & -marks) - 1)) !== 0;
      at += <usize>ctz(marks);
    } else {
      let byte = <u32>load<u8>(at);
      while (byte !== QUOTE && byte !== BACKSLASH && byte >= SPACE) {
        if (byte >= 0x80) high = true;
        at += 1;
        byte = <u32>load<u8>(at);
      }
    }
    if (high) hasHigh = true;
    const byte = <u32>load<u8>(at);
    if (byte === QUOTE) break;
    if (byte !== BACKSLASH) return stop(at);
    hasEscapes = true;
    const size = escapeSize(at);
    if (size === 0) return stop(at);
    if (size >= 6 && codeUnit(at + 2) >= 0x80) writesWide = true;
    at += size;
  }
  if (hasHigh && !isTrusted && findInvalidText(start, at) !== 0) return stop(start);
  isWide = hasHigh || writesWide;
  return at;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function specialBits(step: v128): i32 {
  return i8x16.bitmask(
    v128.or(
      v128.or(i8x16.eq(step, i8x16.splat(<i8>QUOTE)), i8x16.eq(step, i8x16.splat(<i8>BACKSLASH))),
      i8x16.lt_u(step, i8x16.splat(<i8>SPACE)),
    ),
  );
}

/** How long an escape is: 2, 6, or 12 for two that make one character; 0 if JSON knows no such escape, or if it is half of a character. */
function escapeSize(at: usize): usize {
  const sign = <u32>load<u8>(at, 1);
  if (sign !== 0x75) return plainOf(sign) !== 0 ? 2 : 0;
  if (!isHex4(at + 2)) return 0;
  const unit = codeUnit(at + 2);
  if ((unit & 0xf800) !== 0xd800) return 6;
  const isPair = unit < 0xdc00 && load<u8>(at, 6) === BACKSLASH && load<u8>(at, 7) === 0x75 && isHex4(at + 8);
  return isPair && (codeUnit(at + 8) & 0xfc00) === 0xdc00 ? 12 : 0;
}

/** What a sign stands for behind a backslash; 0 for nothing. */
function plainOf(sign: u32): u32 {
  switch (sign) {
    case 0x22:
    case 0x5c:
    case 0x2f:
      return sign;
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    case 0x6e:
      return 0x0a;
    case 0x72:
      return 0x0d;
    case 0x74:
      return 0x09;
    default:
      return 0;
  }
}

function isHex4(at: usize): bool {
  for (let index: usize = 0; index < 4; index++) if (!isHexDigit(<u32>load<u8>(at + index))) return false;
  return true;
}

/** The number that four hexadecimal digits make. */
function codeUnit(at: usize): u32 {
  let unit: u32 = 0;
  for (let index: usize = 0; index < 4; index++) {
    const digit = <u32>load<u8>(at + index);
    unit = (unit << 4) | ((digit & 0x0f) + (digit > 0x39 ? 9 : 0));
  }
  return unit;
}

/** Copies what `endOfString` has passed, each escape as what it stands for, in UTF-8. Answers what is behind the copy. */
export function copyUnescaped(to: usize, from: usize, end: usize): usize {
  let target = to;
  let at = from;
  while (at < end) {
    const byte = <u32>load<u8>(at);
    if (ASC_FEATURE_SIMD && byte !== BACKSLASH) {
      const step = v128.load(at);
      v128.store(target, step);
      const marks = i8x16.bitmask(i8x16.eq(step, i8x16.splat(<i8>BACKSLASH)));
      const size = min<usize>(marks === 0 ? 16 : <usize>ctz(marks), end - at);
      at += size;
      target += size;
      continue;
    }
    if (byte !== BACKSLASH) {
      store<u8>(target, byte);
      at += 1;
      target += 1;
      continue;
    }
    const size = escapeSize(at);
    if (size === 2) {
      store<u8>(target, plainOf(<u32>load<u8>(at, 1)));
      target += 1;
    } else {
      const first = codeUnit(at + 2);
      target = encode(target, size === 6 ? first : 0x10000 + ((first & 0x3ff) << 10) + (codeUnit(at + 8) & 0x3ff));
    }
    at += size;
  }
  return target;
}

/** Writes a character in UTF-8, and answers what is behind it. */
function encode(to: usize, point: u32): usize {
  if (point < 0x80) {
    store<u8>(to, point);
    return to + 1;
  }
  if (point < 0x800) {
    store<u8>(to, 0xc0 | (point >> 6));
    store<u8>(to, 0x80 | (point & 0x3f), 1);
    return to + 2;
  }
  if (point < 0x10000) {
    store<u8>(to, 0xe0 | (point >> 12));
    store<u8>(to, 0x80 | ((point >> 6) & 0x3f), 1);
    store<u8>(to, 0x80 | (point & 0x3f), 2);
    return to + 3;
  }
  store<u8>(to, 0xf0 | (point >> 18));
  store<u8>(to, 0x80 | ((point >> 12) & 0x3f), 1);
  store<u8>(to, 0x80 | ((point >> 6) & 0x3f), 2);
  store<u8>(to, 0x80 | (point & 0x3f), 3);
  return to + 4;
}
