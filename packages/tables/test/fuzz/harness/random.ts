/** Chance that follows from a seed. */
export interface Random {
  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number;
  /** Whether something happens that has this probability. */
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** Makes a list of up to `most` items, short ones more often. */
  list<Item>(most: number, make: (index: number) => Item): Item[];
}

/** Makes the chance of a seed: mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)]!,
    list: (most, make) => Array.from({ length: Math.floor(next() ** 2 * (most + 1)) }, (_, index) => make(index)),
  };
}
