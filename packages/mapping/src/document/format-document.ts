import { z } from "zod";
import { type ColumnMapping, columnMappingSchema, documentFieldSchema } from "./document-schema.ts";

const DOCUMENT_KEYS = Object.keys(columnMappingSchema.shape);
const FIELD_KEYS = Object.keys(documentFieldSchema.shape);

/**
 * Writes a document as JSON that people read and compare: keys in the order of the schema, fields in the order of the target, one line for what is short. Two
 * documents that say the same are the same text.
 */
export function formatColumnMapping(document: ColumnMapping): string {
  const places = new Map(document.target.fields.map(({ name }, index) => [name, index]));
  const place = (target: string) => places.get(target) ?? places.size;
  const fields = document.fields
    .toSorted((one, other) => place(one.target) - place(other.target) || (one.target < other.target ? -1 : 1))
    .map((field) => inOrder(field, FIELD_KEYS));
  return `${format(inOrder({ ...document, fields }, DOCUMENT_KEYS), 0)}\n`;
}

/** The JSON Schema of the document, for editors. It is committed as `column-mapping.schema.json`. */
export function columnMappingJsonSchema(): Record<string, unknown> {
  return { title: "Column mapping, version 1", ...z.toJSONSchema(columnMappingSchema, { io: "input", unrepresentable: "any" }) };
}

const LINE_LENGTH = 120;

/** Like `JSON.stringify` with two spaces, but what fits into a line stands in one. */
function format(value: unknown, depth: number): string {
  const line = JSON.stringify(value);
  const indent = "  ".repeat(depth + 1);
  const isShort = depth > 1 && line.length + indent.length <= LINE_LENGTH;
  if (typeof value !== "object" || value === null || isShort) return spaced(value);
  const entries = Array.isArray(value)
    ? value.map((item) => format(item, depth + 1))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${format(item, depth + 1)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  if (entries.length === 0) return `${open}${close}`;
  return `${open}\n${entries.map((entry) => indent + entry).join(",\n")}\n${"  ".repeat(depth)}${close}`;
}

/** JSON in one line, with spaces after `:` and `,`. */
function spaced(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${spaced(item)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function inOrder(value: object, keys: readonly string[]): Record<string, unknown> {
  const given = value as Record<string, unknown>;
  return Object.fromEntries(keys.flatMap((key) => (given[key] === undefined ? [] : [[key, given[key]]])));
}
