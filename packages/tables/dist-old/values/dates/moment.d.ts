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
export declare function toClockMs({ year, month, day, hour, minute, second }: DateParts): number;
/** The parts for a moment of a clock, with nanoseconds of their own. */
export declare function fromClockMs(ms: number): Required<Omit<DateParts, "nanosecond" | "offsetMinutes">>;
/** The milliseconds of a day at midnight; also of years before 100, which `Date.UTC` takes to be 19xx. */
export declare function clockMs(year: number, month: number, day: number): number;
export declare function daysInMonth(year: number, month: number): number;
/** The weekday from 1 for Monday to 7 for Sunday. */
export declare function weekdayOf(ms: number): number;
/** The week of ISO 8601 and the year that it belongs to. */
export declare function isoWeek(ms: number): {
  readonly year: number;
  readonly week: number;
};
/** The day of a week of ISO 8601, at midnight; `undefined` if the year has no such week. */
export declare function dayOfIsoWeek(year: number, week: number, weekday: number): number | undefined;
export declare function dayOfYear(ms: number): number;
export declare const DAY_MS = 86400000;
//# sourceMappingURL=moment.d.ts.map
