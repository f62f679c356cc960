import { z } from "zod";
import { fieldsMatchSchema, limitsSchema, ruleSchema } from "../validate/rule-schema.ts";
import { rowStepSchema } from "./rows/row-step-schema.ts";
import { columnRef } from "../values/parameter-schema.ts";
import { stepSchema } from "./steps/step-schema.ts";
import { mappingInvalid } from "./mapping-problem.ts";
import { schemaProblems } from "./schema-problems.ts";

/** A column of the source, with an id that stays when the column is renamed. */
export const sourceColumnSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string(),
  /** The position from 0, which decides between columns of the same name. */
  index: z.int().min(0).optional(),
});

/** Values that come from no column. A column of such a name is reached by its id. */
export const SYSTEM_VALUES = ["$row", "$file", "$sheet", "$jobTime", "$id"] as const;

/** One column of the result. */
export const mappingFieldSchema = z.strictObject({
  target: z.string().min(1),
  /** The columns it is made of. Steps start with the value of the first; `join`, `coalesce`, `template` and others take the rest. */
  from: z.union([columnRef, z.array(columnRef)]).optional(),
  /** A value that is the same in every row. */
  const: z.string().nullable().optional(),
  /** The number of the row in the file, the file's name, the sheet's, the job's start in UTC, or a UUID made of the file's hash and the row. */
  system: z.enum(SYSTEM_VALUES).optional(),
  steps: z.array(stepSchema).optional(),
  /** Whether the field is only there for others, which name it in their `from`. @defaultValue false */
  hidden: z.boolean().optional(),
});

/** What `transformFile` and `transformRows` do to a table. */
export const mappingSchema = z.strictObject({
  source: z
    .strictObject({
      columns: z.array(sourceColumnSchema).optional(),
      /** How the columns of the file must relate to `columns`. Without it, only those that are used must be there. */
      fieldsMatch: fieldsMatchSchema.optional(),
    })
    .optional(),
  /** Steps on rows, before the fields. */
  rows: z.array(rowStepSchema).optional(),
  fields: z.array(mappingFieldSchema).min(1),
  rules: z.array(ruleSchema).optional(),
  limits: limitsSchema.optional(),
});

/**
 * Checks the shape of a mapping: keys, steps, parameters and their types. Columns and patterns are checked when it is compiled.
 * @throws RowmillError `MAPPING_INVALID` with all problems
 */
export function parseMapping(value: unknown): z.infer<typeof mappingSchema> {
  const parsed = mappingSchema.safeParse(value);
  if (!parsed.success) throw mappingInvalid(schemaProblems(parsed.error.issues, value));
  return parsed.data;
}
