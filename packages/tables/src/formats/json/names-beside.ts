import type { FoundArray } from "./find-arrays.ts";

/** An array that names the columns of rows beside it, and the names. */
export interface NamesBeside {
  readonly array: FoundArray;
  readonly names: readonly string[];
}

/**
 * Finds what names the columns of an array of rows: in the same object, an array under a key that says so, which has as many texts (or
 * objects with a name each) as the first row has cells. pandas writes it so (`orient="split"`), and many APIs do.
 *
 * @param bytes - of the document, as `findArrays` has them
 */
export function namesBeside(rows: FoundArray, arrays: readonly FoundArray[], bytes: Buffer): NamesBeside | undefined {
  if (rows.kind !== "row" || rows.path === "" || rows.firstItem === undefined) return undefined;
  const first = parsed(bytes, ...rows.firstItem);
  if (!Array.isArray(first) || first.length === 0) return undefined;
  const folder = parentOf(rows.path);
  for (const array of arrays) {
    const isNamed = !array.open && parentOf(array.path) === folder && NAMES_KEY.test(array.path.slice(folder.length));
    if (!isNamed || array.kind === "row" || array.items !== first.length) continue;
    const names = namesOf(parsed(bytes, array.start, array.start + array.bytes));
    if (names) return { array, names };
  }
  return undefined;
}

const NAMES_KEY = /^\.?(?:columns?|column_?names|cols|headers?|header_?row|fields?|field_?names|names|schema|labels|variables)$/i;

/** What an object that describes a column calls it, by the key that programs use. */
const NAME_KEYS = ["name", "id", "field", "key", "label", "title", "column", "column_name", "columnName"];

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf(".")));
}

function namesOf(list: unknown): string[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const key = NAME_KEYS.find((candidate) => list.every((item) => typeof read(item, candidate) === "string"));
  const names = list.map((item: unknown) => (key === undefined ? item : read(item, key)));
  return names.every((name): name is string => typeof name === "string" && name.trim() !== "") ? names : undefined;
}

function read(item: unknown, key: string): unknown {
  return typeof item === "object" && item !== null && Object.hasOwn(item, key) ? (item as Record<string, unknown>)[key] : undefined;
}

function parsed(bytes: Buffer, start: number, end: number): unknown {
  try {
    return JSON.parse(bytes.toString("utf8", start, end));
  } catch {
    return undefined;
  }
}
