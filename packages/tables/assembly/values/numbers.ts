import { byteAt, digitsValue, eightDigits, endOfDigits } from "./bytes";
import { found, Kind, Reading } from "./reading";

/** The longest number of 17 digits with groups, sign and exponent is shorter. */
const LONGEST_NUMBER: usize = 48;

/** Powers of ten from 1e-330 to 1e308, each the nearest double; filled by the host, which has them exactly. */
const LOWEST_POWER: i32 = -330;
let powers: usize = 0;

export function placePowers(address: usize): void {
  powers = address;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function powerOfTen(exponent: i32): f64 {
  return load<f64>(powers + (<usize>(exponent - LOWEST_POWER) << 3));
}

/** Digits times a power of ten: the nearest double where the digits are below 2 ** 53 and the power is at most 22 away from 0. */
export function scaled(digits: u64, exponent: i32): f64 {
  const value = <f64>digits;
  if (exponent < 0) return exponent >= -308 ? value / powerOfTen(-exponent) : (value / 1e308) * powerOfTen(exponent + 308);
  return value * powerOfTen(exponent);
}

/** The kind of the number that `plainNumber` answered last; `Text` if it was none. */
export let plainKind: i32 = 0;

/** Fills `Reading` with a plain number and answers true; answers false for everything else, which may still be a number. */
export function readPlainNumber(start: usize, end: usize): bool {
  const number = plainNumber(start, <u32>(end - start));
  return plainKind !== Kind.Text && found(plainKind, number);
}

/**
 * Reads what most numbers are, eight bytes at a time: digits, a minus before them, one point or comma among them, 16 signs at most.
 * Sets `plainKind`.
 */
export function plainNumber(start: usize, bytes: u32): f64 {
  plainKind = Kind.Text;
  const isNegative = byteAt(start) === 0x2d;
  const from = start + <usize>isNegative;
  const length = bytes - <u32>isNegative;
  if (length - 1 > 15) return 0;
  let first = load<u64>(from) ^ 0x3030303030303030;
  let rest: u64 = 0;
  let restLength: u32 = 0;
  let firstLength = length;
  if (length <= 8) first &= <u64>-1 >> ((8 - length) << 3);
  else {
    firstLength = 8;
    restLength = length - 8;
    rest = (load<u64>(from + 8) ^ 0x3030303030303030) & (<u64>-1 >> ((8 - restLength) << 3));
  }
  const firstSigns = ((first + 0x7676767676767676) | first) & 0x8080808080808080;
  const restSigns = ((rest + 0x7676767676767676) | rest) & 0x8080808080808080;
  if ((firstSigns | restSigns) === 0) {
    if (length > 15 || (length > 1 && (first & 0xff) === 0)) return 0;
    plainKind = Kind.Integer;
    const value = <f64>(<i64>joinDigits(first, firstLength, rest, restLength));
    return isNegative ? -value : value;
  }
  // One sign, which is a point or a comma with digits on both sides.
  const signAt = firstSigns !== 0 ? <u32>(ctz<u64>(firstSigns) >> 3) : 8 + <u32>(ctz<u64>(restSigns) >> 3);
  const sign = byteAt(from + signAt);
  if ((sign !== 0x2e && sign !== 0x2c) || signAt === 0 || signAt === length - 1) return 0;
  if (firstSigns !== 0 ? ((firstSigns & (firstSigns - 1)) | restSigns) !== 0 : (restSigns & (restSigns - 1)) !== 0) return 0;
  if (signAt > 1 && (first & 0xff) === 0) return 0;
  const decimals = length - 1 - signAt;
  let digits: u64;
  if (firstSigns !== 0) digits = joinDigits(withoutByte(first, signAt), firstLength - 1, rest, restLength);
  else digits = joinDigits(first, 8, withoutByte(rest, signAt - 8), restLength - 1);
  const value = <f64>(<i64>digits) / powerOfTen(decimals);
  const mayGroup = decimals === 3 && signAt <= 3 && (first & 0xff) !== 0;
  if (sign === 0x2e) plainKind = mayGroup ? Kind.PointOrGroup : Kind.PointNumber;
  else plainKind = mayGroup ? Kind.CommaOrGroup : Kind.CommaNumber;
  return isNegative ? -value : value;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function joinDigits(first: u64, firstLength: u32, rest: u64, restLength: u32): u64 {
  const high = eightDigits(first << (<u64>(8 - firstLength) << 3));
  if (restLength === 0) return high;
  return high * <u64>(<i64>powerOfTen(restLength)) + eightDigits(rest << (<u64>(8 - restLength) << 3));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function withoutByte(word: u64, index: u32): u64 {
  const below = (<u64>1 << (<u64>index << 3)) - 1;
  return (word & below) | ((word >> 8) & ~below);
}

namespace Separator {
  export const None = 0;
  export const Comma = 1;
  export const Point = 2;
  export const Blank = 3;
  export const Apostrophe = 4;
}

let separatorBytes: u32 = 0;

/** Which sign parts digits at an address: the blanks are those that spreadsheets group with. Sets `separatorBytes`. */
function separatorAt(at: usize, end: usize): i32 {
  const byte = byteAt(at);
  separatorBytes = 1;
  if (byte === 0x2c) return Separator.Comma;
  if (byte === 0x2e) return Separator.Point;
  if (byte === 0x20) return Separator.Blank;
  if (byte === 0x27) return Separator.Apostrophe;
  if (byte === 0xc2 && at + 1 < end && byteAt(at + 1) === 0xa0) {
    separatorBytes = 2;
    return Separator.Blank;
  }
  if (byte === 0xe2 && at + 2 < end && byteAt(at + 1) === 0x80) {
    separatorBytes = 3;
    const last = byteAt(at + 2);
    if (last === 0xaf || last === 0x89) return Separator.Blank;
    if (last === 0x99) return Separator.Apostrophe;
  }
  return Separator.None;
}

/**
 * Reads a number: digits with a sign, a decimal point or comma, groups of three (or of two, as in India) parted by the
 * other one, a blank or an apostrophe, and an exponent. Fills `Reading` and answers true, or answers false.
 *
 * An integer has at most 15 digits, since a double cannot hold more. A decimal may have any number of them behind its sign: they only say how
 * exactly it was written (`0.45375800132751465`, and `DECIMAL(38,18)`). Unsigned digits with a zero before them are a code: `007`, `007.10`.
 */
export function readNumber(start: usize, end: usize): bool {
  const sign = byteAt(start);
  let from = start;
  let negative = false;
  if (sign === 0x2b || sign === 0x2d) {
    from += 1;
    negative = sign === 0x2d;
  } else if (sign === 0xe2 && end - start > 3 && byteAt(start + 1) === 0x88 && byteAt(start + 2) === 0x92) {
    // U+2212, the minus sign of typesetters.
    from += 3;
    negative = true;
  }
  const at = endOfDigits(from, end);
  const digits = <i32>(at - from);
  if (at === end) return readInteger(start, from, end, digits, negative);
  if (end - start > LONGEST_NUMBER || digits > 17) return false;
  if (digits > 1 && byteAt(from) === 0x30) return readPadded(start, from, at, end, negative);
  if (!readSeparated(start, from, at, end, digits)) return false;
  if (negative) Reading.number = -Reading.number;
  return true;
}

function readInteger(start: usize, from: usize, end: usize, digits: i32, negative: bool): bool {
  if (digits === 0) return false;
  if (digits > 15 || (digits > 1 && byteAt(from) === 0x30)) return from === start && found(Kind.Identifier, 0);
  const value = <f64>digitsValue(from, end);
  return found(Kind.Integer, negative ? -value : value);
}

/** `007.10` is a code, and `-07.10` a number: codes have no sign. */
function readPadded(start: usize, from: usize, at: usize, end: usize, negative: bool): bool {
  if (byteAt(at) !== 0x2e || at + 1 === end || endOfDigits(at + 1, end) !== end) return false;
  if (from === start) return found(Kind.Identifier, 0);
  const value = decimalValue(from, at, at + 1, end);
  return found(Kind.PointNumber, negative ? -value : value);
}

/** A number whose first digits are followed by something else. The sign is left to the caller. */
function readSeparated(start: usize, from: usize, at: usize, end: usize, digits: i32): bool {
  const byte = byteAt(at);
  if ((byte | 0x20) === 0x65) return digits > 0 && readExponent(digitsValue(from, at), 0, at, end, false);
  const separator = separatorAt(at, end);
  if (separator === Separator.None) return false;
  const next = at + separatorBytes;
  const stop = endOfDigits(next, end);
  const decimals = <i32>(stop - next);
  if (separator <= Separator.Point) {
    if (stop === end) return readOneSeparator(from, at, next, end, digits, decimals, separator);
    if (separator === Separator.Point && (byteAt(stop) | 0x20) === 0x65 && digits + decimals > 0 && digits <= 15) {
      const mantissa = joined(from, at, next, stop);
      return readExponent(mantissa, joinedDecimals, stop, end, true);
    }
  }
  if (digits === 0 || digits > 3) return false;
  // +49 301 234 567 is a phone number.
  if (separator === Separator.Blank && byteAt(start) === 0x2b) return false;
  return readGrouped(from, at, end, separator);
}

/** How many of the digits behind the sign `joined` took in. */
let joinedDecimals: i32 = 0;

/** The digits on both sides of a sign as one number. Of more than a u64 holds, the first ones: the others do not change a double. */
function joined(from: usize, at: usize, next: usize, stop: usize): u64 {
  let value = digitsValue(from, at);
  let position = next;
  for (; position < stop && value < MOST_JOINED; position++) value = value * 10 + (byteAt(position) - 0x30);
  joinedDecimals = <i32>(position - next);
  return value;
}

/** Ten times this, and a digit, are below 2 ** 63. */
const MOST_JOINED: u64 = 900_000_000_000_000_000;

function decimalValue(from: usize, at: usize, next: usize, end: usize): f64 {
  const digits = joined(from, at, next, end);
  return scaled(digits, -joinedDecimals);
}

/** `12.5` or `12,5`, and `1.234`, which can be either. */
function readOneSeparator(from: usize, at: usize, next: usize, end: usize, digits: i32, decimals: i32, separator: i32): bool {
  const isPoint = separator === Separator.Point;
  if (digits + decimals === 0 || (digits > 15 && digits + decimals > 17)) return false;
  if (decimals === 0 && !isPoint) return false;
  if (digits === 0 && !isPoint && decimals > 0 && from !== at) return false;
  const value = decimalValue(from, at, next, end);
  const mayGroup = decimals === 3 && digits >= 1 && digits <= 3 && byteAt(from) !== 0x30;
  if (isPoint) return found(mayGroup ? Kind.PointOrGroup : Kind.PointNumber, value);
  if (digits === 0) return false;
  return found(mayGroup ? Kind.CommaOrGroup : Kind.CommaNumber, value);
}

/** At `at` stands the `e`. `1e5` may be a number or a product code, `1e-5` and `1.5e3` are numbers. */
export function readExponent(mantissa: u64, decimals: i32, at: usize, end: usize, hasPoint: bool): bool {
  let from = at + 1;
  if (from === end) return false;
  const sign = byteAt(from);
  const isSigned = sign === 0x2b || sign === 0x2d;
  if (isSigned) from += 1;
  const digits = <i32>(end - from);
  if (digits < 1 || digits > 3 || endOfDigits(from, end) !== end) return false;
  let exponent = <i32>digitsValue(from, end);
  if (sign === 0x2d) exponent = -exponent;
  exponent -= decimals;
  if (exponent > 308 || exponent < -330) return false;
  const value = scaled(mantissa, exponent);
  if (!isFinite(value)) return false;
  return found(hasPoint || isSigned ? Kind.PointNumber : Kind.Exponent, value);
}

/** `1,234,567.89`: the first group stands before `at`. */
function readGrouped(from: usize, at: usize, end: usize, separator: i32): bool {
  if (byteAt(from) === 0x30) return false;
  let value = digitsValue(from, at);
  let digits = <i32>(at - from);
  let position = at;
  let groups = 0;
  let twos = 0;
  let last = 0;
  while (position < end) {
    const found = separatorAt(position, end);
    if (found !== separator) break;
    const start = position + separatorBytes;
    const stop = endOfDigits(start, end);
    last = <i32>(stop - start);
    if (last !== 3 && !(last === 2 && separator === Separator.Comma)) return false;
    if (last === 2) twos += 1;
    else if (twos > 0 && stop < end && byteAt(stop) === 0x2c) return false;
    value = joined(0, 0, start, stop) + value * (last === 3 ? 1000 : 100);
    digits += last;
    groups += 1;
    position = stop;
  }
  if (groups === 0 || digits > 15 || last !== 3) return false;
  // In India the groups before the last have two digits, every one of them.
  if (twos > 0 && (twos !== groups - 1 || at - from > 2)) return false;
  if (position === end) {
    const kind = separator === Separator.Comma ? Kind.CommaGrouped : separator === Separator.Point ? Kind.PointGrouped : Kind.BlankGrouped;
    return found(kind, <f64>value);
  }
  const decimal = byteAt(position);
  const isPoint = decimal === 0x2e;
  if (!isPoint && decimal !== 0x2c) return false;
  if (separator === (isPoint ? Separator.Point : Separator.Comma)) return false;
  const decimals = <i32>(end - position - 1);
  if (decimals < 1 || digits + decimals > 17 || endOfDigits(position + 1, end) !== end) return false;
  return found(isPoint ? Kind.PointNumber : Kind.CommaNumber, scaled(value * pow10(decimals) + digitsValue(position + 1, end), -decimals));
}

function pow10(exponent: i32): u64 {
  let power: u64 = 1;
  for (let index = 0; index < exponent; index++) power *= 10;
  return power;
}

