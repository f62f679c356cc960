import { allocate } from "../profile/memory";
import { blankAt, byteAt, endOfDigits, isDigit, isHex8, isHexDigit, isLetter } from "./bytes";

/** What a byte is in an e-mail address: 0 a part of a name, 1 the `@`, 2 a dot, 3 what does not belong there. */
let emailClasses: usize = 0;

export function createEmailClasses(): void {
  emailClasses = allocate(256);
  memory.fill(emailClasses, 3, 0x21);
  store<u8>(emailClasses + 0x40, 1);
  store<u8>(emailClasses + 0x2e, 2);
  // ,;:<>"()
  for (let index = 0; index < 8; index++) store<u8>(emailClasses + <usize>((<u64>0x2c3b3a3c3e222829 >> (index << 3)) & 0xff), 3);
}

/** Whether a text is an e-mail address, as people write them: one `@`, a dot in the domain, no blanks. */
export function isEmail(start: usize, end: usize): bool {
  if (ASC_FEATURE_SIMD) {
    if (end - start <= 64) return isShortEmail(start, <u32>(end - start));
  }
  return isAnyEmail(start, end);
}

/** Up to 64 bytes at once, a bit each. */
function isShortEmail(start: usize, length: u32): bool {
  let ats: u64 = 0;
  let dots: u64 = 0;
  let others: u64 = 0;
  for (let at: u32 = 0; at < length; at += 16) {
    const bytes = v128.load(start + at);
    ats |= <u64>(<u32>i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(0x40)))) << at;
    dots |= <u64>(<u32>i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(0x2e)))) << at;
    // What does not belong there: the same as `emailClasses` says.
    const blanks = i8x16.le_u(bytes, i8x16.splat(0x20));
    const quotes = v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x2c)));
    const rounds = i8x16.eq(v128.and(bytes, i8x16.splat(<i8>0xfe)), i8x16.splat(0x28));
    const colons = i8x16.eq(v128.and(bytes, i8x16.splat(<i8>0xfe)), i8x16.splat(0x3a));
    const angles = i8x16.eq(v128.and(bytes, i8x16.splat(<i8>0xfd)), i8x16.splat(0x3c));
    const wrong = v128.or(v128.or(blanks, quotes), v128.or(rounds, v128.or(colons, angles)));
    others |= <u64>(<u32>i8x16.bitmask(wrong)) << at;
  }
  const valid = <u64>-1 >> (64 - length);
  ats &= valid;
  dots &= valid;
  if ((others & valid) !== 0 || popcnt(ats) !== 1 || (ats & 1) !== 0) return false;
  // Behind the @, a dot needs something before it and behind it.
  const inDomain = dots & ~(ats | (ats - 1));
  return inDomain !== 0 && (inDomain & ((ats | inDomain) << 1)) === 0 && ((ats | inDomain) >> (length - 1)) === 0;
}

function isAnyEmail(start: usize, end: usize): bool {
  if (end - start > 254) return false;
  let at: usize = 0;
  let label: usize = start;
  let dots = 0;
  for (let position = start; position < end; position++) {
    const what = load<u8>(emailClasses + load<u8>(position));
    if (what === 0) continue;
    if (what === 3) return false;
    if (what === 1) {
      if (at !== 0 || position === start) return false;
      at = position;
      label = position + 1;
    } else if (at !== 0) {
      if (position === label) return false;
      label = position + 1;
      dots += 1;
    }
  }
  return at !== 0 && dots > 0 && label < end;
}

/** Whether a text is a web address: a scheme and `://`, or `www.`, then no blanks. */
export function isUrl(start: usize, end: usize): bool {
  let at = start;
  while (at < end && at - start < 12 && (isLetter(byteAt(at)) || (at > start && isSchemeByte(byteAt(at))))) at++;
  if (at - start >= 2 && end - at > 3 && byteAt(at) === 0x3a && byteAt(at + 1) === 0x2f && byteAt(at + 2) === 0x2f) at += 3;
  else if (at - start === 3 && end - at > 1 && byteAt(at) === 0x2e && (load<u32>(start) & 0xdfdfdf) === 0x575757) at += 1;
  else return false;
  for (; at < end; at++) {
    if (blankAt(at, end) > 0) return false;
  }
  return true;
}

