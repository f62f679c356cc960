/** 4 MB: enough for two million keys. */
const FIRST_BITS = 2 ** 25;

/** 64 MB: of 50 million keys one new key in 50 is looked for on the disk. */
const MAX_BITS = 2 ** 29;

/** With fewer bits for a key the filter is made again with twice as many, as long as there are. */
const MIN_BITS_PER_KEY = 16;

/** Bits of a key; all of them in one line of the processor's cache. */
const PROBES = 4;

const LINE_BITS = 512;

/** A Bloom filter: a key that it does not have is new. */
export class KeyFilter {
  readonly #words: Uint32Array;
  readonly #lines: number;
  readonly #bits: number;

  /** @param expectedKeys - how many keys it will have, about */
  constructor(expectedKeys: number) {
    let bits = FIRST_BITS;
    while (bits < MAX_BITS && bits < expectedKeys * MIN_BITS_PER_KEY) bits *= 2;
    this.#bits = bits;
    this.#lines = bits / LINE_BITS;
    this.#words = new Uint32Array(bits / 32);
  }

  /** Whether so many keys need a larger one. */
  isTooSmallFor(keys: number): boolean {
    return this.#bits < MAX_BITS && keys * MIN_BITS_PER_KEY > this.#bits;
  }

  mark(keys: Uint32Array, at: number): void {
    for (let probe = 0; probe < PROBES; probe += 1) {
      const bit = this.#bitOf(keys, at, probe);
      this.#words[bit >>> 5] = (this.#words[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
  }

  mayHave(key: Uint32Array): boolean {
    for (let probe = 0; probe < PROBES; probe += 1) {
      const bit = this.#bitOf(key, 0, probe);
      if (((this.#words[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }

  /** Nine bits of the last word and its neighbour for each probe. */
  #bitOf(keys: Uint32Array, at: number, probe: number): number {
    const line = (keys[at + 2] ?? 0) % this.#lines;
    const low = ((keys[at + 3] ?? 0) >>> (probe * 8)) & 0xff;
    return line * LINE_BITS + low + (((keys[at + 1] ?? 0) >>> (28 + probe)) & 1) * 0x1_00;
  }
}
