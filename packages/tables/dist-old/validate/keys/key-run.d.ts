/** Different keys in a temporary file, in buckets by their first word. */
export declare class KeyRun {
  #private;
  private constructor();
  /**
   * Writes keys to a file of a folder.
   * @param table - the keys, and free places, whose first word is 0
   */
  static write(folder: string, table: Uint32Array, count: number): KeyRun;
  /** Makes one run of several that have the same number of buckets and no key in common, and closes these. */
  static merge(folder: string, runs: readonly KeyRun[]): KeyRun;
  get buckets(): number;
  has(key: Uint32Array): boolean;
  /** All keys, some at a time. */
  keys(): Generator<Uint32Array>;
  close(): void;
}
//# sourceMappingURL=key-run.d.ts.map
