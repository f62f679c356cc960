import type { TypeDecision } from "../../values/infer-type.ts";
import type { ColumnTally } from "./column-tally.ts";
/** The numbers behind a column of numbers, dates or times, as its type has them read. */
export interface ColumnNumbers {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** The sum of the squared distances from the mean. */
  readonly squares: number;
  /** Numbers, ascending: all of them if `exact`, else the sample. */
  readonly sorted: Float64Array;
  /** How often each of them came; `undefined` if each came once. */
  readonly weights: Float64Array | undefined;
  readonly exact: boolean;
}
/** Collects the numbers of the kinds that agree with a column's type; `undefined` if it is a type without numbers or has none. */
export declare function columnNumbers(tally: ColumnTally, decision: TypeDecision): ColumnNumbers | undefined;
/** How a number of the column is shown. */
export declare function showNumber(decision: TypeDecision, zonedCount: number): (number: number) => number | string;
//# sourceMappingURL=column-numbers.d.ts.map
