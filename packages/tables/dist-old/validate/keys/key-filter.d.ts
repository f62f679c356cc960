/** A Bloom filter: a key that it does not have is new. */
export declare class KeyFilter {
  #private;
  /** @param expectedKeys - how many keys it will have, about */
  constructor(expectedKeys: number);
  /** Whether so many keys need a larger one. */
  isTooSmallFor(keys: number): boolean;
  mark(keys: Uint32Array, at: number): void;
  mayHave(key: Uint32Array): boolean;
}
//# sourceMappingURL=key-filter.d.ts.map
