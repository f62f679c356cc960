import { constraintsSchema, targetFieldSchema, targetSchema } from "./table-schema.ts";

const TARGET_KEYS = new Set(Object.keys(targetSchema.shape));
const FIELD_KEYS = new Set(Object.keys(targetFieldSchema.shape));
const CONSTRAINT_KEYS = new Set(Object.keys(constraintsSchema.shape));

/** A Table Schema descriptor without the keys that others may have added, and with the words of v1 in those of v2. */
export function normalizedDescriptor(input: object): unknown {
  const descriptor = only(input, TARGET_KEYS);
  if (!Array.isArray(descriptor["fields"])) return descriptor;
  return { ...descriptor, fields: descriptor["fields"].map(normalizedField) };
}

function normalizedField(input: unknown): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const field = only(input, FIELD_KEYS);
  if (isRecord(field["constraints"])) field["constraints"] = only(field["constraints"], CONSTRAINT_KEYS);
  // Before v1.0, patterns of dates were written `fmt:%d.%m.%Y`.
  if (typeof field["format"] === "string") field["format"] = field["format"].replace(/^fmt:/, "");
  return field;
}

function only(input: object, keys: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([key, value]) => keys.has(key) && value !== null && value !== undefined));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
