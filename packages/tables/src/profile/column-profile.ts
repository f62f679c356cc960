import type { Example } from "../table/examples.ts";
import type { ColumnSemantic, ColumnType, DateOrder } from "../values/column-type.ts";

/** How often a value came. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** Numbers for numbers, ISO 8601 texts for dates and times. */
export type Bound = number | string;

/** Values below which a part of all values lies: `p5` is above 5 in 100 of them, `p50` is the median. */
export interface Quantiles {
  /** Whether they are those of all values. If not, they are those of a sample of 8,192 (fewer in tables of more than 60 columns), whose ranks are about 1 in 100 off. */
  readonly exact: boolean;
  readonly p1: Bound;
  readonly p5: Bound;
  readonly p25: Bound;
  readonly p50: Bound;
  readonly p75: Bound;
  readonly p95: Bound;
  readonly p99: Bound;
}

/** How the values lie between `min` and `max`: bins of equal width. */
export interface Histogram {
  /** Whether the counts are exact, or estimated from the sample of the quantiles. */
  readonly exact: boolean;
  /** One more than there are bins. A bin has the values from its edge up to the next; the last one also those at its end. */
  readonly edges: readonly Bound[];
  readonly counts: readonly number[];
}

/** What is known about one column of a file. */
export interface ColumnProfile {
  /** The header cell, exactly; `column_3` where there is no header row or the cell is empty. Names may repeat: `index` is the id. */
  readonly name: string;
  /** The position of the column, from 0. */
  readonly index: number;
  readonly type: ColumnType;
  readonly semantic: ColumnSemantic | null;
  /** The decimal sign of the numbers, or `null` if no number shows one. */
  readonly decimalSign: "." | "," | null;
  /** The order of numeric dates. `ambiguous` dates were read day-first for `min` and `max`. */
  readonly dateOrder: DateOrder | null;
  /** How most dates and times are written, in the letters of CLDR (`dd/MM/yyyy HH:mm`); `null` for other types. */
  readonly datePattern: string | null;
  /** Rows that have a value here. With `nullCount` it makes the row count of the file. */
  readonly nonNullCount: number;
  /** Rows without a value: empty or blank cells, null tokens, and rows that end before this column. */
  readonly nullCount: number;
  /** Of these, the cells that are empty or blank or not there. */
  readonly emptyCount: number;
  /** Of these, the cells that say so: `NULL`, `N/A`, `-`, the most frequent first. */
  readonly nullTokens: readonly ValueCount[];
  /** How many different values there are. Estimated within about 2 % if not `exact`. */
  readonly distinct: { readonly count: number; readonly exact: boolean };
  /** Number for numbers, ISO 8601 text for dates and times, text (by UTF-16 code units) for the rest; over the values that agree with the type. */
  readonly min: Bound | null;
  readonly max: Bound | null;
  /** Of numbers only. */
  readonly mean: number | null;
  /** Of numbers only, and of two at least: that of the sample, with n - 1. */
  readonly standardDeviation: number | null;
  /** Of numbers, dates and times. */
  readonly quantiles: Quantiles | null;
  readonly histogram: Histogram | null;
  /** Lengths of the values in characters (code points); `null` if there is no value. */
  readonly length: { readonly min: number; readonly max: number; readonly mean: number } | null;
  /** The most frequent values, cut to 256 characters. */
  readonly topValues: readonly ValueCount[];
  /** Whether the counts of `topValues` are exact. If not, they are estimates, and a value of similar frequency may be missing. */
  readonly topValuesExact: boolean;
  /** The first different values, in the order of the file. */
  readonly sampleValues: readonly string[];
  /** Values that do not agree with type and semantic: how many, and the first few different ones. */
  readonly disagreeing: { readonly count: number; readonly examples: readonly Example[] };
}
