import type { ColumnProfile } from "../column-profile.ts";
import type { ColumnTally } from "../column/column-tally.ts";
import type { Example } from "../../table/examples.ts";
import type { Finding } from "../../table/finding.ts";
import type { FinishedColumn } from "../column/finish-column.ts";
import { kindShares } from "../column/kind-shares.ts";
import { Kind } from "../../values/kind.ts";
import { firstRows } from "./first-rows.ts";

/** What is worth saying about one column. */
export function columnFindings({ profile: column, disagreeingRows, datePatterns }: FinishedColumn, tally: ColumnTally): Finding[] {
  const findings: Finding[] = [];
  const shares = column.semantic === "mixed" ? kindShares(tally) : [];
  const { index, disagreeing } = column;
  if (disagreeing.count > 0) {
    findings.push({
      code: "mixed_types",
      severity: "warning",
      message: `${disagreeing.count} of ${column.nonNullCount} values in ${named(column)} are no ${column.semantic ?? column.type}, such as ${quoted(disagreeing.examples)}.`,
      count: disagreeing.count,
      column: index,
      rows: disagreeingRows,
    });
  } else if (shares.length > 1) {
    const [, second] = shares;
    findings.push({
      code: "mixed_types",
      severity: "info",
      message: `${named(column)} was left as text: it holds ${shares.map(({ name, count }) => `${count} × ${name}`).join(", ")}.`,
      count: second?.count ?? 0,
      column: index,
      rows: second?.rows ?? [],
    });
  }
  if (column.dateOrder === "ambiguous") {
    findings.push({
      code: "ambiguous_dates",
      severity: "warning",
      message: `The dates in ${named(column)} can be read in more than one order of day, month and year. They were read day-first.`,
      count: column.nonNullCount,
      column: index,
      rows: [],
    });
  }
  if (datePatterns.length > 1) {
    const [, second] = datePatterns;
    findings.push({
      code: "mixed_date_patterns",
      severity: "info",
      message: `The dates in ${named(column)} are written in ${datePatterns.length} ways: ${datePatterns
        .slice(0, 4)
        .map(({ pattern, count }) => `${count} × ${pattern}`)
        .join(", ")}.`,
      count: second?.count ?? 0,
      column: index,
      rows: [],
    });
  }
  const guarded = tally.kinds.get(Kind.Guarded);
  if (guarded && guarded.count > 0 && column.type !== "string") {
    const message = `${guarded.count} numbers in ${named(column)} have the apostrophe in front that keeps a spreadsheet from reading a formula. They were counted without it.`;
    findings.push({
      code: "guarded_numbers",
      severity: "info",
      message,
      count: guarded.count,
      column: index,
      rows: firstRows([guarded.rows]),
    });
  }
  for (const [code, { count, rows }, side] of [
    ["leading_blanks", tally.leading, "start"],
    ["trailing_blanks", tally.trailing, "end"],
  ] as const) {
    if (count === 0) continue;
    const message = `${count} values in ${named(column)} ${side} with a blank. They were counted as they are; types were recognized without it.`;
    findings.push({ code, severity: "info", message, count, column: index, rows });
  }
  return findings;
}

/** How a message names a column. */
function named(column: Pick<ColumnProfile, "name" | "index">): string {
  return `column ${column.index + 1} (${JSON.stringify(column.name)})`;
}

function quoted(examples: readonly Example[]): string {
  return examples
    .slice(0, 3)
    .map(({ value }) => JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value))
    .join(", ");
}
