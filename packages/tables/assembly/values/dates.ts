import { blankAt, byteAt, digitsValue, endOfDigits, endOfLetters, isDigit, isLetter, skipBlanks } from "./bytes";
import { DATE_TO_DATE_TIME, found, Kind, Reading } from "./reading";
import { Word, wordOf } from "./words";

/**
 * How a date is written, in bits. `src/values/date-pattern.ts` turns them into `yyyy-MM-dd HH:mm:ss` and tells what they are.
 */
namespace Pattern {
  export const YearFirst = 1;
  export const Numeric = 2;
  export const DayNamed = 3;
  export const MonthNamed = 4;
  export const Compact = 5;
  export const YearMonth = 6;
  export const MonthYear = 7;
  export const UnixDate = 8;
  export const EastAsian = 9;
  export const EastAsianMonth = 10;
  export const NumericMonth = 11;
  export const Korean = 12;
  export const YearNamed = 13;
  /** `2020.01.05.`, as in Hungary. */
  export const PointBehind = 14;
  /** Of a compact date: nothing stands between it and its time. */
  export const Glued = 1 << 4;
  export const SeparatorShift = 4;
  export const ShortYear = 1 << 7;
  export const LongMonth = 1 << 8;
  /** Of a time without a date: minutes, seconds and a fraction. */
  export const NoHours = 1 << 8;
  export const PadShift = 9;
  export const Weekday = 1 << 11;
  export const Comma = 1 << 12;
  export const JoinerShift = 13;
  export const HourPadShift = 15;
  export const Seconds = 1 << 17;
  export const FractionShift = 18;
  export const HalfDay = 1 << 22;
  export const HalfDayBlank = 1 << 23;
  export const ZoneShift = 24;
  export const ZoneBlank = 1 << 27;
  export const Time = 1 << 28;
  export const Ordinal = 1 << 29;
  /** The joiner is ` at ` where it would be a blank, ` - ` where it would be a colon, `-` where it would be a T, ` klo ` where it would be a comma. */
  export const At = 1 << 30;
  /** Without minutes (`5 pm`). Such a time has am or pm and no seconds: in any other, points stand where colons would. */
  export const NoMinutes = 1 << 31;
}

/** Padded with a zero: yes, no, or both would look alike. */
namespace Pad {
  export const Either = 0;
  export const Padded = 1;
  export const Unpadded = 2;
}

const LONGEST_DATE: usize = 48;
const DAY_MS: f64 = 86_400_000;

/** What `readTime` found besides the milliseconds that it answers. */
let timePattern: u32 = 0;
let timeEnd: usize = 0;

/**
 * Reads a date, a date-time or a time. Fills `Reading` and answers true, or answers false.
 * Days that do not exist (30 February) are no dates; two-digit years are 1970 to 2069.
 */
export function readDate(start: usize, end: usize): bool {
  const length = end - start;
  if (length < 4 || length > LONGEST_DATE) return false;
  const first = byteAt(start);
  if (isDigit(first)) {
    const stop = endOfDigits(start, end);
    const digits = stop - start;
    if (stop === end) return false;
    const next = byteAt(stop);
    if (next === 0x3a && digits <= 2) return readTimeOnly(start, end);
    if (digits === 4) return next < 0x80 ? readYearFirst(start, stop, end) : readEastAsian(start, stop, end);
    if (digits <= 2) return endOfHalfDay(stop, end) === end ? readTimeOnly(start, end) : readDayFirst(start, stop, end);
    if (digits === 8) return readCompact(start, stop, end);
    return false;
  }
  if (isLetter(first)) return readNamed(start, end);
  return false;
}

/** `2024-04-03`, by far the most frequent form. Answers the milliseconds, or NaN. */
export function isoDateMs(start: usize): f64 {
  const digits = load<u64>(start) ^ 0x2d30302d30303030;
  const day = <u32>load<u16>(start + 8) ^ 0x3030;
  // Each byte is now a digit from 0 to 9, and the hyphens are 0.
  if (((digits + 0x7f76767f76767676) | digits) & 0x8080808080808080) return NaN;
  if (((day + 0x7676) | day) & 0x8080) return NaN;
  const year = <i32>((digits & 0xff) * 1000 + ((digits >> 8) & 0xff) * 100 + ((digits >> 16) & 0xff) * 10 + ((digits >> 24) & 0xff));
  const month = <i32>(((digits >> 40) & 0xff) * 10 + ((digits >> 48) & 0xff));
  return dayMs(year, month, <i32>((day & 0xff) * 10 + (day >> 8)));
}

