/** Bounds on what the maker of an archive may choose. */
export interface ZipLimits {
  /** The most entries of an archive. @defaultValue 65,535 */
  readonly maxEntries?: number | undefined;
  /** The most bytes that are inflated from one archive, counted while inflating. @defaultValue 64 GiB */
  readonly maxInflatedBytes?: number | undefined;
  /** How many times its packed size an entry may have, once it has more than 50 MB. @defaultValue 200 */
  readonly maxInflationRatio?: number | undefined;
}
/** Counts what an archive inflates to, whatever it declares, and stops it at its limits. */
export declare class InflationBudget {
  #private;
  readonly maxEntries: number;
  /** All bytes that were inflated until now. */
  inflatedBytes: number;
  constructor(limits: ZipLimits);
  /**
   * @param chunk - how many bytes came just now
   * @param inflated - how many the entry has, with these
   * @throws RowmillError `FILE_TOO_LARGE_INFLATED`
   */
  spend(name: string, chunk: number, inflated: number, packed: number): void;
}
//# sourceMappingURL=zip-limits.d.ts.map
