import type { Finding } from "../table/finding.ts";
import type { OtherTable } from "../table/detected-format.ts";

/** Says which tables of a file are not read, and how to read one of them. */
export function noteOtherTables({ otherTables }: { readonly otherTables: readonly OtherTable[] }, say: (finding: Finding) => void): void {
  // Who finds sheets and blocks tells of them.
  const others = otherTables.filter(({ kind }) => kind === "array" || kind === "entry");
  const [first] = others;
  if (!first) return;
  const shown = others.slice(0, 5).map(({ name, hidden }) => JSON.stringify(name) + (hidden === true ? " (hidden)" : ""));
  const more = others.length > shown.length ? ` and ${others.length - shown.length} more` : "";
  const what = others.length === 1 ? "another table that was" : `${others.length} other tables that were`;
  const how = first.kind === "entry" ? "entry" : "recordsPath";
  const message = `The file has ${what} not read: ${shown.join(", ")}${more}. Name one with the option ${how}.`;
  say({ code: "other_tables", severity: "info", message, count: others.length, rows: [] });
}
