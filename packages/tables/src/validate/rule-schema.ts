import { z } from "zod";
import { decimal, flags } from "../values/parameter-schema.ts";

/** The types of Table Schema v2. */
export const fieldType = z.enum([
  "string",
  "number",
  "integer",
  "boolean",
  "object",
  "array",
  "list",
  "datetime",
  "date",
  "time",
  "year",
  "yearmonth",
  "duration",
  "geopoint",
  "geojson",
  "any",
]);

/** Keys of every rule. */
const common = {
  /** `error`: the row is rejected. `warning`: it is written, and reported. @defaultValue "error" */
  severity: z.enum(["error", "warning"]).optional(),
  /** What the owner of the file reads instead of Rowmill's own sentence. */
  message: z.string().min(1).max(500).optional(),
};

/** Keys of a rule about one field. Rules but `required` let null pass; all but `required` and `type` take values as texts. */
const ofField = { field: z.string().min(1), ...common };
const fields = z.array(z.string().min(1)).min(1);
const bound = z.union([decimal, z.string().min(1)]);

const ruleSchemas = [
  /** Neither null nor empty. */
  z.strictObject({ rule: z.literal("required"), ...ofField }),
  /** Texts that are a value of a type of Table Schema. */
  z.strictObject({
    rule: z.literal("type"),
    ...ofField,
    type: fieldType,
    /** Of strings: `email`, `uri`, `uuid`, `binary`. Of dates and times: `default` (ISO 8601), `any`, or a pattern of strptime or CLDR. */
    format: z.string().min(1).optional(),
    trueValues: z.array(z.string()).min(1).optional(),
    falseValues: z.array(z.string()).min(1).optional(),
    decimalChar: z.string().length(1).optional(),
    groupChar: z.string().length(1).optional(),
  }),
  /** Numbers compare as decimals, dates and times in ISO form as moments. */
  z.strictObject({ rule: z.literal("minimum"), ...ofField, minimum: bound }),
  z.strictObject({ rule: z.literal("maximum"), ...ofField, maximum: bound }),
  z.strictObject({ rule: z.literal("exclusiveMinimum"), ...ofField, exclusiveMinimum: bound }),
  z.strictObject({ rule: z.literal("exclusiveMaximum"), ...ofField, exclusiveMaximum: bound }),
  /** Lengths in code points. */
  z.strictObject({ rule: z.literal("minLength"), ...ofField, minLength: z.int().min(0) }),
  z.strictObject({ rule: z.literal("maxLength"), ...ofField, maxLength: z.int().min(0) }),
  /** A regular expression (RE2) that matches the whole value. */
  z.strictObject({ rule: z.literal("pattern"), ...ofField, pattern: z.string().min(1), ...flags }),
  z.strictObject({ rule: z.literal("enum"), ...ofField, enum: z.array(z.string()).min(1), ignoreCase: z.boolean().optional() }),
  /** No two rows have the same value; null and empty do not count. */
  z.strictObject({ rule: z.literal("unique"), ...ofField }),
  /** No two rows have the same values, and none of them is missing. */
  z.strictObject({ rule: z.literal("primaryKey"), fields, ...common }),
  /** No two rows have the same values; rows in which one is missing do not count. */
  z.strictObject({ rule: z.literal("uniqueKeys"), fields, ...common }),
  /** The values are in a reference: a table of the option `files`, or what a function of the option `references` knows. */
  z.strictObject({
    rule: z.literal("foreignKeys"),
    fields,
    reference: z.strictObject({
      resource: z.string().min(1),
      /** The columns of the reference, in the order of `fields`. @defaultValue columns of the same names */
      fields: fields.optional(),
    }),
    ...common,
  }),
  /** An expression of the Common Expression Language that is true of every row. Needs the option `allowExpressions`. */
  z.strictObject({ rule: z.literal("row"), expression: z.string().min(1).max(2_000), ...common }),
] as const;

/** A rule about a row or its fields, in the words of Table Schema. */
export const ruleSchema = z.discriminatedUnion("rule", ruleSchemas);

/** A rule about a row or its fields. */
export type Rule = z.infer<typeof ruleSchema>;

/** A share of the rows (`0.05`) or a number of them. */
const limit = z.strictObject({
  /** How many there may be at most. */
  count: z.int().min(0).optional(),
  /** Which share of the rows there may be at most, from 0 to 1. */
  share: z.number().min(0).max(1).optional(),
});

/** Limits for the whole. A limit by `count` stops early, one by `share` is decided at the end. */
export const limitsSchema = z.strictObject({
  /** How many rows the result has. */
  rowCount: z.strictObject({ minimum: z.int().min(0).optional(), maximum: z.int().min(0).optional() }).optional(),
  /** Null and empty values of a field. */
  nullValues: z.array(limit.extend({ field: z.string().min(1) })).optional(),
  /** Rows whose value of a field has come before. */
  duplicateValues: z.array(limit.extend({ field: z.string().min(1) })).optional(),
  /** Rejected rows. */
  rejects: limit.optional(),
});

/** Limits for the whole. */
export type Limits = z.infer<typeof limitsSchema>;

/**
 * How the columns of the file must relate to those that are named, in the words of Table Schema. `exact`: the same in the same order;
 * `equal`: the same in any order; `subset`: the file has them all and may have others; `superset`: the file has no others;
 * `partial`: at least one is there.
 */
export const fieldsMatchSchema = z.enum(["exact", "equal", "subset", "superset", "partial"]);
