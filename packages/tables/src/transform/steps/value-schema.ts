import { z } from "zod";
import { columnRef, decimal, onError, roundingMode } from "../../values/parameter-schema.ts";

/** Steps on what a text means: numbers, dates, truth values, keys of tables. */

/**
 * Reads a number and writes it, exactly. Read strictly: a sign, digits in groups of three if `groupChar` is given, an exponent.
 * Written as plain digits; without one of the parameters for writing, its digits stay as they were read.
 */
export const numberSchema = z.strictObject({
  op: z.literal("number"),
  /** The decimal character of the input. @defaultValue "." */
  decimalChar: z.string().length(1).optional(),
  /** The character between groups of three digits of the input. @defaultValue none */
  groupChar: z.string().length(1).optional(),
  /** Whether a currency symbol or ISO 4217 code at either end is removed. @defaultValue false */
  currency: z.boolean().optional(),
  /** Whether a `%` at the end is removed; all values are divided by 100. @defaultValue false */
  percent: z.boolean().optional(),
  /** Whether a value with a fraction other than zeros fails, and the others are written without one. @defaultValue false */
  integer: z.boolean().optional(),
  /** Exactly so many digits after the decimal character: rounded, or filled with zeros. */
  scale: z.int().min(0).max(100).optional(),
  /** At least so many digits after the decimal character. */
  minimumFractionDigits: z.int().min(0).max(100).optional(),
  /** At most so many; zeros at the end are removed unless `keepZeros`. */
  maximumFractionDigits: z.int().min(0).max(100).optional(),
  /** Whether a number rounded to `maximumFractionDigits` keeps zeros at its end. @defaultValue false */
  keepZeros: z.boolean().optional(),
  /** At least so many digits before the decimal character, filled with zeros. */
  minimumIntegerDigits: z.int().min(1).max(100).optional(),
  /** At most so many significant digits. */
  maximumSignificantDigits: z.int().min(1).max(100).optional(),
  /** The number is rounded to a multiple of this. */
  roundingIncrement: decimal.optional(),
  /** @defaultValue "halfExpand" */
  roundingMode: roundingMode.optional(),
  /** Whether groups of three digits are written. @defaultValue false */
  useGrouping: z.boolean().optional(),
  /** The decimal character of the output. @defaultValue "." */
  outputDecimalChar: z.string().length(1).optional(),
  /** The character between groups of the output. @defaultValue "," (or "." where `outputDecimalChar` is ",") */
  outputGroupChar: z.string().length(1).optional(),
  /** `scientific`: `1.2E4`. `compact`: `12K`, `3.4M`, with at most one digit after the decimal character unless another number is set. */
  notation: z.enum(["standard", "scientific", "compact"]).optional(),
  /** Reads and writes whole numbers in another base. @defaultValue 10 for both */
  radix: z.strictObject({ from: z.int().min(2).max(36).optional(), to: z.int().min(2).max(36).optional() }).optional(),
  onError,
});

/**
 * Calculates with exact decimals. The operand is `by`, or the value of `byColumn`, or of several columns one after the other.
 * Zeros at the end are removed unless `scale` or `keepScale`.
 */
export const mathSchema = z.strictObject({
  op: z.literal("math"),
  operator: z.enum(["add", "subtract", "multiply", "divide", "integerDivide", "modulo", "min", "max", "negate", "abs"]),
  by: decimal.optional(),
  byColumn: z.union([columnRef, z.array(columnRef).min(1)]).optional(),
  /** Exactly so many digits after the decimal point. A division without it has up to 20 significant digits. */
  scale: z.int().min(0).max(100).optional(),
  /** @defaultValue "halfExpand" */
  roundingMode: roundingMode.optional(),
  /** Whether the result has as many digits after the decimal point as the operand that has most. @defaultValue false */
  keepScale: z.boolean().optional(),
  /** The number that null and empty count as. Without it a null or empty value passes through, and an empty operand fails. */
  emptyAs: decimal.optional(),
  onError,
});

const timeAmount = z.strictObject({
  years: z.int().optional(),
  months: z.int().optional(),
  weeks: z.int().optional(),
  days: z.int().optional(),
  hours: z.int().optional(),
  minutes: z.int().optional(),
  seconds: z.int().optional(),
});

/**
 * Reads a date or a time and writes it. Patterns are CLDR's (`dd.MM.yyyy HH:mm`, literals in `'quotes'`) or strptime's (`%d.%m.%Y`).
 */
