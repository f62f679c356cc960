/**
 * Estimates how many different values are in a sketch.
 *
 * Flajolet et al., "HyperLogLog" (2007), with the estimator of Ertl, "New cardinality estimation algorithms for
 * HyperLogLog sketches" (2017), algorithm 6, which needs no correction tables for small counts.
 * Standard error 1.04 / sqrt(registers): 0.8 % with 16,384 of them, 1.6 % with 4,096.
 */
export function estimateDistinct(registers: Uint8Array): number {
  const size = registers.length;
  const counts = new Float64Array(MAX_RANK + 1);
  for (let index = 0; index < size; index += 1) {
    const rank = registers[index] ?? 0;
    counts[rank] = (counts[rank] ?? 0) + 1;
  }
  let sum = size * tau(1 - (counts[MAX_RANK] ?? 0) / size);
  for (let rank = MAX_RANK - 1; rank >= 1; rank -= 1) sum = 0.5 * (sum + (counts[rank] ?? 0));
  sum += size * sigma((counts[0] ?? 0) / size);
  return Math.round((size * size) / (2 * Math.LN2 * sum));
}

/** One more than any rank: a bit at the end of the hash bounds it. */
const MAX_RANK = 54;

/** Adds a hash, as the kernel does: assembly/profile/hyper-log-log.ts. */
export function addHash(registers: Uint8Array, high: number, low: number): void {
  const precision = Math.log2(registers.length);
  const register = high >>> (32 - precision);
  const rest = (high << precision) | (low >>> (32 - precision));
  const rank = rest === 0 ? 33 + Math.clz32((low << precision) | (1 << 11)) : Math.clz32(rest) + 1;
  if (rank > (registers[register] ?? 0)) registers[register] = rank;
}

function sigma(start: number): number {
  if (start === 1) return Number.POSITIVE_INFINITY;
  let power = start;
  let weight = 1;
  let sum = start;
  let before: number;
  do {
    power *= power;
    before = sum;
    sum += power * weight;
    weight += weight;
  } while (sum !== before);
  return sum;
}

function tau(start: number): number {
  if (start === 0 || start === 1) return 0;
  let root = start;
  let weight = 1;
  let sum = 1 - start;
  let before: number;
  do {
    root = Math.sqrt(root);
    before = sum;
    weight *= 0.5;
    sum -= (1 - root) ** 2 * weight;
  } while (sum !== before);
  return sum / 3;
}
