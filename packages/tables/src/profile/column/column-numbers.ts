import { isoDate, isoDateTime, isoTime } from "../../values/civil-time.ts";
import type { TypeDecision } from "../../values/infer-type.ts";
import { Kind, KIND_COUNT } from "../../values/kind.ts";
import type { ColumnTally, KindTally, NumberSample } from "./column-tally.ts";
import { type CountedValues, Field, RECORD } from "./counted-values.ts";

/** The numbers behind a column of numbers, dates or times, as its type has them read. */
export interface ColumnNumbers {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** The sum of the squared distances from the mean. */
  readonly squares: number;
  /** Numbers, ascending: all of them if `exact`, else the sample. */
  readonly sorted: Float64Array;
  /** How often each of them came; `undefined` if each came once. */
  readonly weights: Float64Array | undefined;
  readonly exact: boolean;
}

/** Collects the numbers of the kinds that agree with a column's type; `undefined` if it is a type without numbers or has none. */
export function columnNumbers(tally: ColumnTally, decision: TypeDecision): ColumnNumbers | undefined {
  if (decision.type === "string" || decision.type === "boolean") return undefined;
  const moments = [...decision.agreeing].flatMap((kind) => {
    const found = tally.kinds.get(kind);
    return found && found.count > 0 ? [momentsOf(found, decision)] : [];
  });
  const [first] = moments;
  if (!first) return undefined;
  const numbers = tally.exact ? countedNumbers(tally.values, decision) : sampledNumbers(tally.numbers, decision);
  return { ...moments.slice(1).reduce(joinMoments, first), ...numbers, exact: tally.exact };
}

// The loops below go through thousands of numbers in code that is not warm in the first file of a thread: no call, iterator or object for each.

type SortedNumbers = Pick<ColumnNumbers, "sorted" | "weights">;

function countedNumbers({ records }: CountedValues, decision: TypeDecision): SortedNumbers {
  const ways = waysToRead(decision);
  const weightOf = new Map<number, number>();
  for (let at = 0; at < records.length; at += RECORD) {
    const kind = (records[at + Field.Kind] ?? 0) as Kind;
    const way = ways[kind] ?? 0;
    if (way === NOT_READ) continue;
    const plain = records[at + Field.Number] ?? 0;
    const number = way === AS_IT_IS ? plain : readAs(plain, kind, decision);
    weightOf.set(number, (weightOf.get(number) ?? 0) + (records[at + Field.Count] ?? 0));
  }
  const sorted = Float64Array.from(weightOf.keys()).toSorted();
  const weights = new Float64Array(sorted.length);
  for (let index = 0; index < sorted.length; index += 1) weights[index] = weightOf.get(sorted[index] ?? 0) ?? 0;
  return { sorted, weights };
}

function sampledNumbers({ numbers, kinds }: NumberSample, decision: TypeDecision): SortedNumbers {
  const ways = waysToRead(decision);
  const sorted = new Float64Array(numbers.length);
  let size = 0;
  for (let index = 0; index < numbers.length; index += 1) {
    const kind = (kinds[index] ?? 0) as Kind;
    const way = ways[kind] ?? 0;
    if (way === NOT_READ) continue;
    const number = numbers[index] ?? 0;
    sorted[size] = way === AS_IT_IS ? number : readAs(number, kind, decision);
    size += 1;
  }
  return { sorted: sorted.subarray(0, size).toSorted(), weights: undefined };
}

/** What is to be done with the numbers of each kind. */
function waysToRead(decision: TypeDecision): Uint8Array {
  const ways = new Uint8Array(KIND_COUNT);
  for (const kind of decision.agreeing) ways[kind] = isAsItIs(kind, decision) ? AS_IT_IS : CONVERTED;
  return ways;
}

const NOT_READ = 0;
const AS_IT_IS = 1;
const CONVERTED = 2;

/** How a number of the column is shown. */
export function showNumber(decision: TypeDecision, zonedCount: number): (number: number) => number | string {
  if (decision.type === "date") return isoDate;
  if (decision.type === "datetime") return (ms) => isoDateTime(Math.round(ms), zonedCount > 0);
  if (decision.type === "time") return (ms) => isoTime(Math.round(ms));
  return (number) => number;
}

type Moments = Pick<ColumnNumbers, "count" | "min" | "max" | "mean" | "squares">;

function momentsOf({ kind, count, shift, sum, squares, ...bounds }: KindTally, decision: TypeDecision): Moments {
  const isMonthFirst = decision.dateOrder === "month_first" && isEitherOrder(kind);
  const isDay = isCompactDay(kind, decision);
  const factor = isGrouped(kind, decision) ? 1_000 : 1;
  const [min, max] = isMonthFirst || isDay ? [bounds.monthFirstMin, bounds.monthFirstMax] : [bounds.min * factor, bounds.max * factor];
  const whole = (number: number) => (factor === 1 ? number : Math.round(number));
  return {
    count,
    min: whole(min),
    max: whole(max),
    mean: (shift + sum / count) * factor,
    squares: Math.max(0, squares - (sum * sum) / count) * factor ** 2,
  };
}

/** Chan, Golub and LeVeque, "Algorithms for computing the sample variance" (1983). */
function joinMoments(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  const distance = b.mean - a.mean;
  return {
    count,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    mean: a.mean + (distance * b.count) / count,
    squares: a.squares + b.squares + (distance * distance * a.count * b.count) / count,
  };
}

function isAsItIs(kind: Kind, decision: TypeDecision): boolean {
  const isExchanged = decision.dateOrder === "month_first" && isEitherOrder(kind);
  return !isGrouped(kind, decision) && !isExchanged && !isCompactDay(kind, decision);
}

function readAs(number: number, kind: Kind, decision: TypeDecision): number {
  // 1.234 was read as a decimal; where a point groups, it is a thousand times that.
  if (isGrouped(kind, decision)) return Math.round(number * 1_000);
  if (decision.dateOrder === "month_first" && isEitherOrder(kind)) return monthFirst(number);
  if (isCompactDay(kind, decision)) return compactDay(number);
  return number;
}

function isGrouped(kind: Kind, { decimalSign }: TypeDecision): boolean {
  return kind === (decimalSign === "," ? Kind.PointOrGroup : Kind.CommaOrGroup);
}

function isEitherOrder(kind: Kind): boolean {
  return kind === Kind.DateEitherOrder || kind === Kind.DateTimeEitherOrder;
}

function isCompactDay(kind: Kind, { type }: TypeDecision): boolean {
  return kind === Kind.CompactDate && (type === "date" || type === "datetime");
}

/** A date that was read day-first, with its day and month exchanged. Both are 12 at most. */
function monthFirst(ms: number): number {
  const date = new Date(ms);
  const day = Date.UTC(2000, date.getUTCDate() - 1, date.getUTCMonth() + 1);
  const exchanged = new Date(day);
  exchanged.setUTCFullYear(date.getUTCFullYear());
  return exchanged.getTime() + (ms - Math.floor(ms / DAY_MS) * DAY_MS);
}

/** 20240403 as a day, 20240403134510 as a day and a time. */
function compactDay(number: number): number {
  if (number > 99_999_999) {
    const time = number % 1_000_000;
    const ms = (Math.floor(time / 10_000) * 3600 + (Math.floor(time / 100) % 100) * 60 + (time % 100)) * 1000;
    return compactDay(Math.floor(number / 1_000_000)) + ms;
  }
  return Date.UTC(Math.floor(number / 10_000), (Math.floor(number / 100) % 100) - 1, number % 100);
}

const DAY_MS = 86_400_000;
