import { schemaProblems } from "@rowmill/tables/schema";
import { problemsError } from "../problem.ts";
import { documentProblems } from "./document-problems.ts";
import { type ColumnMapping, columnMappingSchema } from "./document-schema.ts";

/**
 * Reads a column-mapping document: a value, or its JSON text.
 *
 * @throws RowmillError `MAPPING_INVALID` with all problems in `details.problems`: an unknown version, step or key, a column that does not exist, two fields for
 * one target
 */
export function parseColumnMapping(input: unknown): ColumnMapping {
  const value = typeof input === "string" ? parsedJson(input) : input;
  const parsed = columnMappingSchema.safeParse(value);
  const problems = parsed.success ? documentProblems(parsed.data) : schemaProblems(parsed.error.issues, value);
  if (!parsed.success || problems.length > 0) throw problemsError("MAPPING_INVALID", "column mapping", problems);
  return parsed.data;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `The document is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    throw problemsError("MAPPING_INVALID", "column mapping", [{ path: "", message }]);
  }
}