function readYearFirst(start: usize, stop: usize, end: usize): bool {
  if (end - start === 10) {
    const ms = isoDateMs(start);
    if (!isNaN(ms)) return finish(Kind.Date, ms, ms, end, end, ISO_DATE_PATTERN);
  }
  // 2024:04:03 13:45:10, as cameras write it.
  const separator = byteAt(stop) === 0x3a ? 7 : separatorOf(byteAt(stop));
  if (separator < 0) return false;
  if (separator === 2 && stop + 1 < end && byteAt(stop + 1) === 0x20) return readKorean(start, stop, end);
  const year = <i32>digitsValue(start, stop);
  const monthStart = stop + 1;
  const monthEnd = endOfDigits(monthStart, end);
  if (monthEnd === monthStart) return readYearAndNamed(year, separator, monthStart, end);
  if (monthEnd - monthStart > 2) return false;
  const month = <i32>digitsValue(monthStart, monthEnd);
  if (monthEnd === end) {
    // 2024-04 is a month; 1234-05 and 2024.5 are not.
    if (monthEnd - monthStart !== 2 || separator >= 2 || year < 1900 || year > 2099) return false;
    const ms = dayMs(year, month, 1);
    return !isNaN(ms) && finish(Kind.Date, ms, ms, end, end, Pattern.YearMonth | ((<u32>separator) << Pattern.SeparatorShift));
  }
  if (byteAt(monthEnd) !== byteAt(stop)) return false;
  const dayStart = monthEnd + 1;
  const dayEnd = endOfDigits(dayStart, end);
  if (dayEnd - dayStart < 1 || dayEnd - dayStart > 2) return false;
  if (separator === 7 && dayEnd === end) return false;
  const ms = dayMs(year, month, <i32>digitsValue(dayStart, dayEnd));
  if (isNaN(ms)) return false;
  const pad = padOf(monthStart, monthEnd) | padOf(dayStart, dayEnd);
  const hasPoint = separator === 2 && dayEnd < end && byteAt(dayEnd) === 0x2e;
  return finish(
    Kind.Date,
    ms,
    ms,
    hasPoint ? dayEnd + 1 : dayEnd,
    end,
    (hasPoint ? Pattern.PointBehind : Pattern.YearFirst) | ((<u32>separator) << Pattern.SeparatorShift) | (clean(pad) << Pattern.PadShift),
  );
}

/** `2024-Apr-03` */
function readYearAndNamed(year: i32, separator: i32, nameStart: usize, end: usize): bool {
  const nameEnd = endOfLetters(nameStart, end);
  const month = <i32>wordOf(nameStart, nameEnd, Word.Month);
  if (month === 0 || nameEnd + 1 >= end || byteAt(nameEnd) !== byteAt(nameStart - 1)) return false;
  const dayEnd = endOfDigits(nameEnd + 1, end);
  if (dayEnd - nameEnd < 2 || dayEnd - nameEnd > 3) return false;
  const ms = dayMs(year, month, <i32>digitsValue(nameEnd + 1, dayEnd));
  const pad = padOf(nameEnd + 1, dayEnd) << Pattern.PadShift;
  const form = Pattern.YearNamed | ((<u32>separator) << Pattern.SeparatorShift) | longMonth(nameStart, nameEnd);
  return !isNaN(ms) && finish(Kind.Date, ms, ms, dayEnd, end, form | pad);
}

/** `2024. 4. 3.`, with or without the last point. */
function readKorean(start: usize, stop: usize, end: usize): bool {
  const monthStart = stop + 2;
  const monthEnd = endOfDigits(monthStart, end);
  if (monthEnd - monthStart < 1 || monthEnd - monthStart > 2 || end - monthEnd < 3) return false;
  if (byteAt(monthEnd) !== 0x2e || byteAt(monthEnd + 1) !== 0x20) return false;
  const dayStart = monthEnd + 2;
  const dayEnd = endOfDigits(dayStart, end);
  if (dayEnd - dayStart < 1 || dayEnd - dayStart > 2) return false;
  const ms = dayMs(<i32>digitsValue(start, stop), <i32>digitsValue(monthStart, monthEnd), <i32>digitsValue(dayStart, dayEnd));
  const pad = clean(padOf(monthStart, monthEnd) | padOf(dayStart, dayEnd)) << Pattern.PadShift;
  const hasPoint = dayEnd < end && byteAt(dayEnd) === 0x2e;
  const form: u32 = hasPoint ? Pattern.Korean : Pattern.YearFirst | (5 << Pattern.SeparatorShift);
  return !isNaN(ms) && finish(Kind.Date, ms, ms, hasPoint ? dayEnd + 1 : dayEnd, end, form | pad);
}

