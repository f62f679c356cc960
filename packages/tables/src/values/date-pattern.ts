import type { DateOrder } from "./column-type.ts";

/**
 * The pattern of a date or a time, in the letters of Unicode's CLDR (as in ICU, Java and date-fns): `yyyy-MM-dd`, `d/M/yyyy`,
 * `EEE, dd MMM yyyy HH:mm:ss xx`.
 *
 * @param pattern - the bits that the reader of values noted; assembly/values/dates.ts has the same names
 * @param order - of numeric dates
 */
function datePattern(pattern: number, order: NumericOrder): string {
  const form = pattern & FORM;
  const weekday = pattern & WEEKDAY ? `EEE${pattern & COMMA && form !== Form.MonthNamed ? "," : ""} ` : "";
  if (form === Form.UnixDate) return `${weekday}MMM ${day(pattern)} ${time(pattern)} yyyy`;
  const date = weekday + dateOf(form, pattern, order);
  if ((pattern & TIME) === 0) return date;
  if (form === Form.Compact && pattern & GLUED) return "yyyyMMddHHmmss";
  const joiner = (pattern & AT ? AT_JOINERS : JOINERS)[(pattern >> JOINER_SHIFT) & 3] ?? " ";
  return form === 0 ? time(pattern) : date + joiner + time(pattern);
}

/** The order of numeric dates; that of years of two digits in front (`24-01-05`) is found by the column. */
export type NumericOrder = DateOrder | "year_first" | null;

/** How often a pattern came: as `datePatterns` writes them, most frequent first. */
export interface PatternShare {
  readonly pattern: string;
  readonly count: number;
}

/** Puts together what differs only in numbers that have one digit or two by themselves: `11/12/2024` is `d/M/yyyy` where `1/2/2024` is. */
export function datePatterns(counts: readonly (readonly [pattern: number, count: number])[], order: NumericOrder): PatternShare[] {
  const dayPads = new Map<number, number>();
  const hourPads = new Map<number, number>();
  for (const [pattern] of counts) {
    const family = pattern & ~(PADS | HOUR_PADS);
    dayPads.set(family, strongest(dayPads.get(family) ?? 0, (pattern & PADS) >> PAD_SHIFT));
    hourPads.set(family, strongest(hourPads.get(family) ?? 0, (pattern & HOUR_PADS) >> HOUR_PAD_SHIFT));
  }
  const shares = new Map<string, number>();
  for (const [pattern, count] of counts) {
    const family = pattern & ~(PADS | HOUR_PADS);
    const whole = family | ((dayPads.get(family) ?? 0) << PAD_SHIFT) | ((hourPads.get(family) ?? 0) << HOUR_PAD_SHIFT);
    const text = datePattern(whole, order);
    shares.set(text, (shares.get(text) ?? 0) + count);
  }
  return [...shares]
    .map(([pattern, count]) => ({ pattern, count }))
    .toSorted((a, b) => b.count - a.count || (a.pattern < b.pattern ? -1 : 1));
}

/** Whether a pattern is that of three numbers of which two digits are a year: `24-01-05`. */
export function hasShortYear(pattern: number): boolean {
  return (pattern & FORM) === Form.Numeric && (pattern & SHORT_YEAR) !== 0;
}

/** Whether a pattern is that of fourteen digits, `20240403134510`. */
export function isCompactTime(pattern: number): boolean {
  return (pattern & FORM) === Form.Compact && (pattern & GLUED) !== 0;
}

const FORM = 0xf;
const Form = {
  YearFirst: 1,
  Numeric: 2,
  DayNamed: 3,
  MonthNamed: 4,
  Compact: 5,
  YearMonth: 6,
  MonthYear: 7,
  UnixDate: 8,
  EastAsian: 9,
  EastAsianMonth: 10,
  NumericMonth: 11,
  Korean: 12,
  YearNamed: 13,
  PointBehind: 14,
} as const;
const SEPARATOR_SHIFT = 4;
/** Of a date with East Asian words for its parts. */
const KOREAN = 1 << SEPARATOR_SHIFT;
/** Of a compact date. */
const GLUED = 1 << SEPARATOR_SHIFT;
const SHORT_YEAR = 1 << 7;
const LONG_MONTH = 1 << 8;
/** Of a time without a date. */
const NO_HOURS = 1 << 8;
const PAD_SHIFT = 9;
const PADS = 3 << PAD_SHIFT;
const WEEKDAY = 1 << 11;
const COMMA = 1 << 12;
const JOINER_SHIFT = 13;
const HOUR_PAD_SHIFT = 15;
const HOUR_PADS = 3 << HOUR_PAD_SHIFT;
const SECONDS = 1 << 17;
const FRACTION_SHIFT = 18;
const HALF_DAY = 1 << 22;
const HALF_DAY_BLANK = 1 << 23;
const ZONE_SHIFT = 24;
const ZONE_BLANK = 1 << 27;
const TIME = 1 << 28;
const ORDINAL = 1 << 29;
const AT = 1 << 30;
const NO_MINUTES = 1 << 31;
const UNPADDED = 2;
/** `134510`: no colons. */
const BASIC_TIME = 3;

