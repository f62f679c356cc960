import { fieldsMatchSchema, limitsSchema, mappingFieldSchema, rowStepSchema, ruleSchema, sourceColumnSchema } from "@rowmill/tables/schema";
import { z } from "zod";
import { targetSchema } from "../targets/table-schema.ts";

/** How the source is written, in the words of Frictionless Table Dialect; only keys that are needed to read the file again. */
export const tableDialectSchema = z.strictObject({
  header: z.boolean().optional(),
  /** Which rows, from 1, are the header. */
  headerRows: z.array(z.int().min(1)).optional(),
  delimiter: z.string().min(1).optional(),
  quoteChar: z.string().length(1).optional(),
  escapeChar: z.string().length(1).optional(),
  commentChar: z.string().length(1).optional(),
  /** Of workbooks: the sheet. */
  sheetName: z.string().optional(),
  /** Table Dialect leaves the encoding to the resource; a mapping has no resource. */
  encoding: z.string().optional(),
});

/** Who says so: an earlier decision of the user, equal names, the offline matcher, a language model, or the user. */
const originSchema = z.enum(["memory", "exact", "heuristic", "model", "user"]);

/** `suggested`: proposed, does not run. `accepted` and `edited`: run. `rejected`: the user refused it. `unmapped`: the target stays empty. */
const statusSchema = z.enum(["suggested", "accepted", "edited", "rejected", "unmapped"]);

/** One column of the target: where it comes from, and the steps on the way. */
export const documentFieldSchema = mappingFieldSchema.extend({
  status: statusSchema,
  by: originSchema.optional(),
  /** How sure the proposal is, from 0 to 1. */
  confidence: z.number().min(0).max(1).optional(),
  /** Why, in a sentence or two. */
  reason: z.string().max(1_000).optional(),
});

/** A pair that a user has rejected. It is not proposed again. */
const rejectedPairSchema = z.strictObject({ target: z.string().min(1), from: z.string().min(1) });

/** The column-mapping document, version 1. */
export const columnMappingSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal("column-mapping"),
  version: z.literal(1),
  name: z.string().optional(),
  description: z.string().optional(),
  source: z.strictObject({
    /** The columns of the file. Fields refer to them by `id`, which stays when a column is renamed. */
    columns: z.array(sourceColumnSchema.extend({ aliases: z.array(z.string()).optional() })),
    /** Of the header: `sha256:` and a digest of the names in any order. */
    fingerprint: z.string().optional(),
    dialect: tableDialectSchema.optional(),
    fieldsMatch: fieldsMatchSchema.optional(),
  }),
  /** A Table Schema v2 descriptor. */
  target: targetSchema,
  rows: z.array(rowStepSchema).optional(),
  fields: z.array(documentFieldSchema),
  rules: z.array(ruleSchema).optional(),
  limits: limitsSchema.optional(),
  rejected: z.array(rejectedPairSchema).optional(),
  /** The ids of source columns that are left out on purpose. */
  ignored: z.array(z.string().min(1)).optional(),
});

/** A mapping that people read, edit, version and use again. */
export type ColumnMapping = z.infer<typeof columnMappingSchema>;

/** One field of a column-mapping document. */
export type ColumnMappingField = z.infer<typeof documentFieldSchema>;

/** How the source of a document is written. */
export type TableDialect = z.infer<typeof tableDialectSchema>;