/** `2024年4月3日`, `2024年4月`, and the same with the Korean words. */
function readEastAsian(start: usize, stop: usize, end: usize): bool {
  const monthStart = skipBlanks(endOfUnit(stop, end, 0xb4b9e5, 0x8485eb), end);
  const monthEnd = endOfDigits(monthStart, end);
  if (monthStart === stop || monthEnd - monthStart < 1 || monthEnd - monthStart > 2) return false;
  const unit = endOfUnit(monthEnd, end, 0x889ce6, 0x949bec);
  if (unit === monthEnd) return false;
  const year = <i32>digitsValue(start, stop);
  const month = <i32>digitsValue(monthStart, monthEnd);
  const isKorean = byteAt(stop) === 0xeb;
  const language: u32 = (isKorean ? 1 : 0) << Pattern.SeparatorShift;
  if (unit === end) {
    const ms = dayMs(year, month, 1);
    const pad = padOf(monthStart, monthEnd) << Pattern.PadShift;
    return !isNaN(ms) && finish(Kind.Date, ms, ms, end, end, Pattern.EastAsianMonth | language | pad);
  }
  const dayStart = skipBlanks(unit, end);
  const dayEnd = endOfDigits(dayStart, end);
  const dateEnd = endOfUnit(dayEnd, end, 0xa597e6, 0xbc9dec);
  if (dateEnd === dayEnd || dayEnd - dayStart < 1 || dayEnd - dayStart > 2) return false;
  const ms = dayMs(year, month, <i32>digitsValue(dayStart, dayEnd));
  const pad = clean(padOf(monthStart, monthEnd) | padOf(dayStart, dayEnd)) << Pattern.PadShift;
  return !isNaN(ms) && finish(Kind.Date, ms, ms, dateEnd, end, Pattern.EastAsian | language | pad);
}

/** Where the sign for a year, a month or a day ends, Chinese or Korean, three bytes of UTF-8 each; where it would start if there is none. */
function endOfUnit(at: usize, end: usize, chinese: u32, korean: u32): usize {
  if (at + 3 > end) return at;
  const sign = load<u32>(at) & 0xffffff;
  return sign === chinese || sign === korean ? at + 3 : at;
}

export const ISO_DATE_PATTERN: u32 = Pattern.YearFirst | (Pad.Padded << Pattern.PadShift);

/** `3/4/2024`, `3 Apr 2024`, `3-Apr-24`, `3. April 2024`, `3rd April 2024`. */
function readDayFirst(start: usize, stop: usize, end: usize): bool {
  const first = <i32>digitsValue(start, stop);
  const separator = byteAt(stop) === 0x20 ? 3 : separatorOf(byteAt(stop));
  if (separator >= 0 && isDigit(byteAt(stop + 1)) && stop + 1 < end) {
    const secondStart = stop + 1;
    const secondEnd = endOfDigits(secondStart, end);
    if (secondEnd === end && secondEnd - secondStart === 4) return readMonthAndYear(start, stop, secondStart, end, separator);
    if (secondEnd - secondStart > 2 || secondEnd === end || byteAt(secondEnd) !== byteAt(stop)) return false;
    const yearStart = secondEnd + 1;
    const yearEnd = endOfDigits(yearStart, end);
    const yearDigits = yearEnd - yearStart;
    if (yearDigits !== 4 && (yearDigits !== 2 || separator === 3)) return false;
    const second = <i32>digitsValue(secondStart, secondEnd);
    const year = fullYear(yearStart, yearEnd);
    // 12 10 1030 is rather a number.
    if (separator === 3 && (year < 1900 || year > 2099)) return false;
    const pad = padOf(start, stop) | padOf(secondStart, secondEnd);
    const pattern: u32 =
      Pattern.Numeric |
      ((<u32>separator) << Pattern.SeparatorShift) |
      (clean(pad) << Pattern.PadShift) |
      (yearDigits === 2 ? Pattern.ShortYear : 0);
    const dayFirst = dayMs(year, second, first);
    // Nobody writes the month first with points.
    const monthFirst = separator === 2 ? NaN : dayMs(year, first, second);
    if (isNaN(dayFirst)) return !isNaN(monthFirst) && finish(Kind.DateMonthFirst, monthFirst, monthFirst, yearEnd, end, pattern);
    if (isNaN(monthFirst)) return finish(Kind.DateDayFirst, dayFirst, dayFirst, yearEnd, end, pattern);
    return finish(Kind.DateEitherOrder, dayFirst, monthFirst, yearEnd, end, pattern);
  }
  if (separator === 2 && end - stop > 2 && byteAt(stop + 1) === 0x20 && isDigit(byteAt(stop + 2))) return readSpacedPoints(start, stop, end);
  let at = stop;
  let pattern: u32 = Pattern.DayNamed;
  if (isLetter(byteAt(at))) {
    if (!isOrdinal(at, end)) {
      // 03Apr2024, as SAS writes it.
      pattern |= 4 << Pattern.SeparatorShift;
    } else {
      at += 2;
      pattern |= Pattern.Ordinal;
    }
  }
  let gapEnd = skipGap(at, end);
  if (gapEnd === at && (pattern & (4 << Pattern.SeparatorShift)) === 0) return false;
  const nameStart = skipOf(gapEnd, end);
  if (nameStart > gapEnd) pattern |= 6 << Pattern.SeparatorShift;
  else if (gapEnd > at) pattern |= gapSeparator(at, end) << Pattern.SeparatorShift;
  gapEnd = nameStart;
  const nameEnd = endOfLetters(gapEnd, end);
  const month = <i32>wordOf(gapEnd, nameEnd, Word.Month);
  if (month === 0) return false;
  const yearStart = skipOf(skipGap(nameEnd, end), end);
  const yearEnd = endOfDigits(yearStart, end);
  if (yearEnd - yearStart !== 2 && yearEnd - yearStart !== 4) return false;
  if (yearEnd - yearStart === 2) pattern |= Pattern.ShortYear;
  pattern |= longMonth(gapEnd, nameEnd) | (clean(padOf(start, stop)) << Pattern.PadShift);
  const ms = dayMs(fullYear(yearStart, yearEnd), month, first);
  return !isNaN(ms) && finish(Kind.Date, ms, ms, yearEnd, end, pattern);
}

