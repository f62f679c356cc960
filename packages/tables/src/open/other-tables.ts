import type { Finding } from "../table/finding.ts";
import type { OtherTable } from "../table/detected-format.ts";

/** Says which tables of a file are not read, and how to read one of them. */
export function noteOtherTables({ otherTables }: { readonly otherTables: readonly OtherTable[] }, say: (finding: Finding) => void): void {
  // Blocks are reported where they are found, with their rows.
  const others = otherTables.filter(({ kind }) => kind !== "block");
  const [first] = others as readonly (OtherTable & { readonly kind: keyof typeof OPTIONS })[];
  if (!first) return;
  const shown = others.slice(0, 5).map(({ name, hidden }) => JSON.stringify(name) + (hidden === true ? " (hidden)" : ""));
  const more = others.length > shown.length ? ` and ${others.length - shown.length} more` : "";
  const what = others.length === 1 ? "another table that was" : `${others.length} other tables that were`;
  const message = `The file has ${what} not read: ${shown.join(", ")}${more}. Name one with the option ${OPTIONS[first.kind]}.`;
  say({ code: "other_tables", severity: "info", message, count: others.length, rows: [] });
}

/** The option that names a table of each kind. */
const OPTIONS: Readonly<Record<Exclude<OtherTable["kind"], "block">, string>> = { sheet: "sheet", entry: "entry", array: "recordsPath" };
