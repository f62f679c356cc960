import { z } from "zod";
/** The types of Table Schema v2. */
export declare const fieldType: z.ZodEnum<{
  any: "any";
  array: "array";
  boolean: "boolean";
  date: "date";
  datetime: "datetime";
  duration: "duration";
  geojson: "geojson";
  geopoint: "geopoint";
  integer: "integer";
  list: "list";
  number: "number";
  object: "object";
  string: "string";
  time: "time";
  year: "year";
  yearmonth: "yearmonth";
}>;
/** A rule about a row or its fields, in the words of Table Schema. */
export declare const ruleSchema: z.ZodDiscriminatedUnion<
  readonly [
    z.ZodObject<
      {
        severity: z.ZodOptional<
          z.ZodEnum<{
            error: "error";
            warning: "warning";
          }>
        >;
        message: z.ZodOptional<z.ZodString>;
        field: z.ZodString;
        rule: z.ZodLiteral<"required">;
      },
      z.core.$strict
    >,
    z.ZodObject<
      {
        severity: z.ZodOptional<
          z.ZodEnum<{
            error: "error";
            warning: "warning";
          }>
        >;
        message: z.ZodOptional<z.ZodString>;
        field: z.ZodString;
        rule: z.ZodLiteral<"type">;
        type: z.ZodEnum<{
          any: "any";
          array: "array";
          boolean: "boolean";
          date: "date";
          datetime: "datetime";
          duration: "duration";
          geojson: "geojson";
          geopoint: "geopoint";
          integer: "integer";
          list: "list";
          number: "number";
          object: "object";
          string: "string";
          time: "time";
          year: "year";
          yearmonth: "yearmonth";
        }>;
        format: z.ZodOptional<z.ZodString>;
        trueValues: z.ZodOptional<z.ZodArray<z.ZodString>>;
        falseValues: z.ZodOptional<z.ZodArray<z.ZodString>>;
        decimalChar: z.ZodOptional<z.ZodString>;
        groupChar: z.ZodOptional<z.ZodString>;
      },
      z.core.$strict
    >,
    z.ZodObject<
      {
        severity: z.ZodOptional<
          z.ZodEnum<{
            error: "error";
            warning: "warning";
          }>
        >;
        message: z.ZodOptional<z.ZodString>;
        field: z.ZodString;
        rule: z.ZodLiteral<"minimum">;
        minimum: z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodString]>;
      },
      z.core.$strict
    >,
    z.ZodObject<
      {
        severity: z.ZodOptional<
          z.ZodEnum<{
            error: "error";
            warning: "warning";
          }>
        >;
        message: z.ZodOptional<z.ZodString>;
        field: z.ZodString;
        rule: z.ZodLiteral<"maximum">;
        maximum: z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodString]>;
      },
      z.core.$strict
    >,
    z.ZodObject<
      {
        severity: z.ZodOptional<
          z.ZodEnum<{
            error: "error";
            warning: "warning";
          }>
        >;
        message: z.ZodOptional<z.ZodString>;
        field: z.ZodString;
        rule: z.ZodLiteral<"exclusiveMinimum">;
        exclusiveMinimum: z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodString]>;
      },
      z.core.$strict
    >,
    z.ZodObject<
      {
        severity: z.ZodOptional<
          z.ZodEnum<{
            error: "error";
            warning: "warning";
          }>
        >;
        message: z.ZodOptional<z.ZodString>;
        field: z.ZodString;
        rule: z.ZodLiteral<"exclusiveMaximum">;
        exclusiveMaximum: z.ZodUnion<readonly [z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>, z.ZodString]>;
      },
      z.core.$strict
    >,
    z.ZodObject<
      {
        severity: z.ZodOptional<
          z.ZodEnum<{
            error: "error";
            warning: "warning";
          }>
        >;
        message: z.ZodOptional<z.ZodString>;
        field: z.ZodString;
        rule: z.ZodLiteral<"minLength">;
        minLength: z.ZodInt;
      },
      z.core.$strict
    >,
    z.ZodObject<
      {
        severity: z.ZodOptional<
          z.ZodEnum<{
            error: "error";
            warning: "warning";
          }>
        >;
        message: z.ZodOptional<z.ZodString>;
        field: z.ZodString;
        rule: z.ZodLiteral<"maxLength">;
        maxLength: z.ZodInt;
      },
      z.core.$strict
    >,
    z.ZodObject<
      {
        ignoreCase: z.ZodOptional<z.ZodBoolean>;
        multiline: z.ZodOptional<z.ZodBoolean>;
        dotAll: z.ZodOptional<z.ZodBoolean>;
        severity: z.ZodOptional<
          z.ZodEnum<{
            error: "error";
            warning: "warning";
          }>
        >;
        message: z.ZodOptional<z.ZodString>;
        field: z.ZodString;
        rule: z.ZodLiteral<"pattern">;
        pattern: z.ZodString;
      },
      z.core.$strict
    >,
    z.ZodObject<
      {
        severity: z.ZodOptional<
          z.ZodEnum<{
            error: "error";
            warning: "warning";
          }>
        >;
        message: z.ZodOptional<z.ZodString>;
        field: z.ZodString;
        rule: z.ZodLiteral<"enum">;
        enum: z.ZodArray<z.ZodString>;
        ignoreCase: z.ZodOptional<z.ZodBoolean>;
      },
      z.core.$strict
    >,
    z.ZodObject<
      {
        severity: z.ZodOptional<
          z.ZodEnum<{
            error: "error";
            warning: "warning";
          }>
        >;
        message: z.ZodOptional<z.ZodString>;
        field: z.ZodString;
        rule: z.ZodLiteral<"unique">;
      },
      z.core.$strict
    >,
    z.ZodObject<
      {
        severity: z.ZodOptional<
          z.ZodEnum<{
            error: "error";
            warning: "warning";
          }>
        >;
        message: z.ZodOptional<z.ZodString>;
        rule: z.ZodLiteral<"primaryKey">;
        fields: z.ZodArray<z.ZodString>;
      },
      z.core.$strict
    >,
    z.ZodObject<
      {
        severity: z.ZodOptional<
          z.ZodEnum<{
            error: "error";
            warning: "warning";
          }>
        >;
        message: z.ZodOptional<z.ZodString>;
        rule: z.ZodLiteral<"uniqueKeys">;
        fields: z.ZodArray<z.ZodString>;
      },
      z.core.$strict
    >,
    z.ZodObject<
      {
        severity: z.ZodOptional<
          z.ZodEnum<{
            error: "error";
            warning: "warning";
          }>
        >;
        message: z.ZodOptional<z.ZodString>;
        rule: z.ZodLiteral<"foreignKeys">;
        fields: z.ZodArray<z.ZodString>;
        reference: z.ZodObject<
          {
            resource: z.ZodString;
            fields: z.ZodOptional<z.ZodArray<z.ZodString>>;
          },
          z.core.$strict
        >;
      },
      z.core.$strict
    >,
    z.ZodObject<
      {
        severity: z.ZodOptional<
          z.ZodEnum<{
            error: "error";
            warning: "warning";
          }>
        >;
        message: z.ZodOptional<z.ZodString>;
        rule: z.ZodLiteral<"row">;
        expression: z.ZodString;
      },
      z.core.$strict
    >,
  ],
  "rule"