/** `04/2024`, `04-2024`: a month; the number of a file is written likewise, but goes beyond 12. */
function readMonthAndYear(start: usize, stop: usize, yearStart: usize, end: usize, separator: i32): bool {
  const year = <i32>digitsValue(yearStart, end);
  if (separator >= 2 || (separator === 0 && stop - start !== 2) || year < 1900 || year > 2099) return false;
  const ms = dayMs(year, <i32>digitsValue(start, stop), 1);
  const pattern = Pattern.NumericMonth | ((<u32>separator) << Pattern.SeparatorShift) | (padOf(start, stop) << Pattern.PadShift);
  return !isNaN(ms) && finish(Kind.Date, ms, ms, end, end, pattern);
}

/** `3. 4. 2024`, as in Czech and Slovak. */
function readSpacedPoints(start: usize, stop: usize, end: usize): bool {
  const monthStart = stop + 2;
  const monthEnd = endOfDigits(monthStart, end);
  if (monthEnd - monthStart > 2 || end - monthEnd < 6 || byteAt(monthEnd) !== 0x2e || byteAt(monthEnd + 1) !== 0x20) return false;
  const yearEnd = endOfDigits(monthEnd + 2, end);
  if (yearEnd - monthEnd !== 6) return false;
  const ms = dayMs(<i32>digitsValue(monthEnd + 2, yearEnd), <i32>digitsValue(monthStart, monthEnd), <i32>digitsValue(start, stop));
  const pad = clean(padOf(start, stop) | padOf(monthStart, monthEnd)) << Pattern.PadShift;
  return !isNaN(ms) && finish(Kind.DateDayFirst, ms, ms, yearEnd, end, Pattern.Numeric | (5 << Pattern.SeparatorShift) | pad);
}

/** `Apr 3, 2024`, `April 2024`, and both with the day of the week before: `Wed, 3 Apr 2024 13:45:10 GMT`. */
function readNamed(start: usize, end: usize): bool {
  let nameEnd = endOfLetters(start, end);
  if (nameEnd === end) return false;
  if (wordOf(start, nameEnd, Word.Weekday) !== 0) {
    let at = nameEnd;
    const comma = byteAt(at) === 0x2c || byteAt(at) === 0x2e;
    if (comma) at += 1;
    at = skipBlanks(at, end);
    if (at >= end || at === nameEnd) return false;
    const read = isDigit(byteAt(at)) ? readDate(at, end) : readMonthNamed(at, endOfLetters(at, end), end);
    if (!read || Reading.kind === Kind.Time) return false;
    Reading.pattern |= Pattern.Weekday | (comma ? Pattern.Comma : 0);
    return true;
  }
  return readMonthNamed(start, nameEnd, end);
}

function readMonthNamed(start: usize, nameEnd: usize, end: usize): bool {
  const month = <i32>wordOf(start, nameEnd, Word.Month);
  if (month === 0 || nameEnd >= end) return false;
  const from = skipGap(nameEnd, end);
  const stop = endOfDigits(from, end);
  const digits = stop - from;
  const name = longMonth(start, nameEnd);
  const gap = gapSeparator(nameEnd, end) << Pattern.SeparatorShift;
  if (digits === 4 || (digits === 2 && stop === end && byteAt(nameEnd) === 0x2d)) {
    if (stop !== end) return false;
    const ms = dayMs(fullYear(from, stop), month, 1);
    return !isNaN(ms) && finish(Kind.Date, ms, ms, end, end, Pattern.MonthYear | name | gap | (digits === 2 ? Pattern.ShortYear : 0));
  }
  if (digits < 1 || digits > 2) return false;
  const day = <i32>digitsValue(from, stop);
  let at = stop;
  let pattern: u32 = Pattern.MonthNamed | name | gap | (clean(padOf(from, stop)) << Pattern.PadShift);
  if (isOrdinal(at, end)) {
    at += 2;
    pattern |= Pattern.Ordinal;
  }
  if (at < end && byteAt(at) === 0x2c) {
    pattern |= Pattern.Comma;
    at += 1;
  }
  const yearStart = skipGap(at, end);
  if (yearStart === at && (pattern & Pattern.Comma) === 0) return false;
  const yearEnd = endOfDigits(yearStart, end);
  if (yearEnd - yearStart <= 2 && yearEnd < end && byteAt(yearEnd) === 0x3a) return readUnixDate(month, day, yearStart, end, pattern);
  if (yearEnd - yearStart !== 4) return false;
  const ms = dayMs(fullYear(yearStart, yearEnd), month, day);
  return !isNaN(ms) && finish(Kind.Date, ms, ms, yearEnd, end, pattern);
}

