import { z } from "zod";
/** Steps on what a text means: numbers, dates, truth values, keys of tables. */
/**
 * Reads a number and writes it, exactly. Read strictly: a sign, digits in groups of three if `groupChar` is given, an exponent.
 * Written as plain digits; without one of the parameters for writing, its digits stay as they were read.
 */
export declare const numberSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"number">;
    decimalChar: z.ZodOptional<z.ZodString>;
    groupChar: z.ZodOptional<z.ZodString>;
    currency: z.ZodOptional<z.ZodBoolean>;
    percent: z.ZodOptional<z.ZodBoolean>;
    integer: z.ZodOptional<z.ZodBoolean>;
    scale: z.ZodOptional<z.ZodInt>;
    minimumFractionDigits: z.ZodOptional<z.ZodInt>;
    maximumFractionDigits: z.ZodOptional<z.ZodInt>;
    keepZeros: z.ZodOptional<z.ZodBoolean>;
    minimumIntegerDigits: z.ZodOptional<z.ZodInt>;
    maximumSignificantDigits: z.ZodOptional<z.ZodInt>;
    roundingIncrement: z.ZodOptional<z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>>;
    roundingMode: z.ZodOptional<
      z.ZodEnum<{
        ceil: "ceil";
        expand: "expand";
        floor: "floor";
        halfEven: "halfEven";
        halfExpand: "halfExpand";
        trunc: "trunc";
      }>
    >;
    useGrouping: z.ZodOptional<z.ZodBoolean>;
    outputDecimalChar: z.ZodOptional<z.ZodString>;
    outputGroupChar: z.ZodOptional<z.ZodString>;
    notation: z.ZodOptional<
      z.ZodEnum<{
        compact: "compact";
        scientific: "scientific";
        standard: "standard";
      }>
    >;
    radix: z.ZodOptional<
      z.ZodObject<
        {
          from: z.ZodOptional<z.ZodInt>;
          to: z.ZodOptional<z.ZodInt>;
        },
        z.core.$strict
      >
    >;
    onError: z.ZodOptional<
      z.ZodUnion<
        readonly [
          z.ZodEnum<{
            keep: "keep";
            null: "null";
            reject: "reject";
          }>,
          z.ZodObject<
            {
              value: z.ZodString;
            },
            z.core.$strict
          >,
        ]
      >
    >;
  },
  z.core.$strict
>;
/**
 * Calculates with exact decimals. The operand is `by`, or the value of `byColumn`, or of several columns one after the other.
 * Zeros at the end are removed unless `scale` or `keepScale`.
 */
export declare const mathSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"math">;
    operator: z.ZodEnum<{
      abs: "abs";
      add: "add";
      divide: "divide";
      integerDivide: "integerDivide";
      max: "max";
      min: "min";
      modulo: "modulo";
      multiply: "multiply";
      negate: "negate";
      subtract: "subtract";
    }>;
    by: z.ZodOptional<z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>>;
    byColumn: z.ZodOptional<z.ZodUnion<readonly [z.ZodString, z.ZodArray<z.ZodString>]>>;
    scale: z.ZodOptional<z.ZodInt>;
    roundingMode: z.ZodOptional<
      z.ZodEnum<{
        ceil: "ceil";
        expand: "expand";
        floor: "floor";
        halfEven: "halfEven";
        halfExpand: "halfExpand";
        trunc: "trunc";
      }>
    >;
    keepScale: z.ZodOptional<z.ZodBoolean>;
    emptyAs: z.ZodOptional<z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>>;
    onError: z.ZodOptional<
      z.ZodUnion<
        readonly [
          z.ZodEnum<{
            keep: "keep";
            null: "null";
            reject: "reject";
          }>,
          z.ZodObject<
            {
              value: z.ZodString;
            },
            z.core.$strict
          >,
        ]
      >
    >;
  },
  z.core.$strict
>;
/**
 * Reads a date or a time and writes it. Patterns are CLDR's (`dd.MM.yyyy HH:mm`, literals in `'quotes'`) or strptime's (`%d.%m.%Y`).
 */
