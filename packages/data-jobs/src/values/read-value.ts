import { readDate } from "./dates.ts";
import { Kind } from "./kind.ts";
import { readMoney } from "./money.ts";
import { readNumber } from "./numbers.ts";
import type { Reading } from "./reading.ts";
import { isEmail, isPhone, isUrl, isUuid } from "./semantics.ts";
import { wordKind } from "./words.ts";

/**
 * Says what a cell looks like: fills `reading` with its kind and its value as a number.
 *
 * The first character decides which tests are worth making, and every test looks at a character a bounded number of
 * times, so no cell, however hostile, takes more than linear time. Blanks around the value are ignored.
 *
 * @param value - not empty
 */
export function readValue(value: string, reading: Reading): void {
  const text = hasOuterBlank(value) ? value.trim() : value;
  reading.kind = Kind.Text;
  reading.zoned = false;
  if (text.length === 0 || text.length > LONGEST_TYPED_VALUE) return;
  const first = text.charCodeAt(0);
  if (isDigit(first)) readDigits(text, reading);
  else if (first === PLUS || first === MINUS || first === POINT) readSigned(text, reading);
  else readWord(text, first, reading);
}

/** Whether a value starts or ends with a blank. Everything up to the space counts, and the no-break space. */
export function hasOuterBlank(value: string): boolean {
  return isBlank(value.charCodeAt(0)) || isBlank(value.charCodeAt(value.length - 1));
}

/** Whether a character code is a blank: a space, a control character or the no-break space. */
export function isBlank(code: number): boolean {
  return code <= 32 || code === 0xa0;
}

/** URLs can be long; a longer cell is text. */
const LONGEST_TYPED_VALUE = 2_048;

const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const OPENING_PARENTHESIS = 0x28;

function readDigits(text: string, reading: Reading): void {
  if (readNumber(text, reading)) return;
  // The dates and amounts below cost more to rule out than this.
  if (isUuid(text)) {
    reading.kind = Kind.Uuid;
    return;
  }
  if (readDate(text, reading)) return;
  if (readMoney(text, reading)) return;
  readTextual(text, reading);
}

function readSigned(text: string, reading: Reading): void {
  if (readNumber(text, reading)) {
    // +4930123456 is a number to a machine and a phone number to everybody else.
    if (reading.kind === Kind.Integer && text.length > 8 && text.charCodeAt(0) === PLUS) reading.kind = Kind.Phone;
    return;
  }
  if (readMoney(text, reading)) return;
  reading.kind = wordKind(text);
  if (reading.kind === Kind.Text) readTextual(text, reading);
}

function readWord(text: string, first: number, reading: Reading): void {
  reading.kind = wordKind(text);
  if (reading.kind !== Kind.Text) return;
  if (isUuid(text)) reading.kind = Kind.Uuid;
  else if (isEmail(text)) reading.kind = Kind.Email;
  else if (isUrl(text)) reading.kind = Kind.Url;
  // Only text with a digit can still be a date, an amount or a phone number: "Dec 12, 2019", "€ 5", "(030) 123456".
  else if (text.length <= 40 && hasDigit(text)) {
    if (readDate(text, reading) || readMoney(text, reading)) return;
    reading.kind = first === OPENING_PARENTHESIS && isPhone(text) ? Kind.Phone : Kind.Text;
  }
}

function readTextual(text: string, reading: Reading): void {
  if (isEmail(text)) reading.kind = Kind.Email;
  else if (isPhone(text)) reading.kind = Kind.Phone;
  else reading.kind = Kind.Text;
}

function hasDigit(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (isDigit(text.charCodeAt(index))) return true;
  }
  return false;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
