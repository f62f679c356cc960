import type { ColumnTally } from "./column-tally.ts";
/** How many values of a column that was left as text look like something in particular. */
export interface KindShare {
  readonly name: string;
  readonly count: number;
  /** The first few rows with such a value. */
  readonly rows: readonly number[];
}
/**
 * What a column of text is made of: text, numbers, dates, truth values, as far as each makes up a twentieth of it.
 * The most frequent first. One entry, or none, means that the column is all of a piece.
 */
export declare function kindShares({ kinds }: ColumnTally): KindShare[];
//# sourceMappingURL=kind-shares.d.ts.map
