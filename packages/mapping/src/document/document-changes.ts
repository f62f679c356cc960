import type { ColumnMapping } from "./document-schema.ts";

/** One thing that differs between two documents. */
export interface DocumentChange {
  /** Where: `fields.email.from`, `target.fields.email`, `rules`. Fields are named by their target. */
  readonly path: string;
  /** JSON, shortened; absent if there was nothing. */
  readonly before?: string;
  readonly after?: string;
}

/** Texts of a change are cut after so many characters. */
const MAX_TEXT = 200;
/** Of more changes the rest is not listed. */
const MAX_CHANGES = 200;
/** What proposals say about themselves is no change of a mapping. */
const NOISE = new Set(["confidence", "reason"]);

/** What changed between two documents, for the list of a template's revisions. */
export function documentChanges(before: ColumnMapping, after: ColumnMapping): DocumentChange[] {
  const [was, is] = [partsOf(before), partsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => was.get(path) !== is.get(path))
    .slice(0, MAX_CHANGES)
    .map((path) => {
      const [old, now] = [was.get(path), is.get(path)];
      return { path, ...(old === undefined ? {} : { before: cut(old) }), ...(now === undefined ? {} : { after: cut(now) }) };
    });
}

function partsOf({ source, target, fields, ...others }: ColumnMapping): Map<string, string> {
  const parts = new Map<string, string>();
  const add = (path: string, value: unknown) => {
    if (value !== undefined) parts.set(path, JSON.stringify(value));
  };
  for (const [key, value] of Object.entries(others)) add(key, value);
  for (const [key, value] of Object.entries(source)) if (key !== "columns") add(`source.${key}`, value);
  for (const { id, ...column } of source.columns) add(`source.columns.${id}`, column);
  for (const [key, value] of Object.entries(target)) if (key !== "fields") add(`target.${key}`, value);
  for (const { name, ...field } of target.fields) add(`target.fields.${name}`, field);
  for (const { target: name, ...field } of fields) {
    for (const [key, value] of Object.entries(field)) if (!NOISE.has(key)) add(`fields.${name}.${key}`, value);
  }
  return parts;
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…`.toWellFormed() : text;
}
