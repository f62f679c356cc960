import { civilMs, daysInMonth } from "./civil-time.ts";
import { DATE_TO_DATE_TIME, Kind } from "./kind.ts";
import type { Reading } from "./reading.ts";

/**
 * Reads a date, a date-time or a time. Fills `reading` and answers true, or answers false.
 *
 * Dates: `2024-04-03` with `-`, `/` or `.`; `3/4/2024` and `3.4.24`, whose order is left open unless a part is over
 * 12 or a point parts them (nobody writes the month first with points); `3 Apr 2024`, `3-Apr-24`, `Apr 3, 2024`.
 * Two-digit years are 1970 to 2069. Times: `13:45`, `13:45:10.5`, `1:45 pm`. A date-time may end with `Z` or an offset.
 * Days that do not exist (30 February) are text.
 */
export function readDate(text: string, reading: Reading): boolean {
  if (text.length < 4 || text.length > LONGEST_DATE) return false;
  const third = text.charCodeAt(2);
  if (third === COLON || text.charCodeAt(1) === COLON) return readTimeOnly(text, reading);
  if (isDigit(text.charCodeAt(0)) && isDigit(text.charCodeAt(3)) && isDigit(third)) return readYearFirst(text, reading);
  const numeric = NUMERIC.exec(text);
  if (numeric) return readNumeric(numeric, reading);
  const dayNamed = DAY_NAMED.exec(text);
  if (dayNamed) return readNamed(dayNamed[1], dayNamed[2], dayNamed[3], dayNamed[4], reading);
  const monthNamed = MONTH_NAMED.exec(text);
  if (monthNamed) return readNamed(monthNamed[2], monthNamed[1], monthNamed[3], monthNamed[4], reading);
  return false;
}

const COLON = 0x3a;
const HYPHEN = 0x2d;
const ZERO = 0x30;
const LONGEST_DATE = 40;

// All anchored, with bounded repeats, on at most 40 characters.
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:[T ]|, ?)(.+))?$/;
const NUMERIC = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:(?:[T ]|, ?)(.+))?$/;
const DAY_NAMED = /^(\d{1,2})[ .-]{1,2}([A-Za-z]{3,9})[ .,-]{1,2}(\d{4}|\d{2})(?:[T ](.+))?$/;
const MONTH_NAMED = /^([A-Za-z]{3,9})[ .]{1,2}(\d{1,2}),? (\d{4})(?:,? (.+))?$/;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([AaPp])\.?[Mm]\.?)?(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}))?$/;

function readYearFirst(text: string, reading: Reading): boolean {
  if (text.length === 10 && text.charCodeAt(4) === HYPHEN && text.charCodeAt(7) === HYPHEN) return readIsoDate(text, reading);
  const match = YEAR_FIRST.exec(text);
  if (!match) return false;
  const day = dayMs(Number(match[1]), Number(match[3]), Number(match[4]));
  return !Number.isNaN(day) && finish(Kind.Date, day, day, match[5], reading);
}

/** `2024-04-03`, by far the most frequent form, without an expression. */
function readIsoDate(text: string, reading: Reading): boolean {
  const day = dayMs(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
  return !Number.isNaN(day) && finish(Kind.Date, day, day, undefined, reading);
}

/** NaN if there is something else than digits. */
function digits(text: string, start: number, end: number): number {
  let value = 0;
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    value = isDigit(code) ? value * 10 + code - ZERO : Number.NaN;
  }
  return value;
}

function readNumeric(match: RegExpExecArray, reading: Reading): boolean {
  const first = Number(match[1]);
  const second = Number(match[3]);
  const year = fullYear(match[4] ?? "");
  const dayFirst = dayMs(year, second, first);
  const monthFirst = match[2] === "." ? Number.NaN : dayMs(year, first, second);
  if (Number.isNaN(dayFirst)) return !Number.isNaN(monthFirst) && finish(Kind.DateMonthFirst, monthFirst, monthFirst, match[5], reading);
  if (Number.isNaN(monthFirst)) return finish(Kind.DateDayFirst, dayFirst, dayFirst, match[5], reading);
  return finish(Kind.DateEitherOrder, dayFirst, monthFirst, match[5], reading);
}

function readNamed(
  day: string | undefined,
  name: string | undefined,
  year: string | undefined,
  time: string | undefined,
  reading: Reading,
): boolean {
  const month = MONTHS.get((name ?? "").toLowerCase());
  if (month === undefined) return false;
  const ms = dayMs(fullYear(year ?? ""), month, Number(day));
  return !Number.isNaN(ms) && finish(Kind.Date, ms, ms, time, reading);
}

function readTimeOnly(text: string, reading: Reading): boolean {
  const ms = timeMs(text, reading);
  if (Number.isNaN(ms)) return false;
  reading.kind = Kind.Time;
  reading.number = ms;
  return true;
}

function finish(kind: Kind, day: number, monthFirst: number, time: string | undefined, reading: Reading): boolean {
  const ms = time === undefined ? 0 : timeMs(time, reading);
  if (Number.isNaN(ms)) return false;
  reading.kind = time === undefined ? kind : ((kind + DATE_TO_DATE_TIME) as Kind);
  reading.number = day + ms;
  reading.monthFirst = monthFirst + ms;
  return true;
}

/** Milliseconds since midnight UTC, an offset taken into account; NaN if the text is no time. Sets `reading.zoned`. */
function timeMs(text: string, reading: Reading): number {
  const match = TIME.exec(text);
  if (!match) return Number.NaN;
  let hours = Number(match[1]);
  const half = match[5]?.toLowerCase();
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return Number.NaN;
    hours = (hours % 12) + (half === "p" ? 12 : 0);
  }
  const minutes = Number(match[2]);
  const seconds = Number(match[3] ?? 0);
  // 60 is a leap second.
  if (hours > 23 || minutes > 59 || seconds > 60) return Number.NaN;
  const ms = match[4] === undefined ? 0 : Math.floor(Number(`0.${match[4]}`) * 1000);
  reading.zoned = match[6] !== undefined;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms - offsetMinutes(match[6]) * 60_000;
}

function offsetMinutes(offset: string | undefined): number {
  const sign = offset?.[0];
  if (offset === undefined || (sign !== "+" && sign !== "-")) return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(":", "") || 0);
  return sign === "-" ? -minutes : minutes;
}

function dayMs(year: number, month: number, day: number): number {
  // Written so that NaN fails.
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return Number.NaN;
  return civilMs(year, month, day);
}

function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

const MONTHS: ReadonlyMap<string, number> = new Map(
  ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
    .flatMap(
      (name, index) =>
        [
          [name, index + 1],
          [name.slice(0, 3), index + 1],
        ] as const,
    )
    .concat([["sept", 9]]),
);
