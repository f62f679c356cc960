import { Kind } from "./kind.ts";
import type { Reading } from "./reading.ts";

/**
 * Reads a number: digits with a sign, a decimal point or comma, groups of three parted by the other one, a blank or an
 * apostrophe, and an exponent. Fills `reading` and answers true, or answers false.
 *
 * An exponent needs a sign or a point (`1e-5`, `1.5e3`): `12E5` is more often a product code.
 * More than 17 digits in a decimal, or more than 15 in an integer, are not a number: a double can not hold them.
 */
export function readNumber(text: string, reading: Reading): boolean {
  const sign = text.charCodeAt(0);
  const start = sign === PLUS || sign === MINUS ? 1 : 0;
  const length = text.length;
  let integer = 0;
  let position = start;
  let code = 0;
  for (; position < length; position += 1) {
    code = text.charCodeAt(position);
    if (code < ZERO || code > NINE) break;
    integer = integer * 10 + (code - ZERO);
  }
  const digits = position - start;
  if (position < length) return readSeparated(text, start, position, digits, reading);
  if (digits === 0) return false;
  if (digits > 15 || (digits > 1 && text.charCodeAt(start) === ZERO)) {
    if (start > 0) return false;
    reading.kind = Kind.Identifier;
    return true;
  }
  reading.kind = Kind.Integer;
  reading.number = sign === MINUS ? -integer : integer;
  return true;
}

const PLUS = 0x2b;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const COMMA = 0x2c;
const POINT = 0x2e;

/** A number whose first digits are followed by something else, at `position`. */
function readSeparated(text: string, start: number, position: number, digits: number, reading: Reading): boolean {
  if (text.length > LONGEST_NUMBER) return false;
  const separator = text.charCodeAt(position);
  if (digits > 1 && text.charCodeAt(start) === ZERO) return false;
  if (separator === POINT || separator === COMMA) {
    const end = endOfDigits(text, position + 1);
    if (end === text.length && end > position + 1) return readOneSeparator(text, start, position, digits, separator, reading);
  }
  if (separator === POINT || (separator | 0x20) === 0x65) {
    if (SCIENTIFIC.test(text)) return finish(Kind.PointNumber, Number(text), reading);
  }
  if (digits === 0 || digits > 3) return false;
  // +49 301 234 567 is a phone number.
  if (separator <= 0x20 && text.charCodeAt(0) === PLUS) return false;
  return readGrouped(text, separator, reading);
}

/** `12.5` or `12,5`, and `1.234`, which can be either. */
function readOneSeparator(text: string, start: number, position: number, digits: number, separator: number, reading: Reading): boolean {
  const decimals = text.length - position - 1;
  if (digits + decimals > 17) return false;
  const value = Number(separator === POINT ? text : `${text.slice(0, position)}.${text.slice(position + 1)}`);
  const mayGroup = decimals === 3 && digits >= 1 && digits <= 3 && text.charCodeAt(start) !== ZERO;
  if (separator === POINT) return finish(mayGroup ? Kind.PointOrGroup : Kind.PointNumber, value, reading);
  return finish(mayGroup ? Kind.CommaOrGroup : Kind.CommaNumber, value, reading);
}

function readGrouped(text: string, separator: number, reading: Reading): boolean {
  if (GROUPED_INTEGER.test(text)) {
    const kind = separator === COMMA ? Kind.CommaGrouped : separator === POINT ? Kind.PointGrouped : Kind.BlankGrouped;
    return finish(kind, Number(text.replaceAll(NOT_IN_POINT_NUMBER, "").replaceAll(".", "")), reading);
  }
  if (GROUPED_POINT_NUMBER.test(text)) return finish(Kind.PointNumber, Number(text.replaceAll(NOT_IN_POINT_NUMBER, "")), reading);
  if (GROUPED_COMMA_NUMBER.test(text)) {
    return finish(Kind.CommaNumber, Number(text.replaceAll(NOT_IN_COMMA_NUMBER, "").replace(",", ".")), reading);
  }
  return false;
}

function finish(kind: Kind, value: number, reading: Reading): boolean {
  reading.kind = kind;
  reading.number = value;
  return Number.isFinite(value);
}

function endOfDigits(text: string, from: number): number {
  let position = from;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code < ZERO || code > NINE) break;
    position += 1;
  }
  return position;
}

/** Bounds the expressions below; the longest number of 17 digits with groups, sign and exponent is shorter. */
const LONGEST_NUMBER = 40;
const SCIENTIFIC = /^[+-]?(?:\d{1,17}\.\d{0,17}[eE][+-]?\d{1,3}|\.\d{1,17}(?:[eE][+-]?\d{1,3})?|\d{1,17}[eE][+-]\d{1,3}|\d{1,17}\.)$/;
// The blanks are the ones that spreadsheets group with: space, no-break space, narrow no-break space. At most 15 digits.
const GROUPED_INTEGER = /^[+-]?[1-9]\d{0,2}(?:(?:,\d{3}){1,4}|(?:\.\d{3}){1,4}|(?:[ \u00a0\u202f]\d{3}){1,4}|(?:['’]\d{3}){1,4})$/;
const GROUPED_POINT_NUMBER = /^[+-]?[1-9]\d{0,2}(?:(?:,\d{3}){1,4}|(?:[ \u00a0\u202f]\d{3}){1,4}|(?:['’]\d{3}){1,4})\.\d{1,15}$/;
const GROUPED_COMMA_NUMBER = /^[+-]?[1-9]\d{0,2}(?:(?:\.\d{3}){1,4}|(?:[ \u00a0\u202f]\d{3}){1,4}|(?:['’]\d{3}){1,4}),\d{1,15}$/;
const NOT_IN_POINT_NUMBER = /[^\d.+-]/g;
const NOT_IN_COMMA_NUMBER = /[^\d,+-]/g;