/** `Apr 03 13:45:10 2024`, and with a zone before the year: what asctime, date(1) and Twitter write. */
function readUnixDate(month: i32, day: i32, timeStart: usize, end: usize, named: u32): bool {
  const yearStart = end - 4;
  if (yearStart <= timeStart || blankAt(yearStart - 1, end) !== 1 || endOfDigits(yearStart, end) !== end) return false;
  const ms = dayMs(<i32>digitsValue(yearStart, end), month, day);
  const time = readTime(timeStart, yearStart - 1);
  if (isNaN(ms) || isNaN(time)) return false;
  found(Kind.DateTime, ms + time);
  Reading.monthFirst = Reading.number;
  Reading.pattern = (named & ~0xf) | Pattern.UnixDate | timePattern | (2 << Pattern.JoinerShift);
  return true;
}

/** `20240403`, alone a number as well, so the column decides; with a time (`20240403T134510Z`) it is clear. */
function readCompact(start: usize, stop: usize, end: usize): bool {
  const ms = compactDateMs(start, stop);
  return !isNaN(ms) && stop < end && finish(Kind.Date, ms, ms, stop, end, Pattern.Compact);
}

/** The milliseconds of eight digits as year, month and day, from 1900 to 2099; else NaN. */
export function compactDateMs(start: usize, stop: usize): f64 {
  if (stop - start !== 8) return NaN;
  const value = <i32>digitsValue(start, stop);
  const year = value / 10000;
  return year < 1900 || year > 2099 ? NaN : dayMs(year, (value / 100) % 100, value % 100);
}

/** The same of fourteen digits, with hours, minutes and seconds. */
export function compactTimeMs(start: usize): f64 {
  const day = compactDateMs(start, start + 8);
  const hours = <i32>digitsValue(start + 8, start + 10);
  const minutes = <i32>digitsValue(start + 10, start + 12);
  const seconds = <i32>digitsValue(start + 12, start + 14);
  return hours > 23 || minutes > 59 || seconds > 59 ? NaN : day + <f64>(((hours * 60 + minutes) * 60 + seconds) * 1000);
}

export const COMPACT_PATTERN: u32 = Pattern.Compact;
export const COMPACT_TIME_PATTERN: u32 = Pattern.Compact | Pattern.Time | Pattern.Seconds | (3 << Pattern.HourPadShift) | Pattern.Glued;

function readTimeOnly(start: usize, end: usize): bool {
  const ms = readTime(start, end);
  if (isNaN(ms)) return readLapTime(start, end);
  Reading.pattern = timePattern;
  return found(Kind.Time, ms);
}

/** `1:24.6`: minutes and seconds, which a spreadsheet writes of times that have a fraction. */
function readLapTime(start: usize, end: usize): bool {
  const minuteEnd = endOfDigits(start, end);
  const secondEnd = endOfDigits(minuteEnd + 1, end);
  const digits = <u32>(end - secondEnd - 1);
  if (secondEnd - minuteEnd !== 3 || secondEnd >= end || byteAt(secondEnd) !== 0x2e) return false;
  if (digits < 1 || digits > 3 || endOfDigits(secondEnd + 1, end) !== end) return false;
  const minutes = <i32>digitsValue(start, minuteEnd);
  const seconds = <i32>digitsValue(minuteEnd + 1, secondEnd);
  if (minutes > 59 || seconds > 59) return false;
  let fraction = digitsValue(secondEnd + 1, end);
  for (let index = digits; index < 3; index++) fraction *= 10;
  const pad = padOf(start, minuteEnd) << Pattern.HourPadShift;
  Reading.pattern = Pattern.Time | Pattern.Seconds | Pattern.NoHours | (digits << Pattern.FractionShift) | pad;
  return found(Kind.Time, <f64>((minutes * 60 + seconds) * 1000) + <f64>fraction);
}