export declare const dateSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"date">;
    from: z.ZodOptional<z.ZodUnion<readonly [z.ZodString, z.ZodArray<z.ZodString>]>>;
    to: z.ZodOptional<z.ZodString>;
    order: z.ZodOptional<
      z.ZodEnum<{
        column: "column";
        dayFirst: "dayFirst";
        monthFirst: "monthFirst";
      }>
    >;
    locale: z.ZodOptional<z.ZodString>;
    pivot: z.ZodOptional<z.ZodInt>;
    timeZone: z.ZodOptional<
      z.ZodObject<
        {
          from: z.ZodString;
          to: z.ZodString;
        },
        z.core.$strict
      >
    >;
    truncate: z.ZodOptional<
      z.ZodObject<
        {
          unit: z.ZodEnum<{
            day: "day";
            hour: "hour";
            minute: "minute";
            month: "month";
            quarter: "quarter";
            second: "second";
            week: "week";
            year: "year";
          }>;
          size: z.ZodOptional<z.ZodInt>;
          offset: z.ZodOptional<z.ZodInt>;
        },
        z.core.$strict
      >
    >;
    add: z.ZodOptional<
      z.ZodObject<
        {
          years: z.ZodOptional<z.ZodInt>;
          months: z.ZodOptional<z.ZodInt>;
          weeks: z.ZodOptional<z.ZodInt>;
          days: z.ZodOptional<z.ZodInt>;
          hours: z.ZodOptional<z.ZodInt>;
          minutes: z.ZodOptional<z.ZodInt>;
          seconds: z.ZodOptional<z.ZodInt>;
        },
        z.core.$strict
      >
    >;
    onError: z.ZodOptional<
      z.ZodUnion<
        readonly [
          z.ZodEnum<{
            keep: "keep";
            null: "null";
            reject: "reject";
          }>,
          z.ZodObject<
            {
              value: z.ZodString;
            },
            z.core.$strict
          >,
        ]
      >
    >;
  },
  z.core.$strict
>;
/** Reads a truth value, ignoring case, and writes it. */
export declare const booleanSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"boolean">;
    trueValues: z.ZodOptional<z.ZodArray<z.ZodString>>;
    falseValues: z.ZodOptional<z.ZodArray<z.ZodString>>;
    outputTrue: z.ZodOptional<z.ZodString>;
    outputFalse: z.ZodOptional<z.ZodString>;
    onError: z.ZodOptional<
      z.ZodUnion<
        readonly [
          z.ZodEnum<{
            keep: "keep";
            null: "null";
            reject: "reject";
          }>,
          z.ZodObject<
            {
              value: z.ZodString;
            },
            z.core.$strict
          >,
        ]
      >
    >;
  },
  z.core.$strict
>;
/** Looks the value up, exactly, in a table of the document or in a file of the option `files`. */
export declare const lookupSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"lookup">;
    table: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodNullable<z.ZodString>>>;
    file: z.ZodOptional<z.ZodString>;
    key: z.ZodOptional<z.ZodString>;
    value: z.ZodOptional<z.ZodString>;
    ignoreCase: z.ZodOptional<z.ZodBoolean>;
    else: z.ZodOptional<
      z.ZodUnion<
        readonly [
          z.ZodEnum<{
            error: "error";
            keep: "keep";
            null: "null";
          }>,
          z.ZodObject<
            {
              value: z.ZodString;
            },
            z.core.$strict
          >,
        ]
      >
    >;
  },
  z.core.$strict
>;
/** Writes a value where there is none: for null and for empty. */
export declare const defaultSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"default">;
    value: z.ZodString;
  },
  z.core.$strict
>;
/** Makes null of values that equal one of these, exactly. */
export declare const nullIfSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"nullIf">;
    values: z.ZodArray<z.ZodString>;
  },
  z.core.$strict
>;
/** Writes a value, whatever came in. */
export declare const constSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"const">;
    value: z.ZodNullable<z.ZodString>;
  },
  z.core.$strict
>;
/** Evaluates an expression of the Common Expression Language; `value` is the value, `row["name"]` a column. Needs the option `allowExpressions`. */
export declare const celSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"cel">;
    expression: z.ZodString;
    onError: z.ZodOptional<
      z.ZodUnion<
        readonly [
          z.ZodEnum<{
            keep: "keep";
            null: "null";
            reject: "reject";
          }>,
          z.ZodObject<
            {
              value: z.ZodString;
            },
            z.core.$strict
          >,
        ]
      >
    >;
  },
  z.core.$strict
>;
/** Calls a step of the host, which it declares with `defineStep` and passes in the option `steps`. */
export declare const customSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"custom">;
    name: z.ZodString;
    params: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodJSONSchema>>;
    onError: z.ZodOptional<
      z.ZodUnion<
        readonly [
          z.ZodEnum<{
            keep: "keep";
            null: "null";
            reject: "reject";
          }>,
          z.ZodObject<
            {
              value: z.ZodString;
            },
            z.core.$strict
          >,
        ]
      >
    >;
  },
  z.core.$strict
>;
//# sourceMappingURL=value-schema.d.ts.map
