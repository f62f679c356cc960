/** What is known of a date or a time: the parts that a text has. */
export interface DateParts {
  year?: number;
  /** From 1. */
  month?: number;
  day?: number;
  /** From 0 to 23. */
  hour?: number;
  minute?: number;
  second?: number;
  /** Digits after the point of the seconds, as nanoseconds. */
  nanosecond?: number;
  /** How far the local time is ahead of UTC, in minutes. */
  offsetMinutes?: number;
}

/** The milliseconds of the parts since 1970-01-01T00:00 by the same clock; parts that are missing are the first of their kind. */
export function toClockMs({ year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 }: DateParts): number {
  return clockMs(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1000;
}

/** The parts for a moment of a clock, with nanoseconds of their own. */
export function fromClockMs(ms: number): Required<Omit<DateParts, "nanosecond" | "offsetMinutes">> {
  const date = new Date(ms);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** The milliseconds of a day at midnight; also of years before 100, which `Date.UTC` takes to be 19xx. */
export function clockMs(year: number, month: number, day: number): number {
  const ms = Date.UTC(2000, month - 1, day);
  return year >= 100 ? Date.UTC(year, month - 1, day) : new Date(ms).setUTCFullYear(year, month - 1, day);
}

export function daysInMonth(year: number, month: number): number {
  return new Date(clockMs(year, month + 1, 0)).getUTCDate();
}

/** The weekday from 1 for Monday to 7 for Sunday. */
export function weekdayOf(ms: number): number {
  return ((new Date(ms).getUTCDay() + 6) % 7) + 1;
}

/** The week of ISO 8601 and the year that it belongs to. */
export function isoWeek(ms: number): { readonly year: number; readonly week: number } {
  const thursday = ms + (4 - weekdayOf(ms)) * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  return { year, week: Math.floor((thursday - clockMs(year, 1, 1)) / (7 * DAY_MS)) + 1 };
}

/** The day of a week of ISO 8601, at midnight; `undefined` if the year has no such week. */
export function dayOfIsoWeek(year: number, week: number, weekday: number): number | undefined {
  const fourth = clockMs(year, 1, 4);
  const ms = fourth + ((week - 1) * 7 + weekday - weekdayOf(fourth)) * DAY_MS;
  return week >= 1 && weekday >= 1 && weekday <= 7 && isoWeek(ms).week === week ? ms : undefined;
}

export function dayOfYear(ms: number): number {
  return Math.floor((ms - clockMs(new Date(ms).getUTCFullYear(), 1, 1)) / DAY_MS) + 1;
}

export const DAY_MS = 86_400_000;
