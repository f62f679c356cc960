import { MAX_COLUMNS } from "../table/limits.ts";
import type { DetectedFormat } from "../table/detected-format.ts";
import { columnName } from "../table/header-names.ts";
import { columnFindings } from "./findings/column-findings.ts";
import { fileFindings } from "./findings/file-findings.ts";
import type { ColumnProfile } from "./column-profile.ts";
import type { FileProfile } from "./file-profile.ts";
import type { Finding } from "../table/finding.ts";
import { finishColumn } from "./column/finish-column.ts";
import { headerFindings } from "./findings/header-findings.ts";
import { RepeatedHeader } from "./findings/repeated-header.ts";
import type { FinishedTally } from "./table-tally.ts";

/** What `finishProfile` cannot learn from the tally. */
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
    ...fileFindings(format, tally.width, tally.rowCount),
    ...tooManyColumns(tally.width),
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

function tooManyColumns(width: number): Finding[] {
  if (width <= MAX_COLUMNS) return [];
  const message = `The table has ${width} columns; the first ${MAX_COLUMNS} were profiled.`;
  return [{ code: "too_many_columns", severity: "warning", message, count: width - MAX_COLUMNS, rows: [] }];
}
