/**
 * A set of digests of keys. It is exact, and takes at most 100 MB: beyond a quarter of a million keys they lie in temporary files, of which a
 * filter in memory knows the keys.
 */
export declare class KeySet {
  #private;
  /** @param folder - where the files are */
  constructor(folder: string, maxInMemory?: number);
  has(digest: string): boolean;
  /** Adds a key. Whether it was new. */
  add(digest: string): boolean;
  /** Forgets all keys. */
  clear(): void;
  /** Releases memory and files. */
  close(): void;
}
//# sourceMappingURL=key-set.d.ts.map
