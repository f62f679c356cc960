/** Bounds on what a file may make of few bytes. */
export interface ExpansionLimits {
  readonly maxPaddingRatio: number;
  readonly maxInflationRatio: number;
}
/**
 * Counts what a reader makes that is in no byte of the file. Limits for columns, rows and cells bound each dimension, and their product is
 * what takes time and memory: 16,384 objects of one new key each are 200 kB of JSON and 134 million cells.
 *
 * Readers spend before they make.
 */
export declare class ExpansionBudget {
  #private;
  /** @param sizeBytes - of the file, packed as it is; of a stream, what was read until now */
  constructor(limits: ExpansionLimits, sizeBytes: () => number);
  /**
   * Counts cells that complete a row up to its last value or to the width of the table, or repeat the value of a merged one.
   * @throws RowmillError `FILE_TOO_SPARSE`
   */
  addCells(count: number): void;
  /**
   * Counts the characters of a text that many cells name and that the file has once.
   * @throws RowmillError `FILE_TOO_LARGE_INFLATED`
   */
  addRepeated(length: number): void;
}
/** The most cells that rows of one batch have, or little more: a thousand rows of 16,384 cells are 131 MB of pointers. */
export declare const BATCH_CELLS = 200000;
/** For readers that are used by themselves: without limits. */
export declare const UNLIMITED: ExpansionBudget;
//# sourceMappingURL=expansion-budget.d.ts.map
