import { type DateReader, dateReader } from "./read-date.ts";
import type { DateParts } from "./moment.ts";

/** The order of day and month in numeric dates. */
export type DayMonthOrder = "dayFirst" | "monthFirst";

/** What a text means as a date: its parts, or that it could be two days. */
export type UsualDate = DateParts | "ambiguous" | undefined;

const TIMES = ["", " H:mm", " H:mm:ss", " H:mm:ss.S", " h:mm a", " h:mma", " h:mm:ss a"];
const ZONES = ["", "X", " X", " z"];

/** Dates whose order is clear. */
const CLEAR = [
  "yyyy-M-d",
  "yyyy/M/d",
  "yyyy.M.d",
  "d MMM yyyy",
  "d MMMM yyyy",
  "d-MMM-yyyy",
  "d. MMMM yyyy",
  "d. MMM yyyy",
  "MMM d, yyyy",
  "MMMM d, yyyy",
  "MMM d yyyy",
  "MMMM d yyyy",
  "d MMM yy",
  "d-MMM-yy",
  "EEE, d MMM yyyy",
  "EEEE, d MMMM yyyy",
];
const DAY_FIRST = ["d/M/yyyy", "d.M.yyyy", "d-M-yyyy", "d/M/yy", "d.M.yy", "d-M-yy"];
const MONTH_FIRST = ["M/d/yyyy", "M.d.yyyy", "M-d-yyyy", "M/d/yy", "M.d.yy", "M-d-yy"];

/**
 * Makes a reader of dates and times as they are usually written: ISO 8601, with names of months, numeric ones in both orders.
 * @param order - of numeric dates, or `undefined` if nothing proves it: then a date that could be two days is `ambiguous`
 */
export function usualDateReader(order: DayMonthOrder | undefined, pivot: number): (text: string) => UsualDate {
  const clear = firstOf([...withTimes(CLEAR), ...isoTimes(), "yyyyMMdd", ...BARE_TIMES], pivot);
  const dayFirst = firstOf(withTimes(DAY_FIRST), pivot);
  const monthFirst = firstOf(withTimes(MONTH_FIRST), pivot);
  return (text) => {
    if (!/^\d{1,2}[./-]\d/.test(text)) return clear(text);
    if (order === "dayFirst") return dayFirst(text);
    if (order === "monthFirst") return monthFirst(text);
    const [day, month] = [dayFirst(text), monthFirst(text)];
    if (day && month && (day.day !== month.day || day.month !== month.month)) return "ambiguous";
    return day ?? month;
  };
}

const BARE_TIMES = ["H:mm", "H:mm:ss", "H:mm:ss.S", "h:mm a", "h:mma", "h:mm:ss a"];

/** No text fits two of the patterns, so the one that fitted last is tried first. */
function firstOf(patterns: readonly string[], pivot: number): DateReader {
  let readers: readonly DateReader[] | undefined;
  let last: DateReader | undefined;
  return (text) => {
    const again = last?.(text);
    if (again) return again;
    readers ??= patterns.map((pattern) => dateReader(pattern, pivot));
    for (const read of readers) {
      const parts = read(text);
      if (!parts) continue;
      last = read;
      return parts;
    }
    return undefined;
  };
}

function withTimes(dates: readonly string[]): string[] {
  return dates.flatMap((date) => TIMES.flatMap((time) => (time === "" ? [date] : ZONES.map((zone) => date + time + zone))));
}

function isoTimes(): string[] {
  return ["HH:mm", "HH:mm:ss", "HH:mm:ss.S"].flatMap((time) => ["", "X"].map((zone) => `yyyy-MM-dd'T'${time}${zone}`));
}