/** What stands behind a date is its time, or nothing. */
function finish(kind: i32, day: f64, monthFirst: f64, stop: usize, end: usize, pattern: u32): bool {
  let time: f64 = 0;
  let written = pattern;
  if (stop < end) {
    let at = stop;
    let joiner: u32 = 2;
    const byte = byteAt(at);
    if (byte === 0x54 || byte === 0x74) {
      joiner = 1;
      at += 1;
    } else if (byte === 0x2c) {
      joiner = 3;
      at = skipBlanks(at + 1, end);
    } else if (byte === 0x3a) {
      // 03/Apr/2024:13:45:10 +0000, the log of a web server.
      joiner = 0;
      at += 1;
    } else if (byte === 0x2d) {
      // 2020-01-05-09.30.00, as DB2 writes it.
      joiner = 1;
      written |= Pattern.At;
      at += 1;
      if (!isPointTime(at, end)) return false;
    } else {
      at = skipBlanks(at, end);
      if (at === stop) return false;
      if (at + 3 < end && (load<u32>(at) & 0xffffff) === 0x207461) {
        written |= Pattern.At;
        at += 3;
      } else if (at + 2 < end && byteAt(at) === 0x2d && byteAt(at + 1) === 0x20) {
        written |= Pattern.At;
        joiner = 0;
        at += 2;
      } else if (at + 4 < end && load<u32>(at) === 0x206f6c6b) {
        // 5.1.2020 klo 9.30, in Finnish.
        joiner = 3;
        written |= Pattern.At;
        at += 4;
      }
    }
    time = readClock(at, end, true);
    if (isNaN(time)) return false;
    written |= timePattern | (joiner << Pattern.JoinerShift);
  }
  Reading.monthFirst = monthFirst + time;
  Reading.pattern = written;
  return found(stop < end ? kind + DATE_TO_DATE_TIME : kind, day + time);
}

/** `2024-04-03T13:45:10`, with `T` or a blank: the fast way for machines' date-times. NaN if it is not exactly that. */
export function isoDateTimeMs(start: usize): f64 {
  const day = isoDateMs(start);
  const clock = load<u64>(start + 11) ^ 0x30303a30303a3030;
  if (((clock + 0x76767f76767f7676) | clock) & 0x8080808080808080) return NaN;
  const hours = <i32>((clock & 0xff) * 10 + ((clock >> 8) & 0xff));
  const minutes = <i32>(((clock >> 24) & 0xff) * 10 + ((clock >> 32) & 0xff));
  const seconds = <i32>(((clock >> 48) & 0xff) * 10 + (clock >> 56));
  if (hours > 23 || minutes > 59 || seconds > 60) return NaN;
  return day + <f64>(((hours * 60 + minutes) * 60 + seconds) * 1000);
}

/** What `isoDateTimeMs` reads, as a pattern, with its joiner (1 for `T`, 2 for a blank) and whether `Z` follows. */
export function isoDateTimePattern(joiner: u32, utc: bool): u32 {
  return (
    ISO_DATE_PATTERN |
    Pattern.Time |
    Pattern.Seconds |
    (joiner << Pattern.JoinerShift) |
    (Pad.Padded << Pattern.HourPadShift) |
    (utc ? 1 << Pattern.ZoneShift : 0)
  );
}

/** `09.30` and `09.30.00`, with whatever behind. */
function isPointTime(start: usize, end: usize): bool {
  const hourEnd = endOfDigits(start, end);
  return hourEnd > start && hourEnd - start <= 2 && hourEnd + 3 <= end && byteAt(hourEnd) === 0x2e && endOfDigits(hourEnd + 1, end) === hourEnd + 3;
}

function readTime(start: usize, end: usize): f64 {
  return readClock(start, end, false);
}

/**
 * Milliseconds since midnight UTC, an offset taken into account; NaN if it is no time. Sets `timePattern` and `Reading.zoned`.
 *
 * @param mayHavePoints - whether points may stand where colons do: behind a date, since alone `9.30` is a number
 */
