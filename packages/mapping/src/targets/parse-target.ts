import { schemaProblems } from "@rowmill/tables/schema";
import { problemsError } from "../problem.ts";
import { isJsonSchema, jsonSchemaTarget } from "./from-json-schema.ts";
import { isProfile, profileTarget } from "./from-profile.ts";
import { schemaOf } from "./from-standard-schema.ts";
import { normalizedDescriptor } from "./from-table-schema.ts";
import { type Target, targetSchema } from "./table-schema.ts";
import { targetProblems } from "./target-problems.ts";

/**
 * Reads what a file is to be mapped to. It takes
 *
 * - a Table Schema descriptor (v2, and v1 as far as it differs). Keys that Table Schema does not know are ignored;
 * - a flat JSON Schema 2020-12: an object whose properties are the columns;
 * - a zod object, or any schema with `~standard.jsonSchema`;
 * - a list of names;
 * - the profile of a reference file, as `analyzeFile` returns it.
 *
 * @throws RowmillError `TARGET_INVALID` with all problems in `details.problems`
 *
 * @example
 * ```ts
 * const target = parseTarget(z.object({ email: z.email(), born: z.iso.date().optional() }));
 * target.fields.map(({ name, type }) => [name, type]); // [["email", "string"], ["born", "date"]]
 * ```
 */
export function parseTarget(input: unknown): Target {
  const descriptor = descriptorOf(input);
  const parsed = targetSchema.safeParse(descriptor);
  const problems = parsed.success ? targetProblems(parsed.data) : schemaProblems(parsed.error.issues, descriptor);
  if (!parsed.success || problems.length > 0) throw problemsError("TARGET_INVALID", "target", problems);
  return parsed.data;
}

function descriptorOf(input: unknown): unknown {
  if (Array.isArray(input)) return { fields: input.map((name: unknown) => ({ name })) };
  const schema = schemaOf(input);
  if (schema !== undefined) return jsonSchemaTarget(schema);
  if (isProfile(input)) return profileTarget(input);
  if (isJsonSchema(input)) return jsonSchemaTarget(input);
  if (typeof input === "object" && input !== null && "fields" in input) return normalizedDescriptor(input);
  throw problemsError("TARGET_INVALID", "target", [
    { path: "", message: "A Table Schema, a JSON Schema of an object, a zod object, a list of names or a profile is expected" },
  ]);
}
