/** 64 MB: of 50 million keys one new key in 50 is looked for on the disk. */
const FILTER_BITS = 2 ** 29;

/** Bits of a key; all of them in one line of the processor's cache. */
const PROBES = 4;

const LINE_BITS = 512;

/** A Bloom filter: a key that it does not have is new. */
export class KeyFilter {
  readonly #words = new Uint32Array(FILTER_BITS / 32);

  mark(keys: Uint32Array, at: number): void {
    for (let probe = 0; probe < PROBES; probe += 1) {
      const bit = bitOf(keys, at, probe);
      this.#words[bit >>> 5] = (this.#words[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
  }

  mayHave(key: Uint32Array): boolean {
    for (let probe = 0; probe < PROBES; probe += 1) {
      const bit = bitOf(key, 0, probe);
      if (((this.#words[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }
}

/** Nine bits of the last word and its neighbour for each probe. */
function bitOf(keys: Uint32Array, at: number, probe: number): number {
  const line = (keys[at + 2] ?? 0) % (FILTER_BITS / LINE_BITS);
  const low = ((keys[at + 3] ?? 0) >>> (probe * 8)) & 0xff;
  return line * LINE_BITS + low + (((keys[at + 1] ?? 0) >>> (28 + probe)) & 1) * 0x1_00;
}