function readClock(start: usize, end: usize, mayHavePoints: bool): f64 {
  const hourEnd = endOfDigits(start, end);
  const hourDigits = hourEnd - start;
  let hours = <i32>digitsValue(start, min(hourEnd, start + 2));
  let minutes = 0;
  let seconds = 0;
  let milliseconds: f64 = 0;
  let at = hourEnd;
  let pattern: u32 = Pattern.Time;
  if (hourDigits === 6) {
    // 134510, the basic form of ISO 8601.
    minutes = <i32>digitsValue(start + 2, start + 4);
    seconds = <i32>digitsValue(start + 4, start + 6);
    pattern |= Pattern.Seconds | (3 << Pattern.HourPadShift);
  } else {
    if (hourDigits < 1 || hourDigits > 2 || at + 1 >= end) return NaN;
    pattern |= padOf(start, hourEnd) << Pattern.HourPadShift;
    const colon: u32 = mayHavePoints && isPointTime(start, end) ? 0x2e : 0x3a;
    if (byteAt(at) === colon) {
      const minuteEnd = endOfDigits(at + 1, end);
      if (minuteEnd - at !== 3) return NaN;
      if (colon === 0x2e) pattern |= Pattern.NoMinutes;
      minutes = <i32>digitsValue(at + 1, minuteEnd);
      at = minuteEnd;
    } else if (endOfHalfDay(at, end) > at) {
      // 5 pm
      pattern |= Pattern.NoMinutes;
    } else return NaN;
    if (at < end && byteAt(at) === colon) {
      const secondEnd = endOfDigits(at + 1, end);
      if (secondEnd - at !== 3) return NaN;
      seconds = <i32>digitsValue(at + 1, secondEnd);
      pattern |= Pattern.Seconds;
      at = secondEnd;
      if (at < end && (byteAt(at) === 0x2e || byteAt(at) === 0x2c)) {
        const fractionEnd = endOfDigits(at + 1, end);
        const digits = <u32>(fractionEnd - at - 1);
        if (digits < 1 || digits > 9) return NaN;
        pattern |= digits << Pattern.FractionShift;
        let fraction = digitsValue(at + 1, fractionEnd);
        for (let index = digits; index < 9; index++) fraction *= 10;
        milliseconds = <f64>(fraction / 1_000_000);
        at = fractionEnd;
      }
    }
  }
  const halfEnd = endOfHalfDay(at, end);
  if (halfEnd > at) {
    if (hours < 1 || hours > 12) return NaN;
    // 9.30 am has no bits of its own.
    if ((pattern & (Pattern.NoMinutes | Pattern.Seconds)) === Pattern.NoMinutes && byteAt(hourEnd) === 0x2e) return NaN;
    const next = skipBlank(at, end);
    hours = (hours % 12) + ((byteAt(next) | 0x20) === 0x70 ? 12 : 0);
    pattern |= Pattern.HalfDay | (next > at ? Pattern.HalfDayBlank : 0);
    at = halfEnd;
  }
  // 60 is a leap second.
  if (hours > 23 || minutes > 59 || seconds > 60) return NaN;
  let offset: f64 = 0;
  Reading.zoned = false;
  if (at < end) {
    if (byteAt(at) === 0x20) {
      pattern |= Pattern.ZoneBlank;
      at += 1;
    }
    if (isUhr(at, end)) zone = 6;
    else {
      isLocal = false;
      offset = readZone(at, beforeZoneName(at, end));
      if (isNaN(offset)) return NaN;
      Reading.zoned = !isLocal;
    }
    pattern |= zone << Pattern.ZoneShift;
  }
  timePattern = pattern;
  return <f64>(((hours * 60 + minutes) * 60 + seconds) * 1000) + milliseconds - offset * 60_000;
}

/** Where `am` or `pm` ends, with or without points and a blank before it; the address itself if there is none. */
function endOfHalfDay(at: usize, end: usize): usize {
  const next = skipBlank(at, end);
  if (next + 1 >= end) return at;
  const half = byteAt(next) | 0x20;
  if (half !== 0x61 && half !== 0x70) return at;
  let stop = next + 1;
  if (byteAt(stop) === 0x2e) stop += 1;
  if (stop >= end || (byteAt(stop) | 0x20) !== 0x6d) return at;
  stop += 1;
  return stop < end && byteAt(stop) === 0x2e ? stop + 1 : stop;
}

/** Past one blank: browsers and Node write a narrow no-break space before `AM`. */
function skipBlank(at: usize, end: usize): usize {
  return at < end && (byteAt(at) === 0x20 || byteAt(at) >= 0x80) ? at + blankAt(at, end) : at;
}

/** `14:30 Uhr` */
function isUhr(at: usize, end: usize): bool {
  return end - at === 3 && (load<u32>(at) & 0xffffff) === 0x726855;
}

/** Where an offset ends that has the name of its zone behind it: `+0200 CEST`, `+0200 (CEST)`. */
function beforeZoneName(start: usize, end: usize): usize {
  const sign = byteAt(start);
  if (end - start < 8 || (sign !== 0x2b && sign !== 0x2d)) return end;
  let at = start + 1;
  while (at < end && byteAt(at) !== 0x20) at++;
  const hasBrackets = at + 2 < end && byteAt(at + 1) === 0x28 && byteAt(end - 1) === 0x29;
  const isName = wordOf(hasBrackets ? at + 2 : at + 1, hasBrackets ? end - 1 : end, Word.Zone) !== 0;
  return isName ? at : end;
}

let zone: u32 = 0;

/** Whether the last zone was a name that several zones have: such a time is taken as it stands, in none of them. */
let isLocal = false;

