import { z } from "zod";
import { problemsError } from "../problem.ts";

/** A schema that can describe itself (standardschema.dev). */
interface SelfDescribing {
  readonly "~standard": { readonly jsonSchema?: { input(options: { target: string }): Record<string, unknown> } };
}

/**
 * The JSON Schema of a zod object or another schema with `~standard.jsonSchema`, of its input: the rows are parsed by it later. `undefined` if the value is no
 * such schema.
 *
 * @throws RowmillError `TARGET_INVALID` if it cannot describe itself
 */
export function schemaOf(input: unknown): Readonly<Record<string, unknown>> | undefined {
  if ((typeof input !== "object" && typeof input !== "function") || input === null || !("~standard" in input)) return undefined;
  try {
    if (input instanceof z.ZodType) {
      return z.toJSONSchema(input, {
        io: "input",
        unrepresentable: "any",
        override({ zodSchema, jsonSchema }) {
          // JSON has no dates; a table has.
          if (zodSchema instanceof z.ZodDate) Object.assign(jsonSchema, { type: "string", format: "date-time" });
        },
      });
    }
    const described = (input as SelfDescribing)["~standard"].jsonSchema?.input({ target: "draft-2020-12" });
    if (described) return described;
  } catch (error) {
    throw problemsError("TARGET_INVALID", "target", [
      { path: "", message: `The schema cannot be written as JSON Schema: ${error instanceof Error ? error.message : String(error)}` },
    ]);
  }
  throw problemsError("TARGET_INVALID", "target", [{ path: "", message: "The schema has no ~standard.jsonSchema" }]);
}
