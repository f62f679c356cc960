/**
 * Estimates how many different texts were added, in a fixed `2 ** precision` bytes.
 * Standard error 1.04 / sqrt(2 ** precision): 0.8 % at precision 14, 1.6 % at 12.
 *
 * Flajolet et al., "HyperLogLog" (2007), with the estimator of Ertl, "New cardinality estimation algorithms for
 * HyperLogLog sketches" (2017), algorithm 6, which needs no correction tables for small counts.
 */
export class HyperLogLog {
  readonly #registers: Uint8Array;
  readonly #shift: number;

  /** @param precision - 4 to 16 */
  constructor(precision: number) {
    this.#registers = new Uint8Array(2 ** precision);
    this.#shift = 32 - precision;
  }

  add(text: string): void {
    // Two 32-bit lanes, two characters a step: one chooses the register, the other gives the rank.
    const { length } = text;
    let high = 0xdeadbeef ^ length;
    let low = 0x41c6ce57;
    for (let index = 0; index < length; index += 2) {
      const pair = text.charCodeAt(index) | (index + 1 < length ? text.charCodeAt(index + 1) << 16 : 0);
      high = Math.imul(high ^ pair, 2_654_435_761);
      low = Math.imul(low ^ pair, 1_597_334_677);
      high ^= high >>> 15;
      low ^= low >>> 13;
    }
    high = mix(high ^ (low >>> 15));
    low = mix(low ^ (high >>> 13));
    const register = high >>> this.#shift;
    const rank = Math.clz32(low) + 1;
    if (rank > (this.#registers[register] ?? 0)) this.#registers[register] = rank;
  }

  /** The estimate, a whole number. 0 for nothing added. */
  estimate(): number {
    const size = this.#registers.length;
    const counts = new Float64Array(MAX_RANK + 1);
    for (const rank of this.#registers) counts[rank] = (counts[rank] ?? 0) + 1;
    let sum = size * tau(1 - (counts[MAX_RANK] ?? 0) / size);
    for (let rank = MAX_RANK - 1; rank >= 1; rank -= 1) sum = 0.5 * (sum + (counts[rank] ?? 0));
    sum += size * sigma((counts[0] ?? 0) / size);
    return Math.round((size * size) / (2 * Math.LN2 * sum));
  }
}

/** `clz32` answers up to 32. */
const MAX_RANK = 33;

/** The finalizer of MurmurHash3: every bit of the input changes every bit of the output. */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
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
