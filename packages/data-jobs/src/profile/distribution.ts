import type { Bound, Histogram, Quantiles } from "./column-profile.ts";
import type { ColumnNumbers } from "./column-numbers.ts";

/** The quantiles of numbers. Between two of them they are interpolated, as by numpy and by SQL's `percentile_cont`. */
export function quantilesOf(numbers: ColumnNumbers, show: (number: number) => Bound): Quantiles | null {
  const { exact } = numbers;
  const total = totalWeight(numbers);
  if (total === 0) return null;
  const at = (share: number) => show(quantile(numbers, (total - 1) * share));
  return { exact, p1: at(0.01), p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95), p99: at(0.99) };
}

/** Counts numbers in bins of equal width; whole numbers in fewer bins, if they are few. */
export function histogramOf(numbers: ColumnNumbers, isWhole: boolean, show: (number: number) => Bound): Histogram | null {
  const { sorted, weights, exact, min, max, count } = numbers;
  const sampled = totalWeight(numbers);
  const range = max - min;
  if (sampled === 0 || !Number.isFinite(range)) return null;
  const bins = range === 0 ? 1 : isWhole && range < BINS ? range + 1 : BINS;
  // Three values 1, 2, 3 have three bins of width 1: their last edge is behind the greatest.
  const end = bins < BINS && range > 0 ? max + 1 : max;
  const counts = new Float64Array(bins);
  for (const [index, number] of sorted.entries()) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(((number - min) / (end - min)) * bins)));
    counts[bin] = (counts[bin] ?? 0) + (weights?.[index] ?? 1);
  }
  const edges = Array.from({ length: bins + 1 }, (_, index) => show(index === bins ? end : min + ((end - min) * index) / bins));
  return { exact, edges, counts: Array.from(counts, (of) => (exact ? of : Math.round((of * count) / sampled))) };
}

const BINS = 10;

function totalWeight({ sorted, weights }: ColumnNumbers): number {
  return weights ? weights.reduce((sum, weight) => sum + weight, 0) : sorted.length;
}

/** The number at a place among sorted numbers, which need not be whole. */
function quantile({ sorted, weights }: ColumnNumbers, place: number): number {
  const { index, rest } = weights ? findPlace(weights, place) : { index: Math.floor(place), rest: place % 1 };
  const number = sorted[index] ?? 0;
  return rest === 0 ? number : number + ((sorted[index + 1] ?? number) - number) * rest;
}

/** Which number stands at a place, and how far it is from its last to the next number. */
function findPlace(weights: Float64Array, place: number): { readonly index: number; readonly rest: number } {
  let before = 0;
  for (const [index, weight] of weights.entries()) {
    if (place < before + weight) return { index, rest: Math.max(0, place - (before + weight - 1)) };
    before += weight;
  }
  return { index: weights.length - 1, rest: 0 };
}
