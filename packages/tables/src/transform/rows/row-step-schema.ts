import { z } from "zod";
import { conditionSchema } from "../steps/condition-schema.ts";
import { columnRef, flags } from "../../values/parameter-schema.ts";

const columns = z.array(columnRef).min(1);

/** Leaves out rows at the ends of the table, or rows that are no records. At least one of the keys. */
const skipSchema = z.strictObject({
  op: z.literal("skip"),
  /** So many rows at the start. */
  first: z.int().min(0).optional(),
  /** So many rows at the end. */
  last: z.int().min(0).max(10_000).optional(),
  /** All rows up to the first for which this holds; that row stays. */
  until: conditionSchema.optional(),
  /** All rows for which this holds: totals, repeated headers. */
  where: conditionSchema.optional(),
});

/** Keeps the rows for which the condition holds. */
const filterSchema = z.strictObject({ op: z.literal("filter"), where: conditionSchema });

/** Fills null and empty cells with the last value above them; nothing before the first value. */
const fillDownSchema = z.strictObject({
  op: z.literal("fillDown"),
  columns,
  /** Only rows for which this holds give their value: headings of groups. All other rows get it. */
  when: conditionSchema.optional(),
  /** A new column for the values, of one column of `columns`. @defaultValue the column itself */
  into: z.string().min(1).optional(),
  /** Whether the rows for which `when` holds stay. @defaultValue false */
  keepRows: z.boolean().optional(),
});

/** Leaves out rows that have the same keys as another. */
const dedupeSchema = z.strictObject({
  op: z.literal("dedupe"),
  /** @defaultValue all columns */
  keys: columns.optional(),
  /** Which of equal rows stays. `last` needs to hold the rows, on the disk where they are many. @defaultValue "first" */
  keep: z.enum(["first", "last"]).optional(),
  /** Whether keys that differ in case or in spaces at their ends are equal. @defaultValue false */
  ignoreCase: z.boolean().optional(),
});

/** Makes a row of each part of a cell; the other cells are repeated. */
const splitRowsSchema = z.strictObject({
  op: z.literal("splitRows"),
  column: columnRef,
  /** The literal text between parts. */
  by: z.string().min(1).optional(),
  /** A regular expression (RE2) in place of `by`. */
  pattern: z.string().min(1).optional(),
  ...flags,
  /** Whether white space at the ends of parts is removed. @defaultValue false */
  trim: z.boolean().optional(),
  /** Whether empty parts make no row; a cell without any part keeps its one row. @defaultValue false */
  dropEmpty: z.boolean().optional(),
});

/** Makes a row of each of some columns, or of each group of columns; the other cells are repeated. */
const unpivotSchema = z.strictObject({
  op: z.literal("unpivot"),
  /** The columns that become rows. */
  columns: columns.optional(),
  /** The new column for the values of `columns`. @defaultValue "value" */
  value: z.string().min(1).optional(),
  /** Groups of columns that become a row each: `{ "label": "Q1", "columns": { "amount": "q1_amount", "date": "q1_date" } }`. */
  groups: z
    .array(z.strictObject({ label: z.string(), columns: z.record(z.string().min(1), columnRef) }))
    .min(1)
    .optional(),
  /** The new column for the names of the columns, or the labels of the groups. @defaultValue "name" */
  name: z.string().min(1).optional(),
  /** Whether empty cells (groups without any value) make no row. @defaultValue false */
  dropEmpty: z.boolean().optional(),
});

/** The closed vocabulary of steps on rows, in the order in which they are listed, before the fields. */
export const rowStepSchema = z.discriminatedUnion("op", [
  skipSchema,
  filterSchema,
  fillDownSchema,
  dedupeSchema,
  splitRowsSchema,
  unpivotSchema,
]);

/** A step on rows. */
export type RowStep = z.infer<typeof rowStepSchema>;
