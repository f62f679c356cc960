import { NON_ASCII, OFFSET_BITS } from "../block";
import { isEmail, isPlainPhone, isUuid } from "../values/addresses";
import { blankAt, blankBefore, byteAt, digitsValue, endOfDigits } from "../values/bytes";
import { plainKind, plainNumber, readExponent } from "../values/numbers";
import { digitsAround, digitsBefore, signsBefore, smallPower } from "../values/plain-number";
import { readIso, readValue } from "../values/read-value";
import { isNumeric, Kind, Reading } from "../values/reading";
import { countPatternOf } from "./cells";
import { Column } from "./column";
import { Cell, CELL_BYTES, cells, left, numbers } from "./gather";

/** How many cells the last `keepKind` put to `left`. */
export let leftCount: u32 = 0;

let keptTo: usize = 0;
let numbersTo: usize = 0;
let leftTo: usize = 0;

/**
 * Reads the gathered cells. Those of a kind stay, and their numbers are put to `numbers`; the others, and those that take more than
 * a look, go to `left`. Answers how many stay.
 */
export function keepKind(column: Column, kind: i32, count: u32): u32 {
  keptTo = cells;
  numbersTo = numbers;
  leftTo = left;
  const stop = cells + <usize>count * CELL_BYTES;
  if (kind === Kind.Identifier) keepIdentifiers(stop);
  else if (kind <= Kind.CommaOrGroup && isNumeric(kind)) keepNumbers(kind, stop);
  else if (isNumeric(kind)) keepOthers(column, kind, stop);
  else keepTexts(kind, stop);
  leftCount = <u32>(leftTo - left) / <u32>CELL_BYTES;
  return count - leftCount;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function move(at: usize, to: usize): void {
  if (ASC_FEATURE_SIMD) {
    v128.store(to, v128.load(at));
    return;
  }
  store<u64>(to, load<u64>(at));
  store<u64>(to + 8, load<u64>(at + 8));
}

// In what follows, a cell that is not ASCII has more bytes than any: that bit of its length is a high one.

function keepNumbers(kind: i32, stop: usize): void {
  if (!ASC_FEATURE_SIMD) keepPlainNumbers(kind, stop);
  else if (kind === Kind.Integer) keepIntegers(stop);
  else keepDecimals(kind, stop);
}

function keepIntegers(stop: usize): void {
  let kept = keptTo;
  let to = numbersTo;
  for (let at = cells; at < stop; at += CELL_BYTES) {
    const cell = changetype<Cell>(at);
    const start = <usize>cell.text;
    const end = start + cell.length;
    const isNegative = <u32>(byteAt(start) === 0x2d);
    const size = cell.length - isNegative;
    if (size - 1 >= 15 || signsBefore(end, size) !== 0 || (byteAt(start + isNegative) === 0x30 && size > 1)) {
      leave(at);
      continue;
    }
    store<f64>(to, withSign(<f64>digitsBefore(end, size), isNegative));
    to += 8;
    move(at, kept);
    kept += CELL_BYTES;
  }
}

/** Digits that are no number: with zeros in front, or too many. */
function keepIdentifiers(stop: usize): void {
  let kept = keptTo;
  for (let at = cells; at < stop; at += CELL_BYTES) {
    const cell = changetype<Cell>(at);
    const start = <usize>cell.text;
    const length = cell.length;
    if (length - 2 >= 15 || !isAllDigits(start, length) || (byteAt(start) !== 0x30 && length < 16)) {
      leave(at);
      continue;
    }
    move(at, kept);
    kept += CELL_BYTES;
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function isAllDigits(start: usize, length: u32): bool {
  if (ASC_FEATURE_SIMD) return signsBefore(start + length, length) === 0;
  return endOfDigits(start, start + length) === start + length;
}

function keepDecimals(kind: i32, stop: usize): void {
  const wanted: u32 = kind === Kind.PointNumber || kind === Kind.PointOrGroup ? 0x2e : 0x2c;
  const isGrouped = <u32>(kind === Kind.PointOrGroup || kind === Kind.CommaOrGroup);
  let kept = keptTo;
  let to = numbersTo;
  for (let at = cells; at < stop; at += CELL_BYTES) {
    const cell = changetype<Cell>(at);
    const start = <usize>cell.text;
    const isNegative = <u32>(byteAt(start) === 0x2d);
    const size = cell.length - isNegative;
    if (size - 1 > 15) {
      leave(at);
      continue;
    }
    const end = start + cell.length;
    const first = start + isNegative;
    const signs = signsBefore(end, size);
    // How many digits stand before and behind the sign.
    const lane = 31 - clz(signs);
    const decimals = 15 - lane;
    const whole = <i32>size - 1 - decimals;
    const isZero = <u32>(byteAt(first) === 0x30);
    const mayGroup = <u32>(decimals === 3) & <u32>(whole < 4) & (isZero ^ 1);
    const isPlain = popcnt(signs) === 1 && byteAt(end - 1 - decimals) === wanted && <u32>(whole - 1) < size - 2;
    if (!isPlain || (isZero & <u32>(whole > 1)) !== 0 || mayGroup !== isGrouped) {
      if (kind !== Kind.PointNumber || !readExponential(first, end)) {
        leave(at);
        continue;
      }
      store<f64>(to, withSign(Reading.number, isNegative));
    } else store<f64>(to, withSign(<f64>digitsAround(end, size - 1, lane) / smallPower(decimals), isNegative));
    to += 8;
    move(at, kept);
    kept += CELL_BYTES;
  }
}

/** `1.2345e-5`, without its minus: what programs write of numbers that are far from 1. Up to 16 signs. Fills the number of `Reading`. */
function readExponential(first: usize, end: usize): bool {
  if (end - first > 16) return false;
  // The exponent has one to three digits, perhaps a sign before them.
  let at = end - 2;
  while (at > end - 6 && at > first && (byteAt(at) | 0x20) !== 0x65) at -= 1;
  if (at <= first || (byteAt(at) | 0x20) !== 0x65) return false;
  const decimals = decimalsOf(first, at);
  return decimals > 0 && readExponent(mantissa, decimals, at, end, true);
}

let mantissa: u64 = 0;

/** How many digits stand behind the point of a number that has one, and digits on both sides of it; else 0. Sets `mantissa` to all of its digits. */
function decimalsOf(first: usize, end: usize): i32 {
  const size = <i32>(end - first);
  let decimals: i32;
  if (ASC_FEATURE_SIMD) {
    const signs = signsBefore(end, size);
    const lane = 31 - clz(signs);
    decimals = 15 - lane;
    if (popcnt(signs) !== 1) return 0;
    mantissa = digitsAround(end, size - 1, lane);
  } else {
    const point = endOfDigits(first, end);
    if (point === end || endOfDigits(point + 1, end) !== end) return 0;
    decimals = <i32>(end - point) - 1;
    mantissa = digitsValue(first, point);
    for (let at = point + 1; at < end; at++) mantissa = mantissa * 10 + byteAt(at) - 0x30;
  }
  const whole = size - 1 - decimals;
  return byteAt(end - 1 - decimals) === 0x2e && whole > 0 && (whole === 1 || byteAt(first) !== 0x30) ? decimals : 0;
}

function keepPlainNumbers(kind: i32, stop: usize): void {
  for (let at = cells; at < stop; at += CELL_BYTES) {
    const cell = changetype<Cell>(at);
    const start = <usize>cell.text;
    if ((cell.length & NON_ASCII) !== 0) {
      leave(at);
      continue;
    }
    const number = plainNumber(start, cell.length);
    const isNegative = <u32>(byteAt(start) === 0x2d);
    if (plainKind === kind) keep(at, number);
    else if (kind === Kind.PointNumber && readExponential(start + isNegative, start + cell.length)) keep(at, withSign(Reading.number, isNegative));
    else leave(at);
  }
}

/** Dates, times, amounts, and numbers in forms that are not plain. */
function keepOthers(column: Column, kind: i32, stop: usize): void {
  let pattern: u32 = 0;
  let patternCells: u32 = 0;
  const isAmbiguous = kind === Kind.DateEitherOrder || kind === Kind.DateTimeEitherOrder || kind === Kind.CompactDate;
  const isIso = kind === Kind.Date || kind === Kind.DateTime;
  for (let at = cells; at < stop; at += CELL_BYTES) {
    const cell = changetype<Cell>(at);
    if (isAmbiguous || !isBare(cell)) {
      leave(at);
      continue;
    }
    const start = <usize>cell.text;
    const end = start + cell.length;
    Reading.zoned = false;
    if (!isIso || cell.length < 10 || byteAt(start + 4) !== 0x2d || byteAt(start + 7) !== 0x2d || !readIso(start, end)) readValue(start, end);
    if (Reading.kind !== kind) {
      leave(at);
      continue;
    }
    keep(at, Reading.number);
    if (Reading.pattern === 0) continue;
    if (Reading.zoned) column.zonedCount += 1;
    if (Reading.pattern !== pattern) {
      if (patternCells > 0) countPatternOf(column, pattern, <f64>patternCells);
      pattern = Reading.pattern;
      patternCells = 0;
    }
    patternCells += 1;
  }
  if (patternCells > 0) countPatternOf(column, pattern, <f64>patternCells);
}

function keepTexts(kind: i32, stop: usize): void {
  for (let at = cells; at < stop; at += CELL_BYTES) {
    const cell = changetype<Cell>(at);
    const end = <usize>cell.text + (cell.length & OFFSET_BITS);
    if ((isBare(cell) || (kind === Kind.Text && isWideAndBare(cell, end))) && isOfKind(kind, cell.text, end)) keep(at, 0);
    else leave(at);
  }
}

/** The test for the kind comes first. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function isOfKind(kind: i32, start: usize, end: usize): bool {
  if (kind === Kind.Uuid && isUuid(start, end)) return true;
  if (kind === Kind.Email && isEmail(start, end)) return true;
  if (kind === Kind.Phone && isPlainPhone(start, end)) return true;
  readValue(start, end);
  return Reading.kind === kind;
}

/** Whether a cell is ASCII, and has no blanks around it. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function isBare(cell: Cell): bool {
  return (cell.length & NON_ASCII) === 0 && byteAt(cell.text) > 0x20 && byteAt(<usize>cell.text + cell.length - 1) > 0x20;
}

/** Whether a cell is not ASCII, and has no blanks around it. */
function isWideAndBare(cell: Cell, end: usize): bool {
  return (cell.length & NON_ASCII) !== 0 && blankAt(cell.text, end) === 0 && blankBefore(cell.text, end) === 0;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function keep(at: usize, number: f64): void {
  store<f64>(numbersTo, number);
  numbersTo += 8;
  move(at, keptTo);
  keptTo += CELL_BYTES;
}

function leave(at: usize): void {
  move(at, leftTo);
  leftTo += CELL_BYTES;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function withSign(value: f64, isNegative: u32): f64 {
  return reinterpret<f64>(reinterpret<u64>(value) | (<u64>isNegative << 63));
}
