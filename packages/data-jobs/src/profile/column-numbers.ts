import { isoDate, isoDateTime, isoTime } from "../values/civil-time.ts";
import type { TypeDecision } from "../values/infer-type.ts";
import { Kind } from "../values/kind.ts";
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
  const read = (number: number, kind: Kind) => readAs(number, kind, decision);
  const numbers = tally.exact
    ? countedNumbers(tally.values, decision.agreeing, read)
    : sampledNumbers(tally.numbers, decision.agreeing, read);
  return { ...moments.slice(1).reduce(joinMoments, first), ...numbers, exact: tally.exact };
}

type SortedNumbers = Pick<ColumnNumbers, "sorted" | "weights">;
type ReadNumber = (number: number, kind: Kind) => number;

function countedNumbers(values: CountedValues, agreeing: ReadonlySet<Kind>, read: ReadNumber): SortedNumbers {
  const { records } = values;
  const found: { readonly number: number; readonly count: number }[] = [];
  for (let at = 0; at < records.length; at += RECORD) {
    const kind = (records[at + Field.Kind] ?? 0) as Kind;
    if (agreeing.has(kind)) found.push({ number: read(records[at + Field.Number] ?? 0, kind), count: records[at + Field.Count] ?? 0 });
  }
  found.sort((a, b) => a.number - b.number);
  return { sorted: Float64Array.from(found, ({ number }) => number), weights: Float64Array.from(found, ({ count }) => count) };
}

function sampledNumbers({ numbers, kinds }: NumberSample, agreeing: ReadonlySet<Kind>, read: ReadNumber): SortedNumbers {
  const sorted = new Float64Array(numbers.length);
  let size = 0;
  for (const [index, kind] of kinds.entries()) {
    if (agreeing.has(kind as Kind)) sorted[size++] = read(numbers[index] ?? 0, kind as Kind);
  }
  return { sorted: sorted.subarray(0, size).toSorted(), weights: undefined };
}

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
  const isDay = kind === Kind.CompactDate && decision.type === "date";
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

function readAs(number: number, kind: Kind, decision: TypeDecision): number {
  // 1.234 was read as a decimal; where a point groups, it is a thousand times that.
  if (isGrouped(kind, decision)) return Math.round(number * 1_000);
  if (decision.dateOrder === "month_first" && isEitherOrder(kind)) return monthFirst(number);
  if (kind === Kind.CompactDate && decision.type === "date") return compactDay(number);
  return number;
}

function isGrouped(kind: Kind, { decimalSign }: TypeDecision): boolean {
  return kind === (decimalSign === "," ? Kind.PointOrGroup : Kind.CommaOrGroup);
}

function isEitherOrder(kind: Kind): boolean {
  return kind === Kind.DateEitherOrder || kind === Kind.DateTimeEitherOrder;
}

/** A date that was read day-first, with its day and month exchanged. Both are 12 at most. */
function monthFirst(ms: number): number {
  const date = new Date(ms);
  const day = Date.UTC(2000, date.getUTCDate() - 1, date.getUTCMonth() + 1);
  const exchanged = new Date(day);
  exchanged.setUTCFullYear(date.getUTCFullYear());
  return exchanged.getTime() + (ms - Math.floor(ms / DAY_MS) * DAY_MS);
}

/** 20240403 as a day. */
function compactDay(number: number): number {
  return Date.UTC(Math.floor(number / 10_000), (Math.floor(number / 100) % 100) - 1, number % 100);
}

const DAY_MS = 86_400_000;