const JOINERS = [":", "'T'", " ", ", "];
const AT_JOINERS = [" - ", "-", " 'at' ", " 'klo' "];
const SEPARATORS = ["-", "/", ".", " ", "", ". ", " 'de' ", ":"];
const ZONES = ["", "X", "xxx", "xx", "x", "zzz", "'Uhr'", "'GMT'xx"];

function dateOf(form: number, pattern: number, order: NumericOrder): string {
  const separator = SEPARATORS[(pattern >> SEPARATOR_SHIFT) & 7] ?? " ";
  const year = pattern & SHORT_YEAR ? "yy" : "yyyy";
  const monthName = pattern & LONG_MONTH ? "MMMM" : "MMM";
  const month = isUnpadded(pattern) ? "M" : "MM";
  const ordinal = pattern & ORDINAL ? "o" : "";
  switch (form) {
    case Form.YearFirst:
      return [year, month, day(pattern)].join(separator);
    case Form.PointBehind:
      return `${[year, month, day(pattern)].join(separator)}.`;
    case Form.YearNamed:
      return [year, monthName, day(pattern)].join(separator);
    case Form.Numeric:
      if (order === "year_first") return [year, month, day(pattern)].join(separator);
      return (order === "month_first" ? [month, day(pattern), year] : [day(pattern), month, year]).join(separator);
    case Form.DayNamed:
      return `${day(pattern)}${ordinal}${separator}${monthName}${separator === ". " ? " " : separator}${year}`;
    case Form.MonthNamed:
      return `${monthName}${separator}${day(pattern)}${ordinal}${pattern & COMMA ? "," : ""} ${year}`;
    case Form.Compact:
      return "yyyyMMdd";
    case Form.YearMonth:
      return `${year}${separator}MM`;
    case Form.MonthYear:
      return `${monthName}${separator}${year}`;
    case Form.EastAsian:
      return pattern & KOREAN ? `${year}년 ${month}월 ${day(pattern)}일` : `${year}年${month}月${day(pattern)}日`;
    case Form.EastAsianMonth:
      return pattern & KOREAN ? `${year}년 ${month}월` : `${year}年${month}月`;
    case Form.NumericMonth:
      return `${month}${separator}${year}`;
    case Form.Korean:
      return `${year}. ${month}. ${day(pattern)}.`;
    default:
      return "";
  }
}

function day(pattern: number): string {
  return isUnpadded(pattern) ? "d" : "dd";
}

function isUnpadded(pattern: number): boolean {
  return (pattern & PADS) >> PAD_SHIFT === UNPADDED;
}

function time(pattern: number): string {
  const pad = (pattern & HOUR_PADS) >> HOUR_PAD_SHIFT;
  if (pad === BASIC_TIME) return `HHmmss${zone(pattern)}`;
  const hour = pattern & HALF_DAY ? "h" : "H";
  // Only a time with am or pm and no seconds can lack its minutes.
  const hasPoints = ((pattern & NO_MINUTES) !== 0 && (pattern & HALF_DAY) === 0) || (pattern & NO_MINUTES && pattern & SECONDS);
  const colon = hasPoints ? "." : ":";
  const seconds = pattern & SECONDS ? `${colon}ss` : "";
  const fraction = (pattern >> FRACTION_SHIFT) & 0xf;
  const half = pattern & HALF_DAY ? `${pattern & HALF_DAY_BLANK ? " " : ""}a` : "";
  const written = fraction > 0 ? `.${"S".repeat(fraction)}` : "";
  if ((pattern & FORM) === 0 && pattern & NO_HOURS) return `${pad === UNPADDED ? "m" : "mm"}${seconds}${written}`;
  const minutes = pattern & NO_MINUTES && !hasPoints ? "" : `${colon}mm`;
  return `${pad === UNPADDED ? hour : hour + hour}${minutes}${seconds}${written}${half}${zone(pattern)}`;
}

function zone(pattern: number): string {
  const written = ZONES[(pattern >> ZONE_SHIFT) & 7] ?? "";
  return pattern & ZONE_BLANK ? ` ${written}` : written;
}

function strongest(a: number, b: number): number {
  return Math.max(a, b);
}
