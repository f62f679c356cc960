import { isWeekday, monthNumber } from "../words.ts";
import { type DateToken, dateTokens } from "./date-tokens.ts";
import { clockMs, dayOfIsoWeek, daysInMonth, fromClockMs, type DateParts } from "./moment.ts";

/** Reads a text by a pattern; `undefined` if it does not fit. */
export type DateReader = (text: string) => DateParts | undefined;

/** A longer text is no date, and the expression below must not run over megabytes. */
const MAX_LENGTH = 100;
const MOST_NAMES = 3;

/**
 * Makes a reader for a pattern. `d`, `M`, `H` and the like take one or two digits, `dd` exactly two; names ignore case.
 * @param pivot - two-digit years below it are 20xx, the others 19xx
 * @throws SyntaxError with a sentence
 */
export function dateReader(pattern: string, pivot: number): DateReader {
  const tokens = dateTokens(pattern, true);
  const fields = tokens.filter((token) => "letter" in token);
  // Each may take any letters of the text, and the expression tries every way to share them out.
  if (fields.filter(({ letter, count }) => letter === "E" || (letter === "M" && count >= 3)).length > MOST_NAMES) {
    throw new SyntaxError(`A pattern has at most ${MOST_NAMES} names of months and days`);
  }
  const expression = new RegExp(`^${tokens.map(expressionOf).join("")}$`, "u");
  return (text) => {
    if (text.length > MAX_LENGTH) return undefined;
    const groups = expression.exec(text);
    if (groups === null) return undefined;
    const read: Reading = {};
    for (const [index, field] of fields.entries()) {
      if (!readField(read, field.letter, field.count, groups[index + 1] ?? "", pivot)) return undefined;
    }
    return finish(read);
  };
}

/** Parts while they are read. */
interface Reading extends DateParts {
  half?: "am" | "pm";
  dayOfYear?: number;
  weekYear?: number;
  week?: number;
  weekday?: number;
  quarter?: number;
}

function expressionOf(token: DateToken): string {
  if ("literal" in token) return token.literal.replace(/[$()*+.?[\\\]^{|}/]/g, "\\$&").replace(/ /g, "[ \\u00a0\\u202f]");
  const { letter, count } = token;
  switch (letter) {
    case "y":
    case "Y":
      return count === 2 ? "(\\d\\d)" : "(\\d{4})";
    case "M":
      if (count >= 3) return count === 3 ? "(\\p{L}+\\.?)" : "(\\p{L}+)";
      return count === 1 ? "(\\d\\d?)" : "(\\d\\d)";
    case "D":
      return count === 1 ? "(\\d{1,3})" : `(\\d{${count}})`;
    case "S":
      return count === 1 ? "(\\d{1,9})" : `(\\d{${count}})`;
    case "E":
      return "(\\p{L}+\\.?)";
    case "o":
      return "([A-Za-z]{2})";
    case "a":
      return "([AaPp]\\.?[Mm]\\.?)";
    case "e":
    case "u":
    case "Q":
      return "(\\d)";
    case "X":
    case "x":
    case "Z":
      return "(Z|[+-]\\d\\d(?::?\\d\\d)?)";
    case "z":
      return "([A-Za-z]{1,5}|[+-]\\d\\d(?::?\\d\\d)?)";
    default:
      return count === 1 ? "(\\d\\d?)" : "(\\d\\d)";
  }
}

