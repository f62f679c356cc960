import type { Bound, Histogram, Quantiles } from "../column-profile.ts";
import type { ColumnNumbers } from "./column-numbers.ts";
/** The quantiles of numbers. Between two of them they are interpolated, as by numpy and by SQL's `percentile_cont`. */
export declare function quantilesOf(numbers: ColumnNumbers, show: (number: number) => Bound): Quantiles | null;
/** Counts numbers in bins of equal width; whole numbers in fewer bins, if they are few. */
export declare function histogramOf(numbers: ColumnNumbers, isWhole: boolean, show: (number: number) => Bound): Histogram | null;
//# sourceMappingURL=distribution.d.ts.map