>;
/** A rule about a row or its fields. */
export type Rule = z.infer<typeof ruleSchema>;
/** Limits for the whole. A limit by `count` stops early, one by `share` is decided at the end. */
export declare const limitsSchema: z.ZodObject<
  {
    rowCount: z.ZodOptional<
      z.ZodObject<
        {
          minimum: z.ZodOptional<z.ZodInt>;
          maximum: z.ZodOptional<z.ZodInt>;
        },
        z.core.$strict
      >
    >;
    nullValues: z.ZodOptional<
      z.ZodArray<
        z.ZodObject<
          {
            count: z.ZodOptional<z.ZodInt>;
            share: z.ZodOptional<z.ZodNumber>;
            field: z.ZodString;
          },
          z.core.$strict
        >
      >
    >;
    duplicateValues: z.ZodOptional<
      z.ZodArray<
        z.ZodObject<
          {
            count: z.ZodOptional<z.ZodInt>;
            share: z.ZodOptional<z.ZodNumber>;
            field: z.ZodString;
          },
          z.core.$strict
        >
      >
    >;
    rejects: z.ZodOptional<
      z.ZodObject<
        {
          count: z.ZodOptional<z.ZodInt>;
          share: z.ZodOptional<z.ZodNumber>;
        },
        z.core.$strict
      >
    >;
  },
  z.core.$strict
>;
/** Limits for the whole. */
export type Limits = z.infer<typeof limitsSchema>;
/**
 * How the columns of the file must relate to those that are named, in the words of Table Schema. `exact`: the same in the same order;
 * `equal`: the same in any order; `subset`: the file has them all and may have others; `superset`: the file has no others;
 * `partial`: at least one is there.
 */
export declare const fieldsMatchSchema: z.ZodEnum<{
  equal: "equal";
  exact: "exact";
  partial: "partial";
  subset: "subset";
  superset: "superset";
}>;
//# sourceMappingURL=rule-schema.d.ts.map
