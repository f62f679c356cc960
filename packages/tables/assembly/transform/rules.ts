// Rules, which look at the cells of a column. They let pass only what is surely right: any other row is for the host, which knows what to say.
// Null and empty are for `askIfEmpty` only.

import { NON_ASCII, OFFSET_BITS } from "../block";
import { CELL_BYTES, sizeOf, textOf } from "./cells";
import { askHost } from "./rows";

// @ts-ignore: a decorator of AssemblyScript
@inline
function isDigit(byte: u32): bool {
  return byte - 0x30 < 10;
}

/** Asks about rows without a value. */
export function askIfEmpty(cells: usize, from: i32, to: i32): void {
  for (let row = from; row < to; row += 1) {
    if ((sizeOf(cells + (<usize>row) * CELL_BYTES) & OFFSET_BITS) === 0) askHost(row);
  }
}

/** Asks unless a value has a number of code points. */
export function askUnlessLength(cells: usize, from: i32, to: i32, least: u32, most: u32): void {
  for (let row = from; row < to; row += 1) {
    const cell = cells + (<usize>row) * CELL_BYTES;
    const flags = sizeOf(cell);
    const size = flags & OFFSET_BITS;
    if (size === 0) continue;
    const length = (flags & NON_ASCII) === 0 ? size : codePoints(textOf(cell), size);
    if (length < least || length > most) askHost(row);
  }
}

/** How many bytes start a sequence of UTF-8. */
function codePoints(text: usize, size: u32): u32 {
  let count: u32 = 0;
  let at: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    for (; at < size; at += 16) {
      const starts = ~(<u32>i8x16.bitmask(i8x16.lt_s(v128.load(text + at), i8x16.splat(-64))));
      count += popcnt(starts & (size - at < 16 ? ((<u32>1) << (size - at)) - 1 : 0xffff));
    }
    return count;
  }
  for (; at < size; at += 1) count += <u32>((load<u8>(text + at) & 0xc0) !== 0x80);
  return count;
}

/** Of a plain number of at most 15 digits, which a double has exactly. */
let number: f64 = 0;
let decimals: u32 = 0;

/** Reads a sign, digits, and a fraction if there is one. */
function isPlainNumber(text: usize, size: u32): bool {
  const end = text + size;
  const sign = <u32>load<u8>(text);
  let at = text + <usize>(sign === 0x2d || sign === 0x2b);
  let digits: u64 = 0;
  let count: u32 = 0;
  while (at < end && isDigit(load<u8>(at))) {
    digits = digits * 10 + <u64>(load<u8>(at) - 0x30);
    count += 1;
    at += 1;
  }
  decimals = 0;
  if (count === 0 || count > 15) return false;
  if (at < end) {
    if (load<u8>(at) !== 0x2e || at + 1 === end) return false;
    at += 1;
    while (at < end && isDigit(load<u8>(at))) {
      digits = digits * 10 + <u64>(load<u8>(at) - 0x30);
      count += 1;
      decimals += 1;
      at += 1;
      if (count > 15) return false;
    }
    if (at !== end) return false;
  }
  let power: f64 = 1;
  for (let index: u32 = 0; index < decimals; index += 1) power *= 10;
  number = <f64>digits / power;
  if (sign === 0x2d) number = -number;
  return true;
}

/** Asks unless a value is a number. */
export function askUnlessNumber(cells: usize, from: i32, to: i32, isInteger: bool): void {
  for (let row = from; row < to; row += 1) {
    const cell = cells + (<usize>row) * CELL_BYTES;
    const size = sizeOf(cell) & OFFSET_BITS;
    if (size === 0) continue;
    if (!isPlainNumber(textOf(cell), size) || (isInteger && decimals > 0)) askHost(row);
  }
}

/** Asks unless a value is a number in a range. The bounds have at most 15 digits, too. */
export function askUnlessBetween(cells: usize, from: i32, to: i32, low: f64, high: f64, aboveLow: bool, belowHigh: bool): void {
  for (let row = from; row < to; row += 1) {
    const cell = cells + (<usize>row) * CELL_BYTES;
    const size = sizeOf(cell) & OFFSET_BITS;
    if (size === 0) continue;
    const isInside =
      isPlainNumber(textOf(cell), size) && (aboveLow ? number > low : number >= low) && (belowHigh ? number < high : number <= high);
    if (!isInside) askHost(row);
  }
}

/** Asks unless a value is a day as `2024-04-03`, from the year 1000 on. */
export function askUnlessDay(cells: usize, from: i32, to: i32): void {
  for (let row = from; row < to; row += 1) {
    const cell = cells + (<usize>row) * CELL_BYTES;
    const size = sizeOf(cell) & OFFSET_BITS;
    if (size === 0) continue;
    if (size !== 10 || !isDay(textOf(cell))) askHost(row);
  }
}

function isDay(text: usize): bool {
  // Each byte becomes a digit from 0 to 9, and the hyphens 0.
  const digits = load<u64>(text) ^ 0x2d30302d30303030;
  const day = <u32>load<u16>(text, 8) ^ 0x3030;
  if ((((digits + 0x7f76767f76767676) | digits) & 0x8080808080808080) !== 0) return false;
  if ((((day + 0x7676) | day) & 0x8080) !== 0) return false;
  if ((digits & 0xff) === 0) return false;
  const month = <u32>(((digits >> 40) & 0xff) * 10 + ((digits >> 48) & 0xff));
  const ofMonth = (day & 0xff) * 10 + (day >>> 8);
  if (month - 1 > 11 || ofMonth === 0) return false;
  if (ofMonth <= 28) return true;
  if (month !== 2) return ofMonth <= 30 + ((month + (month >>> 3)) & 1);
  const year = <u32>((digits & 0xff) * 1000 + ((digits >> 8) & 0xff) * 100 + ((digits >> 16) & 0xff) * 10 + ((digits >> 24) & 0xff));
  return ofMonth === 29 && (year & 3) === 0 && (year % 100 !== 0 || year % 400 === 0);
}
