import { blankAt, blankBefore, byteAt, isDigit, isLetter, skipBlanks, trimEnd } from "./bytes";
import { readNumber } from "./numbers";
import { Kind, Reading } from "./reading";
import { Word, wordOf } from "./words";

const LONGEST_AMOUNT: usize = 48;

/**
 * Reads a number with a percent sign, or with a currency sign or code before or after it: `12.5 %`, `£1,183.23`, `-€5`,
 * `100 USD`, `Fr. 5.–`; and what accountants mean by parentheses and a minus behind: `(1,234.50)` and `1,234.50-` are below zero. Fills `Reading` and answers true, or
 * answers false.
 */
export function readMoney(start: usize, end: usize): bool {
  if (end - start > LONGEST_AMOUNT || end - start < 2) return false;
  if (byteAt(start) === 0x28 && byteAt(end - 1) === 0x29) return readNegative(start + 1, end - 1);
  if (byteAt(end - 1) === 0x25) return readInside(start, trimEnd(start, end - 1), Kind.Percent);
  if (byteAt(start) === 0x25) return readInside(start + 1, end, Kind.Percent);
  if ((byteAt(end - 1) | 0x20) === 0x72 && readCreditOrDebit(start, end)) return true;
  let from = start;
  let negative = false;
  if (byteAt(from) === 0x2d || byteAt(from) === 0x2b) {
    negative = byteAt(from) === 0x2d;
    from = skipBlanks(from + 1, end);
    if (from >= end) return false;
  }
  const before = endOfCurrency(from, end);
  if (before > from) {
    const numberStart = skipBlanks(before, end);
    if (numberStart >= end || !startsNumber(numberStart, end) || !readInside(numberStart, end, Kind.Currency)) return false;
    if (negative) Reading.number = -Reading.number;
    return true;
  }
  const stop = startOfCurrency(from, end);
  const isSpaced = from > start + 1;
  if (stop >= end) return isSpaced ? readSpacedSign(from, end, negative) : readMinusBehind(start, end);
  if (stop === from) return false;
  if (!isSpaced) return readInside(start, trimEnd(start, stop), Kind.Currency);
  if (!isDigit(byteAt(from)) || !readInside(from, trimEnd(from, stop), Kind.Currency)) return false;
  if (negative) Reading.number = -Reading.number;
  return true;
}

/** `- 11.50`: a minus that a blank parts from its number. `- 12` is an item of a list as well. */
function readSpacedSign(from: usize, end: usize, negative: bool): bool {
  if (!negative || !isDigit(byteAt(from)) || !readNumber(from, end) || isBare(Reading.kind)) return false;
  Reading.number = -Reading.number;
  return true;
}

/** `11.50 CR`, `11.50DR`: what an account is credited and debited, as banks write it. A debit is below zero. */
function readCreditOrDebit(start: usize, end: usize): bool {
  const side = byteAt(end - 2) | 0x20;
  if (!isDigit(byteAt(start)) || (side !== 0x63 && side !== 0x64) || !readInside(start, trimEnd(start, end - 2), Kind.Currency)) return false;
  if (side === 0x64) Reading.number = -Reading.number;
  return true;
}

/** `1,234.50-`, as SAP writes what is below zero. `5-` alone is a range that lacks its end, or a remark: the column decides. */
function readMinusBehind(start: usize, end: usize): bool {
  if (byteAt(end - 1) !== 0x2d || !isDigit(byteAt(start)) || !readNumber(start, trimEnd(start, end - 1))) return false;
  if (Reading.kind === Kind.Integer) Reading.kind = Kind.TrailingMinus;
  else if (isBare(Reading.kind)) return false;
  Reading.number = -Reading.number;
  return true;
}

/** `'-75.63`, `'+4`: a number whose sign would start a formula. */
export function readGuarded(start: usize, end: usize): bool {
  const sign = byteAt(start + 1);
  if (end - start < 3 || (sign !== 0x2d && sign !== 0x2b) || !readNumber(start + 1, end) || Reading.kind === Kind.Exponent) return false;
  Reading.kind = Kind.Guarded;
  return true;
}

