import type { ColumnNumbers } from "./column-numbers.ts";
import type { ColumnTally } from "./column-tally.ts";
import { Field, RECORD, textOf, valueCount } from "./counted-values.ts";
import { hasShortYear } from "../../values/date-pattern.ts";
import type { TypeDecision } from "../../values/infer-type.ts";

/** Numeric dates with years of two digits whose year may stand in front. */
export interface YearFirst {
  /** The dates as they are then. */
  readonly numbers: ColumnNumbers;
  /** Whether the year does stand in front, or may. */
  readonly isSure: boolean;
}

/**
 * Reads dates such as `24-01-05` with the year in front, as they are written in East Asia and Sweden; `undefined` where that cannot be, where the
 * last number is the steady one, or where there are too many different dates to look at each.
 *
 * A year changes little in a column, and a day goes from 1 to 31. So the first number is the year if it ranges over at most half of what the last
 * one does. A month or a few days of one month in front would look the same in a few dates: only numbers beyond 12, or some dates, are sure.
 */
export function yearFirst(tally: ColumnTally, decision: TypeDecision): YearFirst | undefined {
  if (!tally.exact || (decision.type !== "date" && decision.type !== "datetime") || decision.dateOrder === null) return undefined;
  if (![...tally.patterns].every(([pattern, count]) => count === 0 || hasShortYear(pattern))) return undefined;
  const dates: { readonly ms: number; readonly weight: number }[] = [];
  const first = new Range();
  const last = new Range();
  for (let value = 0; value < valueCount(tally.values); value += 1) {
    const at = value * RECORD;
    if (!decision.agreeing.has((tally.values.records[at + Field.Kind] ?? 0) as never)) continue;
    const match = SHORT_DATE.exec(textOf(tally.values, value));
    if (!match) return undefined;
    const [, year = "", separator, month = "", day = ""] = match;
    if (separator === "." && valueCount(tally.values) < SOME_DATES) return undefined;
    const ms = dayOf(Number(year), Number(month), Number(day));
    if (ms === undefined) return undefined;
    const time = modulo(tally.values.records[at + Field.Number] ?? 0, DAY_MS);
    dates.push({ ms: ms + time, weight: tally.values.records[at + Field.Count] ?? 0 });
    first.add(Number(year));
    last.add(Number(day));
  }
  if (dates.length < 2 || last.spread * 2 <= first.spread) return undefined;
  const isSure = first.spread * 2 <= last.spread && (first.least > 12 || dates.length >= SOME_DATES);
  return { numbers: numbersOf(dates), isSure };
}

/** The year, what separates the numbers, the month, the day. */
const SHORT_DATE = /^\s*(\d\d)([-/.])(\d\d)\2(\d\d)(?!\d)/;

/** Of so many different dates, days have been seen all over the month. */
const SOME_DATES = 8;

const DAY_MS = 86_400_000;

class Range {
  least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;

  add(number: number): void {
    this.least = Math.min(this.least, number);
    this.#most = Math.max(this.#most, number);
  }

  get spread(): number {
    return this.#most - this.least;
  }
}

function dayOf(year: number, month: number, day: number): number | undefined {
  const ms = Date.UTC(year < 70 ? 2000 + year : 1900 + year, month - 1, day);
  return new Date(ms).getUTCMonth() === month - 1 && day > 0 ? ms : undefined;
}

function modulo(number: number, by: number): number {
  return number - Math.floor(number / by) * by;
}

function numbersOf(dates: readonly { readonly ms: number; readonly weight: number }[]): ColumnNumbers {
  const ascending = dates.toSorted((a, b) => a.ms - b.ms);
  const count = ascending.reduce((sum, { weight }) => sum + weight, 0);
  const mean = ascending.reduce((sum, { ms, weight }) => sum + (ms / count) * weight, 0);
  return {
    count,
    min: ascending[0]?.ms ?? Number.NaN,
    max: ascending.at(-1)?.ms ?? Number.NaN,
    mean,
    squares: ascending.reduce((sum, { ms, weight }) => sum + (ms - mean) ** 2 * weight, 0),
    sorted: Float64Array.from(ascending, ({ ms }) => ms),
    weights: Float64Array.from(ascending, ({ weight }) => weight),
    exact: true,
  };
}
