import type { DetectedFormat } from "../readers/detected-format.ts";
import { columnName } from "../readers/header-names.ts";
import { columnFindings } from "./column-findings.ts";
import type { ColumnProfile } from "./column-profile.ts";
import type { FileProfile } from "./file-profile.ts";
import type { Finding } from "./finding.ts";
import { finishColumn } from "./finish-column.ts";
import { headerFindings } from "./header-findings.ts";
import { RepeatedHeader } from "./repeated-header.ts";
import { MAX_COLUMNS, type FinishedTally } from "./table-tally.ts";

/** What `finishProfile` can not learn from the tally. */
export interface ProfileFacts {
  readonly sizeBytes: number;
  readonly durationMs: number;
  /** How many of the most frequent values each column shows. */
  readonly topValues: number;
}

/** Turns what was added up about a table into the profile of its file. Call it once, after the last batch. */
export function finishProfile(tally: FinishedTally, format: DetectedFormat, facts: ProfileFacts): FileProfile {
  tally.finish();
  const { header } = tally;
  // One column after the other: a wide table has thousands, and what was counted is more than what is shown.
  const columns: ColumnProfile[] = [];
  const ofColumns: Finding[] = [];
  const repeated = new RepeatedHeader();
  for (let index = 0; index < tally.columnCount; index += 1) {
    const column = tally.column(index);
    if (tally.headerRow !== undefined) repeated.add(header?.[index], column.values);
    const finished = finishColumn(column, columnName(header?.[index], index), index, facts.topValues);
    columns.push(finished.profile);
    ofColumns.push(...columnFindings(finished, column));
  }
  const findings = [
    ...format.findings,
    ...fileFindings(tally, format),
    ...tally.findings.list(),
    ...headerFindings(header, tally.headerRow),
    ...[repeated.finding()].filter((finding) => finding !== undefined),
    ...ofColumns,
  ];
  return {
    format: format.format,
    formatConfidence: format.formatConfidence,
    container: format.container,
    entry: format.entry,
    encoding: format.encoding,
    dialect: format.dialect,
    sheet: format.sheet,
    layout: format.layout,
    recordsPath: format.recordsPath,
    hasHeader: header !== undefined,
    headerConfidence: format.headerConfidence,
    headerRow: tally.headerRow ?? null,
    rowCount: tally.rowCount,
    columnCount: tally.width,
    sizeBytes: facts.sizeBytes,
    columns,
    sampleRows: tally.sampleRows,
    findings: findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]),
    durationMs: facts.durationMs,
  };
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

function fileFindings(tally: FinishedTally, format: DetectedFormat): Finding[] {
  const findings: Finding[] = [];
  const say = (code: Finding["code"], severity: Finding["severity"], message: string, count = 1, rows: readonly number[] = []) =>
    findings.push({ code, severity, message, count, rows });
  if (tally.width === 0) say("empty_file", "warning", "The file holds no cell: it is empty, or has nothing but blank lines.");
  else if (tally.rowCount === 0) say("no_rows", "warning", "The file has a header and no rows under it.");
  if (format.preambleRows > 0 && tally.width > 0) {
    const message = `${format.preambleRows} ${format.preambleRows === 1 ? "row" : "rows"} above the table (titles, notes, blank or "sep=" lines) were skipped.`;
    say("preamble_skipped", "info", message, format.preambleRows, firstRows(format.preambleRows));
  }
  if (format.dialect?.lineEnd === "mixed")
    say("mixed_line_ends", "info", "Lines end in different ways (LF, CRLF, CR). Each of them was taken as the end of a row.");
  if (tally.width > MAX_COLUMNS) {
    const message = `The table has ${tally.width} columns; the first ${MAX_COLUMNS} were profiled.`;
    say("too_many_columns", "warning", message, tally.width - MAX_COLUMNS);
  }
  return findings;
}

function firstRows(count: number): number[] {
  return Array.from({ length: Math.min(count, 5) }, (_, index) => index + 1);
}