/** What may follow the letter that a scheme begins with: `s3`, `git+ssh`. */
function isSchemeByte(byte: u32): bool {
  return isDigit(byte) || byte === 0x2b || byte === 0x2d;
}

/** Whether a text is a UUID of any version, with hyphens, also in braces. */
export function isUuid(start: usize, end: usize): bool {
  if (end - start === 38 && byteAt(start) === 0x7b && byteAt(end - 1) === 0x7d) return isUuid(start + 1, end - 1);
  if (end - start !== 36) return false;
  if (byteAt(start + 8) !== 0x2d || byteAt(start + 13) !== 0x2d || byteAt(start + 18) !== 0x2d || byteAt(start + 23) !== 0x2d) return false;
  // Eight bytes at once, the hyphens left out: which digits are letters is chance, and branches would be guessed wrong.
  return isHex8(load<u64>(start)) && isHex8(fours(start + 9, start + 14)) && isHex8(fours(start + 19, start + 24)) && isHex8(load<u64>(start + 28));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function fours(a: usize, b: usize): u64 {
  return (<u64>load<u32>(a)) | ((<u64>load<u32>(b)) << 32);
}

/** Whether a text is an IP address: version 4, also with a port or a prefix length, or version 6. */
export function isIp(start: usize, end: usize): bool {
  if (end - start < 2 || end - start > 49) return false;
  return isIpV4(start, end) || isIpV6(start, end);
}

function isIpV4(start: usize, end: usize): bool {
  let at = start;
  for (let part = 0; part < 4; part++) {
    const stop = endOfDigits(at, end);
    const digits = stop - at;
    if (digits < 1 || digits > 3) return false;
    let value: u32 = 0;
    for (; at < stop; at++) value = value * 10 + byteAt(at) - 0x30;
    if (value > 255) return false;
    if (part < 3) {
      if (at >= end || byteAt(at) !== 0x2e) return false;
      at += 1;
    }
  }
  if (at === end) return true;
  const rest = byteAt(at);
  if (rest !== 0x3a && rest !== 0x2f) return false;
  const digits = end - at - 1;
  return digits >= 1 && digits <= (rest === 0x3a ? 5 : 2) && endOfDigits(at + 1, end) === end;
}

/** Groups of hexadecimal digits parted by colons, one gap `::` at most; a mapped version 4 at the end, a zone or a prefix behind. */
function isIpV6(start: usize, end: usize): bool {
  let groups = 0;
  let gaps = 0;
  let at = start;
  while (at < end) {
    const from = at;
    while (at < end && isHexDigit(byteAt(at))) at++;
    const digits = at - from;
    if (at < end && byteAt(at) === 0x2e) return groups >= 2 && gaps + groups >= 3 && isIpV4(from, end);
    if (digits > 4) return false;
    if (digits > 0) groups += 1;
    if (at === end) break;
    const byte = byteAt(at);
    if (byte === 0x25 || byte === 0x2f) {
      if (at + 1 === end) return false;
      break;
    }
    if (byte !== 0x3a) return false;
    if (digits === 0 && at !== start && byteAt(at - 1) === 0x3a) gaps += 1;
    else if (digits === 0 && (at !== start || at + 1 >= end || byteAt(at + 1) !== 0x3a)) return false;
    at += 1;
    if (at === end && byteAt(at - 2) !== 0x3a) return false;
  }
  if (gaps > 1) return false;
  return gaps === 1 ? groups <= 7 && end - start > 2 : groups === 8;
}

/**
 * Whether a text is a phone number in the form that most have: `+49 30 1234567`, digits in groups with one space between two. The last group
 * has not three digits, because grouped numbers end so.
 */
export function isPlainPhone(start: usize, end: usize): bool {
  if (byteAt(start) !== 0x2b || end - start > 24) return false;
  let digits = 0;
  let run = 0;
  let groups = 1;
  for (let at = start + 1; at < end; at++) {
    const byte = byteAt(at);
    if (isDigit(byte)) {
      run += 1;
      continue;
    }
    if (byte !== 0x20 || run === 0) return false;
    digits += run;
    run = 0;
    groups += 1;
  }
  digits += run;
  return groups > 1 && run > 0 && run !== 3 && digits >= 7 && digits <= 15;
}

/**
 * Whether a text is a phone number: 7 to 15 digits (the limit of ITU-T E.164) with `+`, `00` or `(` in front or parted
 * in two places at least, an extension behind. Dates, IP addresses, ISBNs and social security numbers are not.
 */
export function isPhone(start: usize, end: usize): bool {
  let stop = end;
  if (end - start < 7 || end - start > 32) return false;
  // x123, ext. 123
  const tail = endOfDigitsBackwards(start, end);
  if (tail < end && tail > start && end - tail <= 6) {
    let at = tail;
    while (at > start && (byteAt(at - 1) === 0x20 || byteAt(at - 1) === 0x2e)) at--;
    if (at > start && (byteAt(at - 1) | 0x20) === 0x78) stop = at - 1;
    else if (at - start > 3 && (byteAt(at - 1) | 0x20) === 0x74 && (byteAt(at - 2) | 0x20) === 0x78) stop = at - 3;
    while (stop > start && stop < end && (byteAt(stop - 1) === 0x20 || byteAt(stop - 1) === 0x2c)) stop--;
  }
  let digits = 0;
  let parts = 0;
  let runs: u64 = 0;
  let run: u64 = 0;
  const first = byteAt(start);
  if (first !== 0x2b && first !== 0x28 && !isDigit(first)) return false;
  if (!isDigit(byteAt(stop - 1))) return false;
  for (let at = start; at < stop; at++) {
    const byte = byteAt(at);
    if (isDigit(byte)) {
      digits += 1;
      run += 1;
      continue;
    }
    const isSeparator = byte === 0x20 || byte === 0x28 || byte === 0x29 || byte === 0x2e || byte === 0x2f || byte === 0x2d;
    if (!isSeparator && at !== start) return false;
    // 30. 2. 2019
    if (byte === 0x2e && byteAt(at + 1) === 0x20) return false;
    if (at > start) parts += 1;
    runs = (runs << 8) | run;
    run = 0;
  }
  runs = (runs << 8) | run;
  if (digits < 7 || digits > 15) return false;
  if (isDigit(first)) {
    // 15-1031.00, the number of a profession: points stand between all parts or none.
    if (parts > 1 && hasPointLast(start, stop) && !hasEqualSeparators(start, stop)) return false;
    // Something like a date, also one that does not exist (2024-13-01, 31/04/2024), or a social security number.
    if (parts === 2 && hasEqualSeparators(start, stop) && isDateLike(runs)) return false;
    if (parts === 3 && hasEqualSeparators(start, stop) && runs >> 24 === 4 && isDateLike(runs >> 8)) return false;
    // Four parts of at most three digits with points: an address that is none, such as 300.1.1.1.
    if (parts === 3 && isDotted(start, stop)) return false;
    // 2024-04-03 17
    if (parts === 3 && runs >> 24 === 4 && byteAt(start + 4) === 0x2d && byteAt(start + 7) === 0x2d && isDateLike(runs >> 8)) return false;
    // Hyphens stand between the parts of many codes: only the forms that phone numbers have are some.
    if (stop === end && areHyphens(start, stop) && !isHyphenedPhone(runs, parts, first)) return false;
    // ISBN-13
    if (digits === 13 && byteAt(start) === 0x39 && byteAt(start + 1) === 0x37 && byteAt(start + 2) - 0x38 <= 1) return false;
  }
  // 0171/1234567: the code of a town or a network, and a number.
  if (parts === 1 && first === 0x30 && byteAt(start + 1) !== 0x30 && runs >> 8 >= 3 && runs >> 8 <= 5 && (runs & 0xff) >= 5 && stop === end) return true;
  return parts >= 2 || first === 0x2b || first === 0x28 || (first === 0x30 && byteAt(start + 1) === 0x30) || (stop < end && parts >= 1);
}

function areHyphens(start: usize, end: usize): bool {
  for (let at = start; at < end; at++) if (!isDigit(byteAt(at)) && byteAt(at) !== 0x2d) return false;
  return true;
}

/**
 * Whether digits between hyphens are a phone number: `415-555-2671`, `1-415-555-2671`, `138-1234-5678`, and with the zero of a trunk line in front
 * `03-1234-5678`, `010-1234-5678`, `01-23-45-67-89`. Codes of drugs, accounts and articles have other forms.
 *
 * @param runs - how many digits stand between the hyphens, a byte each, the last in the lowest byte
 */
function isHyphenedPhone(runs: u64, parts: u32, first: u32): bool {
  if (parts === 2) {
    if (runs === 0x03_03_04 || (runs === 0x03_04_04 && first === 0x31)) return true;
    const area = runs >> 16;
    const middle = (runs >> 8) & 0xff;
    return first === 0x30 && area >= 2 && area <= 5 && middle >= 2 && middle <= 4 && (runs & 0xff) === 4;
  }
  if (parts === 3) return runs === 0x01_03_03_04 || runs === 0x03_03_03_04;
  return first === 0x30 && parts === 4 && runs === 0x02_02_02_02_02;
}

function isDateLike(runs: u64): bool {
  const first = (runs >> 16) & 0xff;
  const second = (runs >> 8) & 0xff;
  const third = runs & 0xff;
  return second <= 2 && first <= 4 && third <= 4;
}

function hasEqualSeparators(start: usize, end: usize): bool {
  let seen: u32 = 0;
  for (let at = start; at < end; at++) {
    const byte = byteAt(at);
    if (isDigit(byte)) continue;
    if (seen !== 0 && byte !== seen) return false;
    seen = byte;
  }
  return seen !== 0x20;
}

function hasPointLast(start: usize, end: usize): bool {
  const at = endOfDigitsBackwards(start, end);
  return at > start && byteAt(at - 1) === 0x2e;
}

function isDotted(start: usize, end: usize): bool {
  let run = 0;
  for (let at = start; at < end; at++) {
    if (isDigit(byteAt(at))) run += 1;
    else if (byteAt(at) !== 0x2e) return false;
    else run = 0;
    if (run > 3) return false;
  }
  return true;
}

function endOfDigitsBackwards(start: usize, end: usize): usize {
  let at = end;
  while (at > start && isDigit(byteAt(at - 1))) at--;
  return at;
}

/**
 * Whether a text has the form of a postal code that is hardly anything else: `SW1A 1AA` (United Kingdom), `K1A 0B1` (Canada),
 * `1234 AB` (Netherlands), `12345-6789` (United States). Those of digits alone need the name of their column.
 */
export function isPostalCode(start: usize, end: usize): bool {
  const length = <i32>(end - start);
  if (length < 5 || length > 10) return false;
  if (length === 10) return byteAt(start + 5) === 0x2d && endOfDigits(start, end) - start === 5 && endOfDigits(start + 6, end) === end;
  if (length > 8) return false;
  // The shape in two bits a sign: 1 digit, 2 capital, 3 blank.
  let shape: u32 = 0;
  for (let at = start; at < end; at++) {
    const byte = byteAt(at);
    shape = (shape << 2) | (isDigit(byte) ? 1 : byte - 0x41 <= 25 ? 2 : byte === 0x20 ? 3 : 0);
    if ((shape & 3) === 0) return false;
  }
  switch (shape) {
    case 0b10_01_11_01_10_10: // A9 9AA
    case 0b10_01_01_11_01_10_10: // A99 9AA
    case 0b10_10_01_11_01_10_10: // AA9 9AA
    case 0b10_10_01_01_11_01_10_10: // AA99 9AA
    case 0b10_01_10_11_01_10_10: // A9A 9AA
    case 0b10_10_01_10_11_01_10_10: // AA9A 9AA
    case 0b10_01_10_11_01_10_01: // A9A 9A9
    case 0b01_01_01_01_11_10_10: // 9999 AA
      return true;
    default:
      return false;
  }
}