/** Puts a field to the others. `false` if it has no such value. */
function readField(read: Reading, letter: string, count: number, text: string, pivot: number): boolean {
  const number = Number(text);
  switch (letter) {
    case "y":
      return set(read, "year", count === 2 ? number + (number < pivot ? 2000 : 1900) : number);
    case "Y":
      return set(read, "weekYear", count === 2 ? number + (number < pivot ? 2000 : 1900) : number);
    case "M": {
      const month = count >= 3 ? namedMonth(text, count) : number;
      return month !== undefined && within(month, 1, 12) && set(read, "month", month);
    }
    case "d":
      return within(number, 1, 31) && set(read, "day", number);
    case "D":
      return within(number, 1, 366) && set(read, "dayOfYear", number);
    case "H":
      return within(number, 0, 23) && set(read, "hour", number);
    case "h":
      return within(number, 1, 12) && set(read, "hour", number);
    case "m":
      return within(number, 0, 59) && set(read, "minute", number);
    case "s":
      return within(number, 0, 59) && set(read, "second", number);
    case "S":
      return set(read, "nanosecond", Number(text.padEnd(9, "0")));
    case "a":
      return set(read, "half", /^a/i.test(text) ? "am" : "pm");
    case "w":
      return within(number, 1, 53) && set(read, "week", number);
    case "e":
    case "u":
      return within(number, 1, 7) && set(read, "weekday", number);
    case "Q":
      return within(number, 1, 4) && set(read, "quarter", number);
    case "E":
      return isWeekday(text.toLowerCase().replace(".", ""));
    case "o":
      return /^(st|nd|rd|th)$/i.test(text);
    case "z":
      return readZoneName(read, text);
    default:
      return set(read, "offsetMinutes", offsetOf(text));
  }
}

/** `false` where the part was read before with another value. */
function set<K extends keyof Reading>(read: Reading, key: K, value: NonNullable<Reading[K]>): boolean {
  if (read[key] !== undefined && read[key] !== value) return false;
  read[key] = value;
  return true;
}

/** Names that are those of months in full although they are as short as others are cut to. */
const SHORT_AND_FULL = new Set([
  "may",
  "mai",
  "mars",
  "mart",
  "juni",
  "juin",
  "juli",
  "août",
  "mei",
  "maj",
  "maja",
  "mayo",
  "maio",
  "ocak",
  "ekim",
  "мая",
  "июня",
  "июля",
]);
const SHORTENED = new Set(
  "jan janv ene gen feb févr fév fev mar mrz mär mrt apr avr abr mag jun giu jul juil lug aug ago sep sept set oct okt ott out nov dec dez déc dic".split(
    " ",
  ),
);

/** A month by its name: `MMM` takes the short ones, with or without a point, `MMMM` those in full. */
function namedMonth(text: string, count: number): number | undefined {
  const name = text.toLowerCase().replace(".", "");
  const fits = SHORT_AND_FULL.has(name) || SHORTENED.has(name) === (count === 3);
  return fits ? monthNumber(name) : undefined;
}

/** Zones whose names are unambiguous; the time of other names is taken as it stands. */
function readZoneName(read: Reading, text: string): boolean {
  if (/^(utc|gmt|z)$/i.test(text)) return set(read, "offsetMinutes", 0);
  return /^[A-Za-z]/.test(text) || set(read, "offsetMinutes", offsetOf(text));
}

function offsetOf(text: string): number {
  if (text === "Z") return 0;
  const digits = text.slice(1).replace(":", "").padEnd(4, "0");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return text[0] === "-" ? -minutes : minutes;
}

function finish({ half, dayOfYear, weekYear, week, weekday, quarter, ...parts }: Reading): DateParts | undefined {
  if (half !== undefined) {
    if (parts.hour === undefined || parts.hour > 12 || parts.hour === 0) return undefined;
    parts.hour = (parts.hour % 12) + (half === "pm" ? 12 : 0);
  }
  if (weekYear !== undefined && week !== undefined) {
    const ms = dayOfIsoWeek(weekYear, week, weekday ?? 1);
    return ms === undefined ? undefined : withDate(parts, ms);
  }
  if (dayOfYear !== undefined) {
    if (parts.year === undefined) return undefined;
    const ms = clockMs(parts.year, 1, dayOfYear);
    return new Date(ms).getUTCFullYear() === parts.year ? withDate(parts, ms) : undefined;
  }
  if (quarter !== undefined && parts.month === undefined) parts.month = quarter * 3 - 2;
  // Without a year the 29th of February may be meant.
  if (parts.day !== undefined && parts.month !== undefined && parts.day > daysInMonth(parts.year ?? 2000, parts.month)) return undefined;
  return parts;
}

function withDate(parts: DateParts, ms: number): DateParts {
  const { year, month, day } = fromClockMs(ms);
  return { ...parts, year, month, day };
}

function within(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