/** Minutes to the east of Greenwich; NaN if it is no zone. */
function readZone(start: usize, end: usize): f64 {
  if (start >= end) return NaN;
  const sign = byteAt(start);
  if (sign === 0x5a && start + 1 === end) {
    zone = 1;
    return 0;
  }
  if (sign === 0x2b || sign === 0x2d) {
    const hourEnd = endOfDigits(start + 1, end);
    const digits = hourEnd - start - 1;
    let minutes: f64 = NaN;
    if (digits === 4 && hourEnd === end) {
      zone = 3;
      minutes = <f64>(digitsValue(start + 1, start + 3) * 60 + digitsValue(start + 3, end));
    } else if (digits === 2 && hourEnd === end) {
      zone = 4;
      minutes = <f64>(digitsValue(start + 1, end) * 60);
    } else if (digits === 2 && end - hourEnd === 3 && byteAt(hourEnd) === 0x3a && endOfDigits(hourEnd + 1, end) === end) {
      zone = 2;
      minutes = <f64>(digitsValue(start + 1, hourEnd) * 60 + digitsValue(hourEnd + 1, end));
    }
    return sign === 0x2d ? -minutes : minutes;
  }
  // GMT+5: what Google Forms writes.
  const short = end - start - 4;
  if ((short === 1 || short === 2) && (byteAt(start + 3) === 0x2b || byteAt(start + 3) === 0x2d) && endOfDigits(start + 4, end) === end) {
    zone = 5;
    const minutes = <f64>(digitsValue(start + 4, end) * 60);
    return wordOf(start, start + 3, Word.Zone) === 0 ? NaN : byteAt(start + 3) === 0x2d ? -minutes : minutes;
  }
  // GMT+0100 (CET): what JavaScript writes.
  if (end - start > 7 && isLetter(sign) && (byteAt(start + 3) === 0x2b || byteAt(start + 3) === 0x2d)) {
    if (wordOf(start, start + 3, Word.Zone) === 0) return NaN;
    const name = start + 8;
    const hasName = end - name > 3 && byteAt(name) === 0x20 && byteAt(name + 1) === 0x28 && byteAt(end - 1) === 0x29;
    const offset = readZone(start + 3, hasName ? name : end);
    isLocal = false;
    zone = 7;
    return offset;
  }
  zone = 5;
  const name = wordOf(start, end, Word.Zone);
  if (name === 0) return NaN;
  isLocal = name === AMBIGUOUS_ZONE;
  return isLocal ? 0 : <f64>((<i32>name - ZONE_OF_UTC) * 15);
}

/** What the words for zones mean: quarters of an hour to the east of Greenwich, and this more. `src/values/words.ts` has both numbers. */
const ZONE_OF_UTC: i32 = 100;
const AMBIGUOUS_ZONE: u32 = 255;

/** Milliseconds from 1970 to a day of the Gregorian calendar; NaN if there is no such day. */
function dayMs(year: i32, month: i32, day: i32): f64 {
  if (month < 1 || month > 12 || day < 1 || day > 31) return NaN;
  if (day > 28 && day > daysInMonth(year, month)) return NaN;
  // Howard Hinnant, "days_from_civil": counting years from March makes the leap day the last of its year.
  const shifted = month <= 2 ? year - 1 : year;
  const era = (shifted >= 0 ? shifted : shifted - 399) / 400;
  const yearOfEra = shifted - era * 400;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return <f64>(era * 146_097 + dayOfEra - 719_468) * DAY_MS;
}

function daysInMonth(year: i32, month: i32): i32 {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function fullYear(start: usize, end: usize): i32 {
  const year = <i32>digitsValue(start, end);
  if (end - start > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

/** The number of a sign that parts a date: `-`, `/`, `.`; else -1. */
function separatorOf(byte: u32): i32 {
  return byte === 0x2d ? 0 : byte === 0x2f ? 1 : byte === 0x2e ? 2 : -1;
}

/** One or two of blank, point, comma and hyphen, which part the words of a date. */
function skipGap(start: usize, end: usize): usize {
  let at = start;
  while (at < end && at < start + 2) {
    const byte = byteAt(at);
    if (byte !== 0x20 && byte !== 0x2e && byte !== 0x2d && byte !== 0x2c && byte !== 0x2f) break;
    at += 1;
  }
  return at;
}

/** Past the `de` or `del` of a Spanish or Portuguese date. */
function skipOf(at: usize, end: usize): usize {
  if (end - at < 4 || (load<u16>(at) | 0x2020) !== 0x6564) return at;
  const next = (byteAt(at + 2) | 0x20) === 0x6c ? at + 3 : at + 2;
  return byteAt(next) === 0x20 ? next + 1 : at;
}

/** 3 for a blank, alone or with a point. */
function gapSeparator(at: usize, end: usize): u32 {
  if (at + 1 < end && byteAt(at + 1) === 0x20) return byteAt(at) === 0x2e ? 5 : 3;
  const separator = separatorOf(byteAt(at));
  return separator < 0 ? 3 : <u32>separator;
}

/** Names of more than three letters are long, but for `Sept`. */
function longMonth(start: usize, end: usize): u32 {
  return end - start > 4 ? Pattern.LongMonth : 0;
}

/** `st`, `nd`, `rd`, `th`, and the `er` of a French first. */
function isOrdinal(at: usize, end: usize): bool {
  if (at + 2 >= end) return false;
  const pair = byteAt(at) | 0x20 | ((byteAt(at + 1) | 0x20) << 8);
  if (isLetter(byteAt(at + 2))) return false;
  return pair === 0x7473 || pair === 0x646e || pair === 0x6472 || pair === 0x6874 || pair === 0x7265;
}

function padOf(start: usize, end: usize): u32 {
  if (end - start === 1) return Pad.Unpadded;
  return byteAt(start) === 0x30 ? Pad.Padded : Pad.Either;
}

/** Both ways in one date is unpadded: `1/02/2024` was read, not written, by a rule. */
function clean(pad: u32): u32 {
  return pad === (Pad.Padded | Pad.Unpadded) ? Pad.Unpadded : pad;
}
