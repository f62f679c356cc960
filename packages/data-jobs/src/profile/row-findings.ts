import type { ReadProblem } from "../readers/table-reader.ts";
import type { Finding, FindingCode, Severity } from "./finding.ts";
import { ROW_LIMIT } from "./first-rows.ts";

/** Counts what is wrong with whole rows, and keeps the numbers of the first few. */
export class RowFindings {
  readonly #counts = new Map<RowFindingCode, { count: number; readonly rows: number[]; line: number }>();

  /** @param line - the line in the file, where it is not the same as the row */
  note(code: RowFindingCode, row: number, line = row): void {
    const found = this.#counts.get(code);
    if (!found) {
      this.#counts.set(code, { count: 1, rows: [row], line });
      return;
    }
    found.count += 1;
    if (found.rows.length < ROW_LIMIT) found.rows.push(row);
  }

  /** In the order of `MESSAGES`, which is from bad to harmless. */
  list(): Finding[] {
    const findings: Finding[] = [];
    for (const [code, { severity, message }] of Object.entries(MESSAGES) as [RowFindingCode, RowMessage][]) {
      const found = this.#counts.get(code);
      if (found) findings.push({ code, severity, message: message(found.count, found.line), count: found.count, rows: found.rows });
    }
    return findings;
  }
}

type RowFindingCode = Extract<FindingCode, ReadProblem["code"] | "blank_lines" | "ragged_rows_short" | "ragged_rows_long">;

interface RowMessage {
  readonly severity: Severity;
  readonly message: (count: number, line: number) => string;
}

const MESSAGES: Readonly<Record<RowFindingCode, RowMessage>> = {
  unclosed_quote: {
    severity: "error",
    message: (count, line) =>
      `${things(count, "quote")} never closed: the first opens in line ${line}. Each was taken to close at the end of its line, so cells near it may be cut wrongly.`,
  },
  malformed_quotes: {
    severity: "warning",
    message: (count) =>
      `In ${things(count, "row")} text follows a closing quote. The cell was kept with its quotes; check whether it swallowed a delimiter or a line end.`,
  },
  invalid_bytes: {
    severity: "warning",
    message: (count) =>
      `${things(count, "row")} with bytes that are no text in the encoding of the file (shown as \ufffd). Was it converted before, or is the encoding another one?`,
  },
  ragged_rows_long: {
    severity: "warning",
    message: (count) =>
      `${things(count, "row")} with more cells than the table has columns. The surplus cells are in no column of this profile.`,
  },
  ragged_rows_short: {
    severity: "warning",
    message: (count) => `${things(count, "row")} with fewer cells than the table has columns. The missing cells count as empty.`,
  },
  blank_lines: {
    severity: "info",
    message: (count) => `${things(count, "blank line")}, not counted as rows of the table.`,
  },
};

function things(count: number, name: string): string {
  return count === 1 ? `1 ${name}` : `${count} ${name}s`;
}
