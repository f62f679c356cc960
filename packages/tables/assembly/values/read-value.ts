import { isEmail, isIp, isPhone, isPostalCode, isUrl, isUuid } from "./addresses";
import { byteAt, hasByte, hasDigit, hashBytes, isDigit } from "./bytes";
import { COMPACT_PATTERN, COMPACT_TIME_PATTERN, compactDateMs, compactTimeMs, ISO_DATE_PATTERN, isoDateMs, isoDateTimeMs, isoDateTimePattern, readDate } from "./dates";
import { readGuarded, readMoney } from "./money";
import { readNumber, readPlainNumber } from "./numbers";
import { found, Kind, Reading } from "./reading";
import { LONGEST_WORD, meaningOf, Word } from "./words";

/** URLs can be long; a longer cell is text. */
const LONGEST_TYPED_VALUE: usize = 2048;

/**
 * Says what a cell looks like: fills `Reading` with its kind and its value as a number.
 *
 * The first byte decides which tests are worth making, and every test looks at a byte a bounded number of times, so no
 * cell, however hostile, takes more than linear time.
 *
 * @param start - the first byte that is no blank
 * @param end - after the last byte that is no blank; not the start
 */
export function readValue(start: usize, end: usize): void {
  Reading.kind = Kind.Text;
  Reading.zoned = false;
  Reading.pattern = 0;
  if (end - start > LONGEST_TYPED_VALUE) return;
  const first = byteAt(start);
  if (isDigit(first)) readDigits(start, end);
  else if (first === 0x2b || first === 0x2d || first === 0x2e) readSigned(start, end);
  else readWord(start, end, first);
}

function readDigits(start: usize, end: usize): void {
  const length = end - start;
  if (length >= 10 && byteAt(start + 4) === 0x2d && byteAt(start + 7) === 0x2d && readIso(start, end)) return;
  if (readPlainNumber(start, end) || readNumber(start, end)) {
    if ((length === 8 || length === 14) && Reading.kind === Kind.Integer) readCompactDate(start, end);
    return;
  }
  if (length === 36 && isUuid(start, end)) {
    found(Kind.Uuid, 0);
    return;
  }
  if (readDate(start, end) || readMoney(start, end)) return;
  readTextual(start, end);
}

/** The forms of ISO 8601 that machines write, without looking at each byte by itself. */
export function readIso(start: usize, end: usize): bool {
  const length = end - start;
  if (length === 10) {
    const ms = isoDateMs(start);
    if (isNaN(ms)) return false;
    Reading.monthFirst = ms;
    Reading.pattern = ISO_DATE_PATTERN;
    return found(Kind.Date, ms);
  }
  const utc = length === 20 && byteAt(end - 1) === 0x5a;
  if (length !== 19 && !utc) return false;
  const joiner = byteAt(start + 10);
  if (joiner !== 0x54 && joiner !== 0x20) return false;
  const ms = isoDateTimeMs(start);
  if (isNaN(ms)) return false;
  Reading.monthFirst = ms;
  Reading.zoned = utc;
  Reading.pattern = isoDateTimePattern(joiner === 0x54 ? 1 : 2, utc);
  return found(Kind.DateTime, ms);
}

/** Whether eight digits are a day, or fourteen a day and a time, or a number is for the column to decide: the number is kept, the day is noted. */
function readCompactDate(start: usize, end: usize): void {
  const hasTime = end - start === 14;
  const ms = hasTime ? compactTimeMs(start) : compactDateMs(start, end);
  if (isNaN(ms)) return;
  Reading.kind = Kind.CompactDate;
  Reading.monthFirst = ms;
  Reading.pattern = hasTime ? COMPACT_TIME_PATTERN : COMPACT_PATTERN;
}

function readSigned(start: usize, end: usize): void {
  if (readPlainNumber(start, end) || readNumber(start, end)) {
    // +4930123456 is a number to a machine and a phone number to everybody else.
    if (Reading.kind === Kind.Integer && end - start > 8 && byteAt(start) === 0x2b) Reading.kind = Kind.Phone;
    return;
  }
  if (readMoney(start, end) || readKnownWord(start, end)) return;
  readTextual(start, end);
}

function readWord(start: usize, end: usize, first: u32): void {
  if (readKnownWord(start, end)) return;
  const length = end - start;
  if ((length === 36 || length === 38) && isUuid(start, end)) {
    Reading.kind = Kind.Uuid;
    return;
  }
  if (hasByte(start, end, 0x40) && isEmail(start, end)) {
    Reading.kind = Kind.Email;
    return;
  }
  if (isUrl(start, end)) {
    Reading.kind = Kind.Url;
    return;
  }
  // Only text with a digit can still be a date, an amount, an address or a phone number: "Dec 12, 2019", "€ 5", "(030) 123456".
  if (length > 48 || !hasDigit(start, end)) return;
  if (first === 0x27 && readGuarded(start, end)) return;
  if (first >= 0x80 && readNumber(start, end)) return;
  if (readDate(start, end) || readMoney(start, end)) return;
  if (first === 0x28) {
    if (isPhone(start, end)) Reading.kind = Kind.Phone;
  } else if (isPostalCode(start, end)) Reading.kind = Kind.PostalCode;
  else if (isIp(start, end)) Reading.kind = Kind.Ip;
  else Reading.kind = Kind.Text;
}

function readKnownWord(start: usize, end: usize): bool {
  const length = <u32>(end - start);
  if (length > LONGEST_WORD) return false;
  const meaning = meaningOf(hashBytes(start, length));
  if ((meaning & 0xff00) !== Word.Value) return false;
  return found(meaning & 0xff, 0);
}

function readTextual(start: usize, end: usize): void {
  Reading.kind = Kind.Text;
  // 00.00.0000, a date that is none.
  if (byteAt(start) === 0x30 && readKnownWord(start, end)) return;
  if (hasByte(start, end, 0x40) && isEmail(start, end)) Reading.kind = Kind.Email;
  else if (isIp(start, end)) Reading.kind = Kind.Ip;
  else if (isPostalCode(start, end)) Reading.kind = Kind.PostalCode;
  else if (isPhone(start, end)) Reading.kind = Kind.Phone;
  else if (byteAt(start) === 0x3a) Reading.kind = Kind.Text;
}
