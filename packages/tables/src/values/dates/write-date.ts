import { type DateToken, dateTokens } from "./date-tokens.ts";
import { type DateParts, dayOfYear, isoWeek, toClockMs, weekdayOf } from "./moment.ts";

/** Writes parts by a pattern. Returns the name of a part that the pattern needs and the parts do not have. */
export type DateWriter = (parts: DateParts) => { readonly text: string } | { readonly missing: string };

/**
 * Makes a writer for a pattern.
 * @param locale - the language of the names of months and weekdays
 * @throws SyntaxError with a sentence
 */
export function dateWriter(pattern: string, locale: string): DateWriter {
  const names = namesIn(locale);
  const pieces = dateTokens(pattern, false).map((token) => pieceOf(token, names));
  return (parts) => {
    let text = "";
    for (const piece of pieces) {
      if (typeof piece === "string") text += piece;
      else {
        const written = piece(parts);
        if (typeof written !== "string") return written;
        text += written;
      }
    }
    return { text };
  };
}

interface Missing {
  readonly missing: string;
}

type Piece = string | ((parts: DateParts) => string | Missing);

function pieceOf(token: DateToken, names: Names): Piece {
  if ("literal" in token) return token.literal;
  const { letter, count } = token;
  const number = (key: "day" | "hour" | "minute" | "second", change = (value: number) => value): Piece => {
    return (parts) => (parts[key] === undefined ? { missing: key } : pad(change(parts[key]), count));
  };
  switch (letter) {
    case "y":
      return ({ year }) => (year === undefined ? { missing: "year" } : yearText(year, count));
    case "Y":
      return ofDate((ms) => yearText(isoWeek(ms).year, count));
    case "M":
      return ({ month }) => (month === undefined ? { missing: "month" } : monthText(month, count, names));
    case "d":
      return number("day");
    case "D":
      return ofDate((ms) => pad(dayOfYear(ms), count));
    case "o":
      return ({ day }) => (day === undefined ? { missing: "day" } : ordinal(day));
    case "E":
      return ofDate((ms) => (count === 4 ? names.weekdays : names.shortWeekdays)[weekdayOf(ms) - 1] ?? "");
    case "e":
    case "u":
      return ofDate((ms) => String(weekdayOf(ms)));
    case "Q":
      return ({ month }) => (month === undefined ? { missing: "month" } : String(Math.ceil(month / 3)));
    case "w":
      return ofDate((ms) => pad(isoWeek(ms).week, count));
    case "H":
      return number("hour");
    case "h":
      return number("hour", (hour) => ((hour + 11) % 12) + 1);
    case "m":
      return number("minute");
    case "s":
      return number("second");
    case "S":
      return ({ nanosecond, second }) => {
        if (second === undefined) return { missing: "second" };
        return String(nanosecond ?? 0)
          .padStart(9, "0")
          .slice(0, count);
      };
    case "a":
      return ({ hour }) => {
        if (hour === undefined) return { missing: "hour" };
        return hour < 12 ? "AM" : "PM";
      };
    default:
      return ({ offsetMinutes }) => (offsetMinutes === undefined ? { missing: "time zone" } : offsetText(offsetMinutes, letter, count));
  }
}

function ofDate(write: (ms: number) => string): Piece {
  return (parts) => {
    for (const key of ["year", "month", "day"] as const) if (parts[key] === undefined) return { missing: key };
    return write(toClockMs(parts));
  };
}

function yearText(year: number, count: number): string {
  if (count === 2) return pad(year % 100, 2);
  return count === 1 ? String(year) : pad(year, 4);
}

function monthText(month: number, count: number, names: Names): string {
  if (count <= 2) return pad(month, count);
  return (count === 4 ? names.months : names.shortMonths)[month - 1] ?? "";
}

/** `X` writes `Z` for UTC; one letter: hours (and minutes if there are some), two: `+0530`, three: `+05:30`. */
export function offsetText(minutes: number, letter: string, count: number): string {
  if (minutes === 0 && letter === "X") return "Z";
  if (letter === "z") return minutes === 0 ? "UTC" : offsetText(minutes, "x", 3);
  const sign = minutes < 0 ? "-" : "+";
  const hours = pad(Math.floor(Math.abs(minutes) / 60), 2);
  const rest = Math.abs(minutes) % 60;
  if (letter === "x" && count === 1) return sign + hours + (rest === 0 ? "" : pad(rest, 2));
  if (letter === "X" && count === 1) return sign + hours + (rest === 0 ? "" : pad(rest, 2));
  return sign + hours + (count === 3 ? ":" : "") + pad(rest, 2);
}

function ordinal(day: number): string {
  const last = day % 10;
  if (day >= 11 && day <= 13) return "th";
  return ["th", "st", "nd", "rd"][last] ?? "th";
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}

interface Names {
  readonly months: readonly string[];
  readonly shortMonths: readonly string[];
  readonly weekdays: readonly string[];
  readonly shortWeekdays: readonly string[];
}

/** English is written out, so that it is the same with every version of ICU. */
const ENGLISH: Names = {
  months: "January February March April May June July August September October November December".split(" "),
  shortMonths: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" "),
  weekdays: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" "),
  shortWeekdays: "Mon Tue Wed Thu Fri Sat Sun".split(" "),
};

function namesIn(locale: string): Names {
  if (locale === "en") return ENGLISH;
  const months = (month: "long" | "short") =>
    Array.from({ length: 12 }, (_, index) => name({ month, day: "numeric" }, "month", index * 31 + 14));
  // 1970-01-05 was a Monday.
  const weekdays = (weekday: "long" | "short") => Array.from({ length: 7 }, (_, index) => name({ weekday }, "weekday", index + 4));
  return { months: months("long"), shortMonths: months("short"), weekdays: weekdays("long"), shortWeekdays: weekdays("short") };

  function name(options: Intl.DateTimeFormatOptions, part: "month" | "weekday", day: number): string {
    const parts = new Intl.DateTimeFormat(locale, {
      ...options,
      timeZone: "UTC",
      calendar: "gregory",
      numberingSystem: "latn",
    }).formatToParts(day * 86_400_000);
    return parts.find(({ type }) => type === part)?.value ?? "";
  }
}
