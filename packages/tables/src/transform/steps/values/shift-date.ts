import { clockMs, DAY_MS, type DateParts, daysInMonth, fromClockMs, toClockMs } from "../../../values/dates/moment.ts";
import type { Operation } from "../step-schema.ts";

type DateStep = Extract<Operation, { op: "date" }>;
type Truncate = NonNullable<DateStep["truncate"]>;
type Amount = NonNullable<DateStep["add"]>;

const UNIT_MS = { second: 1000, minute: 60_000, hour: 3_600_000, day: DAY_MS, week: 7 * DAY_MS } as const;

/** A Monday from which weeks are counted. */
const MONDAY_MS = clockMs(1970, 1, 5);

/** Goes back to the start of the unit, or of a multiple. Returns a sentence if the parts do not suffice. */
export function truncateTo(parts: DateParts, { unit, size = 1, offset = 0 }: Truncate): DateParts | string {
  if (unit === "month" || unit === "quarter" || unit === "year") {
    if (parts.year === undefined) return `A ${unit} needs the year, which is not there`;
    const months = size * { month: 1, quarter: 3, year: 12 }[unit];
    const shift = offset * { month: 1, quarter: 3, year: 12 }[unit];
    // Multiples of months are counted from January, those of years from the year 0.
    const month = unit === "year" ? parts.year * 12 : parts.year * 12 + (parts.month ?? 1) - 1;
    const start = months <= 12 && unit !== "year" ? withinYear(month, months, shift) : floorTo(month - shift, months) + shift;
    return atStart(parts, clockMs(Math.floor(start / 12), (start % 12) + 1, 1));
  }
  const isOfDay = unit === "second" || unit === "minute" || unit === "hour";
  if (isOfDay && parts.hour === undefined) return parts.day === undefined ? `A ${unit} needs a time, which is not there` : parts;
  const missing = isOfDay ? undefined : missingDate(parts);
  if (missing) return `A ${unit} needs the ${missing}, which is not there`;
  const length = UNIT_MS[unit] * size;
  const clock = toClockMs(parts);
  // Of times: multiples from midnight. Of days and weeks: from 1970, weeks from Monday.
  const origin = (isOfDay ? clock - mod(clock, DAY_MS) : unit === "week" ? MONDAY_MS : 0) + offset * UNIT_MS[unit];
  const start = floorTo(clock - origin, length) + origin;
  return atStart(parts, start);
}

function withinYear(month: number, months: number, shift: number): number {
  const january = Math.floor(month / 12) * 12;
  return floorTo(month - january - shift, months) + january + shift;
}

/** Adds an amount; first years and months, ending on the last day of a month that is too short, then the rest. */
export function addTo(parts: DateParts, amount: Amount): DateParts | string {
  const { years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = amount;
  const ms = (weeks * 7 + days) * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000;
  const hasDate = parts.year !== undefined && parts.month !== undefined && parts.day !== undefined;
  let clock = toClockMs(parts);
  if (years !== 0 || months !== 0) {
    if (parts.year === undefined) return "Months and years need the year, which is not there";
    const month = parts.year * 12 + (parts.month ?? 1) - 1 + years * 12 + months;
    const [year, inYear] = [Math.floor(month / 12), mod(month, 12) + 1];
    const day = Math.min(parts.day ?? 1, daysInMonth(year, inYear));
    clock = clockMs(year, inYear, day) + mod(clock, DAY_MS);
  }
  if (ms !== 0) {
    const isOfDay = weeks === 0 && days === 0;
    if (!hasDate && !(isOfDay && parts.hour !== undefined))
      return `${isOfDay ? "Hours" : "Days"} need the ${missingDate(parts) ?? "time"}, which is not there`;
    clock += ms;
  }
  const year = new Date(clock).getUTCFullYear();
  if (Number.isNaN(year) || year < 0 || year > 9999) return "The result is outside of the years 0 to 9999";
  const sum = atStart(parts, clock);
  if (parts.nanosecond !== undefined) sum.nanosecond = parts.nanosecond;
  if (hasDate && parts.hour === undefined && (hours !== 0 || minutes !== 0 || seconds !== 0)) {
    const { hour, minute, second } = fromClockMs(clock);
    return { ...sum, hour, minute, second };
  }
  return sum;
}

/** The parts that were there, at another time of the clock. */
function atStart(parts: DateParts, clock: number): DateParts {
  const all = fromClockMs(clock);
  const changed: DateParts = { ...parts };
  for (const key of ["year", "month", "day", "hour", "minute", "second"] as const) if (parts[key] !== undefined) changed[key] = all[key];
  if (parts.nanosecond !== undefined) changed.nanosecond = 0;
  return changed;
}

function missingDate(parts: DateParts): "year" | "month" | "day" | undefined {
  return (["year", "month", "day"] as const).find((key) => parts[key] === undefined);
}

function floorTo(value: number, length: number): number {
  return Math.floor(value / length) * length;
}

function mod(value: number, length: number): number {
  return value - floorTo(value, length);
}
