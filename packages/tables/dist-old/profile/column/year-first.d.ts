import type { ColumnNumbers } from "./column-numbers.ts";
import type { ColumnTally } from "./column-tally.ts";
import type { TypeDecision } from "../../values/infer-type.ts";
/** Numeric dates with years of two digits whose year may stand in front. */
export interface YearFirst {
  /** The dates as they are then. */
  readonly numbers: ColumnNumbers;
  /** Whether the year does stand in front, or may. */
  readonly isSure: boolean;
}
/**
 * Reads dates such as `24-01-05` with the year in front, as they are written in East Asia and Sweden; `undefined` where that cannot be, where the
 * last number is the steady one, or where there are too many different dates to look at each.
 *
 * A year changes little in a column, and a day goes from 1 to 31. So the first number is the year if it ranges over at most half of what the last
 * one does. A month or a few days of one month in front would look the same in a few dates: only numbers beyond 12, or some dates, are sure.
 */
export declare function yearFirst(tally: ColumnTally, decision: TypeDecision): YearFirst | undefined;
//# sourceMappingURL=year-first.d.ts.map
