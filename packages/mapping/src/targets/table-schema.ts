import { fieldType } from "@rowmill/tables/schema";
import { z } from "zod";

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const character = z.string().length(1);
const labels = z.array(z.string());
const fieldNames = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** Rules for the values of a field, in the words of Table Schema. */
export const constraintsSchema = z.strictObject({
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  minLength: z.int().min(0).optional(),
  maxLength: z.int().min(0).optional(),
  minimum: scalar.optional(),
  maximum: scalar.optional(),
  exclusiveMinimum: scalar.optional(),
  exclusiveMaximum: scalar.optional(),
  pattern: z.string().optional(),
  enum: z.array(scalar).min(1).optional(),
});

const category = z.union([scalar, z.strictObject({ value: scalar, label: z.string().optional() })]);

/** A column of the target: a field of a Table Schema v2 descriptor, with `aliases` and `translations` beside its keys. */
export const targetFieldSchema = z.strictObject({
  name: z.string().min(1),
  title: z.string().optional(),
  description: z.string().optional(),
  /** Other names of the field: earlier ones, those in other systems. */
  aliases: labels.optional(),
  /** Its name in other languages, by their codes. */
  translations: z.record(z.string(), z.string()).optional(),
  example: scalar.optional(),
  examples: z.array(scalar).optional(),
  /** @defaultValue "any" */
  type: fieldType.optional(),
  format: z.string().optional(),
  constraints: constraintsSchema.optional(),
  categories: z.array(category).optional(),
  categoriesOrdered: z.boolean().optional(),
  missingValues: labels.optional(),
  trueValues: labels.optional(),
  falseValues: labels.optional(),
  decimalChar: character.optional(),
  groupChar: character.optional(),
  bareNumber: z.boolean().optional(),
  delimiter: z.string().optional(),
  itemType: z.string().optional(),
  rdfType: z.string().optional(),
});

/** A Table Schema v2 descriptor of a target. */
export const targetSchema = z.strictObject({
  name: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  fields: z.array(targetFieldSchema).min(1),
  fieldsMatch: z.enum(["exact", "equal", "subset", "superset", "partial"]).optional(),
  missingValues: labels.optional(),
  primaryKey: fieldNames.optional(),
  uniqueKeys: z.array(z.array(z.string().min(1)).min(1)).optional(),
  foreignKeys: z
    .array(
      z.strictObject({
        fields: fieldNames,
        reference: z.strictObject({ resource: z.string().optional(), fields: fieldNames }),
      }),
    )
    .optional(),
});

/** What a file is mapped to. */
export type Target = z.infer<typeof targetSchema>;

/** A column of the target. */
export type TargetField = z.infer<typeof targetFieldSchema>;
