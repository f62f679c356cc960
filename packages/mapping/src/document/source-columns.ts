import { createHash } from "node:crypto";
import { foldText } from "../names/fold-text.ts";

/**
 * Gives each source column an id that people can read and that stays when the column is renamed: `betrag_eur`.
 * @param taken - ids that none of them gets
 */
export function sourceColumnsOf(
  names: readonly string[],
  taken: ReadonlySet<string> = new Set(),
): { id: string; name: string; index: number }[] {
  const used = new Set(taken);
  return names.map((name, index) => {
    const base = idOf(name) || `column_${index + 1}`;
    let id = base;
    for (let count = 2; used.has(id); count += 1) id = `${base}_${count}`;
    used.add(id);
    return { id, name, index };
  });
}

const MAX_ID_LENGTH = 40;

function idOf(name: string): string {
  const words = foldText(name.slice(0, MAX_ID_LENGTH)).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join("_");
}

/** A digest of the names of a header, in whatever order they stand: files with the same columns have the same. */
export function headerFingerprint(names: readonly string[]): string {
  const text = JSON.stringify(names.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0)));
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