export const dateSchema = z.strictObject({
  op: z.literal("date"),
  /**
   * The patterns of the input: the first that fits is used. Beside patterns: `iso`, `excel` and `excel1904` (serial numbers), `unix`
   * (seconds) and `unixMs`. Left out, usual forms are read, and `order` decides between day and month.
   */
  from: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
  /** The pattern of the output, or `iso`, `excel`, `unix`, `unixMs`. @defaultValue "iso": `2024-04-03`, `13:45:10`, `2024-04-03T13:45:10` */
  to: z.string().min(1).optional(),
  /**
   * The order of numeric dates that could be read both ways (`03/04/2024`), where `from` is left out. `column`: as the profile of
   * the column proves it, otherwise such a value fails.
   * @defaultValue "column"
   */
  order: z.enum(["column", "dayFirst", "monthFirst"]).optional(),
  /** The language of month and weekday names in the output: a BCP 47 tag. Names of the input are read in many languages. @defaultValue "en" */
  locale: z.string().optional(),
  /** Two-digit years below it are 20xx, from it 19xx. @defaultValue 69 */
  pivot: z.int().min(0).max(100).optional(),
  /** The zone in which the input is meant, and the one in which the output is written: IANA names, or offsets such as `+02:00`. */
  timeZone: z.strictObject({ from: z.string().min(1), to: z.string().min(1) }).optional(),
  /** Goes back to the start of the unit, or of a multiple of it (`{"unit": "minute", "size": 30}`). */
  truncate: z
    .strictObject({
      unit: z.enum(["second", "minute", "hour", "day", "week", "month", "quarter", "year"]),
      /** @defaultValue 1 */
      size: z.int().min(1).optional(),
      /** Where the first multiple starts, in units. @defaultValue 0 */
      offset: z.int().optional(),
    })
    .optional(),
  /** What is added, after `truncate`. Months that have no such day end on their last day. A time without a date goes round at midnight. */
  add: timeAmount.optional(),
  onError,
});

/** Reads a truth value, ignoring case, and writes it. */
export const booleanSchema = z.strictObject({
  op: z.literal("boolean"),
  /** @defaultValue words for true in eleven languages, `1`, `t`, `y`, `x` */
  trueValues: z.array(z.string()).min(1).optional(),
  /** @defaultValue words for false in eleven languages, `0`, `f`, `n` */
  falseValues: z.array(z.string()).min(1).optional(),
  /** What is written for true. @defaultValue "true" */
  outputTrue: z.string().optional(),
  /** What is written for false. @defaultValue "false" */
  outputFalse: z.string().optional(),
  onError,
});

/** Looks the value up, exactly, in a table of the document or in a file of the option `files`. */
export const lookupSchema = z.strictObject({
  op: z.literal("lookup"),
  table: z.record(z.string(), z.string().nullable()).optional(),
  /** The name of an entry of the option `files`: a table with a key and a value in each row. */
  file: z.string().min(1).optional(),
  /** The column of the keys in `file`. @defaultValue the first */
  key: z.string().min(1).optional(),
  /** The column of the values in `file`. @defaultValue the second */
  value: z.string().min(1).optional(),
  /** Whether upper and lower case of keys are alike. @defaultValue false */
  ignoreCase: z.boolean().optional(),
  /** What becomes of a value without an entry. @defaultValue "error" */
  else: z.union([z.enum(["error", "null", "keep"]), z.strictObject({ value: z.string() })]).optional(),
});

/** Writes a value where there is none: for null and for empty. */
export const defaultSchema = z.strictObject({ op: z.literal("default"), value: z.string() });

/** Makes null of values that equal one of these, exactly. */
export const nullIfSchema = z.strictObject({ op: z.literal("nullIf"), values: z.array(z.string()).min(1) });

/** Writes a value, whatever came in. */
export const constSchema = z.strictObject({ op: z.literal("const"), value: z.string().nullable() });

/** Evaluates an expression of the Common Expression Language; `value` is the value, `row["name"]` a column. Needs the option `allowExpressions`. */
export const celSchema = z.strictObject({ op: z.literal("cel"), expression: z.string().min(1).max(2_000), onError });

/** Calls a step of the host, which it declares with `defineStep` and passes in the option `steps`. */
export const customSchema = z.strictObject({
  op: z.literal("custom"),
  name: z.string().min(1),
  /** What the step is given as its parameters. JSON. */
  params: z.record(z.string(), z.json()).optional(),
  onError,
});
