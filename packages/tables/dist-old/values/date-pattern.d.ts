import type { DateOrder } from "./column-type.ts";
/** The order of numeric dates; that of years of two digits in front (`24-01-05`) is found by the column. */
export type NumericOrder = DateOrder | "year_first" | null;
/** How often a pattern came: as `datePatterns` writes them, most frequent first. */
export interface PatternShare {
  readonly pattern: string;
  readonly count: number;
}
/** Puts together what differs only in numbers that have one digit or two by themselves: `11/12/2024` is `d/M/yyyy` where `1/2/2024` is. */
export declare function datePatterns(counts: readonly (readonly [pattern: number, count: number])[], order: NumericOrder): PatternShare[];
/** Whether a pattern is that of three numbers of which two digits are a year: `24-01-05`. */
export declare function hasShortYear(pattern: number): boolean;
/** Whether a pattern is that of fourteen digits, `20240403134510`. */
export declare function isCompactTime(pattern: number): boolean;
//# sourceMappingURL=date-pattern.d.ts.map