/** Whether a number is digits alone: `2019`, `007`, `12E5`. */
function isBare(kind: i32): bool {
  return kind === Kind.Integer || kind === Kind.Identifier || kind === Kind.Exponent;
}

function readNegative(start: usize, end: usize): bool {
  if (end - start < 3 || !(isDigit(byteAt(start)) || byteAt(start) === 0x24 || byteAt(start) >= 0x80 || isLetter(byteAt(start))))
    return false;
  const isNumber = readNumber(start, end);
  // (2019) and (12) are remarks.
  if (isNumber && isBare(Reading.kind)) return false;
  if (!isNumber && !readMoney(start, end)) return false;
  Reading.number = -Reading.number;
  return true;
}

function readInside(start: usize, end: usize, kind: i32): bool {
  if (start >= end) return false;
  if (!readNumber(start, kind === Kind.Currency ? beforeDash(start, end) : end) && !readMinusBehind(start, end)) return false;
  if (Reading.kind === Kind.Identifier || Reading.kind === Kind.Exponent) return false;
  if (Reading.kind === Kind.TrailingMinus) Reading.kind = Kind.Integer;
  // 1,234 and 1.234 beside a currency: two or no decimals are usual, three are a group.
  if (kind === Kind.Currency && (Reading.kind === Kind.PointOrGroup || Reading.kind === Kind.CommaOrGroup)) Reading.number *= 1000;
  Reading.pattern = <u32>Reading.kind;
  Reading.kind = kind;
  return true;
}

/** Where the number ends that has dashes for its cents: `5,-`, `12.–`. */
function beforeDash(start: usize, end: usize): usize {
  let at = end;
  while (at > start) {
    if (byteAt(at - 1) === 0x2d) at -= 1;
    else if (at - start > 3 && (load<u32>(at - 3) & 0xffff) === 0x80e2 && byteAt(at - 1) - 0x93 <= 1) at -= 3;
    else break;
  }
  if (at === end || at - start < 2) return end;
  const sign = byteAt(at - 1);
  return sign === 0x2c || sign === 0x2e ? at - 1 : end;
}

function startsNumber(at: usize, end: usize): bool {
  const byte = byteAt(at);
  if (isDigit(byte)) return true;
  return (byte === 0x2d || byte === 0x2b || byte === 0x2e) && at + 1 < end && isDigit(byteAt(at + 1));
}

/** Where the currency sign or code ends that starts at an address; the address itself if there is none. */
function endOfCurrency(start: usize, end: usize): usize {
  const symbol = symbolBytes(start, end);
  if (symbol > 0) return start + symbol;
  let at = start;
  while (at < end && at - start < 6) {
    const byte = byteAt(at);
    if (isDigit(byte) || byte === 0x2d || byte === 0x2b || blankAt(at, end) > 0) break;
    // US$, R$
    const width = symbolBytes(at, end);
    at += width > 0 ? width : 1;
    if (width > 0) break;
  }
  return wordOf(start, at, Word.Currency) !== 0 ? at : start;
}

/** The same, backwards: where the currency starts that a text ends with. */
function startOfCurrency(start: usize, end: usize): usize {
  let at = end;
  while (at > start && end - at < 6) {
    const byte = byteAt(at - 1);
    if (isDigit(byte) || blankBefore(start, at) > 0) break;
    at -= 1;
  }
  if (at === end) return end;
  if (symbolBytes(at, end) === end - at) return at;
  return wordOf(at, end, Word.Currency) !== 0 ? at : end;
}

/** How many bytes the currency sign at an address has: `$`, U+00A2 to U+00A5, U+20A0 to U+20CF. 0 for none. */
function symbolBytes(at: usize, end: usize): usize {
  const byte = byteAt(at);
  if (byte === 0x24) return 1;
  if (byte === 0xc2 && at + 1 < end) return byteAt(at + 1) - 0xa2 <= 3 ? 2 : 0;
  if (byte === 0xe2 && at + 2 < end) {
    const second = byteAt(at + 1);
    return second === 0x82 && byteAt(at + 2) >= 0xa0 ? 3 : second === 0x83 && byteAt(at + 2) <= 0x8f ? 3 : 0;
  }
  return 0;
}
