import { RowmillError } from "@rowmill/core";
import type { z } from "zod";

/** How many wrong things of one body are told. */
const MAX_ISSUES = 20;

/** An object's schema that says nothing about unknown fields refuses them over HTTP: there they are typing errors, or worse. */
export function strict(schema: z.ZodType): z.ZodType {
  if (!isOpenObject(schema)) return schema;
  const meta = schema.meta();
  return meta ? schema.strict().meta(meta) : schema.strict();
}

/**
 * Refuses unknown fields of what the schema itself is yet to judge: to parse twice would do its work twice.
 * @throws RowmillError `JOB_INPUT_INVALID`
 */
export function checkKeys(schema: z.ZodType, raw: unknown, under: readonly string[] = []): void {
  if (!isOpenObject(schema) || typeof raw !== "object" || raw === null) return;
  const keys = Object.keys(raw).filter((key) => !Object.hasOwn(schema.shape, key));
  if (keys.length > 0) throw invalid([{ path: under, message: "", keys: keys.slice(0, MAX_ISSUES) }]);
}

/** Parses a body. @throws RowmillError `JOB_INPUT_INVALID` */
export async function parseBody(schema: z.ZodType, raw: unknown): Promise<unknown> {
  const parsed = await strict(schema).safeParseAsync(raw);
  if (!parsed.success) throw invalid(parsed.error.issues.slice(0, MAX_ISSUES));
  return parsed.data;
}

function isOpenObject(schema: z.ZodType): schema is z.ZodObject {
  return schema.def.type === "object" && (schema as z.ZodObject).def.catchall === undefined;
}

function invalid(issues: readonly object[]): RowmillError {
  return new RowmillError("JOB_INPUT_INVALID", "The body is not valid", { details: { issues } });
}
