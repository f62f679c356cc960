import type { Bound, Histogram, Quantiles } from "../column-profile.ts";
import type { ColumnNumbers } from "./column-numbers.ts";

/** The quantiles of numbers. Between two of them they are interpolated, as by numpy and by SQL's `percentile_cont`. */
export function quantilesOf(numbers: ColumnNumbers, show: (number: number) => Bound): Quantiles | null {
  const { exact } = numbers;
  const ends = endsOf(numbers);
  const total = ends?.at(-1) ?? numbers.sorted.length;
  if (total === 0) return null;
  const at = (share: number) => show(quantile(numbers.sorted, ends, (total - 1) * share));
  return { exact, p1: at(0.01), p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95), p99: at(0.99) };
}

/** Counts numbers in bins of equal width; whole numbers in fewer bins, if they are few. */
export function histogramOf(numbers: ColumnNumbers, isWhole: boolean, show: (number: number) => Bound): Histogram | null {
  const { sorted, exact, min, max, count } = numbers;
  const ends = endsOf(numbers);
  const sampled = ends?.at(-1) ?? sorted.length;
  const range = max - min;
  if (sampled === 0 || !Number.isFinite(range)) return null;
  const bins = range === 0 ? 1 : isWhole && range < BINS ? range + 1 : BINS;
  // Three values 1, 2, 3 have three bins of width 1: their last edge is behind the greatest.
  const end = bins < BINS && range > 0 ? max + 1 : max;
  const binOf = (number: number) => Math.min(bins - 1, Math.max(0, Math.floor(((number - min) / (end - min)) * bins)));
  const counts: number[] = [];
  let before = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    const behind = firstFrom(sorted.length, (index) => binOf(sorted[index] ?? 0) > bin);
    const upTo = ends === undefined ? behind : (ends[behind - 1] ?? 0);
    counts.push(exact ? upTo - before : Math.round(((upTo - before) * count) / sampled));
    before = upTo;
  }
  const edges = Array.from({ length: bins + 1 }, (_, index) => show(index === bins ? end : min + ((end - min) * index) / bins));
  return { exact, edges, counts };
}

const BINS = 10;

/** For each number how many there are up to and with it; `undefined` if each came once. */
function endsOf({ weights }: ColumnNumbers): Float64Array | undefined {
  if (weights === undefined) return undefined;
  const ends = new Float64Array(weights.length);
  let sum = 0;
  for (let index = 0; index < ends.length; index += 1) ends[index] = sum += weights[index] ?? 0;
  return ends;
}

/** The number at a place among sorted numbers, which need not be whole. */
function quantile(sorted: Float64Array, ends: Float64Array | undefined, place: number): number {
  const index = ends === undefined ? Math.floor(place) : firstFrom(ends.length - 1, (at) => place < (ends[at] ?? 0));
  const rest = ends === undefined ? place % 1 : Math.max(0, place - ((ends[index] ?? 0) - 1));
  const number = sorted[index] ?? 0;
  return rest === 0 ? number : number + ((sorted[index + 1] ?? number) - number) * rest;
}

/** The first index, of so many, from which on something is so; the end if it never is. */
function firstFrom(length: number, isSo: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isSo(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
