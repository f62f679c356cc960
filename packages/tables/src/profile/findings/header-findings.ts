import type { Finding } from "../../table/finding.ts";

/** What is worth saying about the names of the columns. */
export function headerFindings(header: readonly string[] | undefined, row: number | undefined): Finding[] {
  if (header === undefined || row === undefined) return [];
  const findings: Finding[] = [];
  const seen = new Map<string, number>();
  for (const [column, name] of header.entries()) {
    if (name.trim() === "") {
      const message = `Column ${column + 1} has no name. It is called "column_${column + 1}" here.`;
      findings.push({ code: "empty_header", severity: "warning", message, count: 1, column, rows: [row] });
      continue;
    }
    const first = seen.get(name);
    if (first === undefined) seen.set(name, column);
    else {
      const message = `Columns ${first + 1} and ${column + 1} have the same name, ${JSON.stringify(name)}. Both are kept: tell them apart by their position.`;
      findings.push({ code: "duplicate_header", severity: "warning", message, count: 1, column, rows: [row] });
    }
  }
  return findings;
}
