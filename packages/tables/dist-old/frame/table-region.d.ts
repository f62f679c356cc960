/** The rows of the table among the rows of a sample, blank rows left out. */
export interface TableRegion {
  /** The most frequent number of cells; of equally frequent ones the largest. 0 without rows. */
  readonly width: number;
  /** The first row of the table, and the one after its last. */
  readonly from: number;
  readonly to: number;
  /** The share of its rows that have the width, or stand among at least three others of their own one, 0 to 1. */
  readonly consistency: number;
}
/** Finds where rows of the usual width start and end. What is above and below is narrow: a preamble, notes. */
export declare function tableRegion(rows: readonly (readonly string[])[]): TableRegion;
/**
 * The most frequent number of cells; of equally frequent ones the largest. Below a preamble that has more lines than the table, it is that
 * of the longest run of alike rows of three cells and more.
 */
export declare function usualWidth(rows: readonly (readonly string[])[]): number;
/** Whether a row is too narrow for the table: at most half its cells, or one filled cell where the table has three or more. */
export declare function isNarrow(row: readonly string[], width: number): boolean;
//# sourceMappingURL=table-region.d.ts.map
