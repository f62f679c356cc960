import type { RowsReport } from "../read-report.ts";
import { type ColumnTally, type CountedRows, tallySize } from "../column/column-tally.ts";
import { joinColumns, joinRows } from "./join-columns.ts";
import { RowFindings, type RowFindingsState } from "../findings/row-findings.ts";
import type { FinishedTally, TableTally } from "../table-tally.ts";
import { HELD_BLANKS } from "../../frame/data-rows.ts";

/** What was counted in a part of a file behind the first, from its start. */
export interface TallyPart {
  /** Records and lines of the file before this part. */
  readonly recordsBefore: number;
  readonly linesBefore: number;
  readonly rows: RowsReport;
  readonly findings: RowFindingsState;
  readonly columns: readonly ColumnTally[];
}

/** Puts together what was counted in the parts of a file, in their order: see `joinColumns`. */
export function joinTallies(first: TableTally, parts: readonly TallyPart[]): FinishedTally {
  const findings = new RowFindings();
  const head = first.finishPart();
  findings.absorb(first.findings.state(), 0, 0);
  for (const { findings: found, recordsBefore, linesBefore } of parts) findings.absorb(found, recordsBefore, linesBefore);
  const reports = [{ rows: head, recordsBefore: 0 }, ...parts];
  const all = (of: (rows: RowsReport) => CountedRows) =>
    joinRows(reports.map(({ rows, recordsBefore }) => ({ rows: of(rows), rowsBefore: recordsBefore })));
  findings.noteRows(
    "ragged_rows_long",
    all(({ longRows }) => longRows),
  );
  findings.noteRows(
    "ragged_rows_short",
    all(({ shortRows }) => shortRows),
  );
  findings.noteRows(
    "blank_lines",
    all(({ blankLines }) => blankLines),
  );
  // Blank lines of a table of one column are empty cells, if a row follows in any later part.
  const lastRows = reports.findLastIndex(({ rows }) => rows.rowCount > 0);
  const { released, surplus } = releaseBlanks(reports.map(({ rows }) => rows));
  findings.noteRows("blank_lines", { count: surplus, rows: [] });
  for (const { rows, recordsBefore } of reports.slice(Math.max(0, lastRows))) {
    findings.noteRows("blank_lines", joinRows([{ rows: rows.heldBlanks, rowsBefore: recordsBefore }]));
  }
  const size = tallySize(first.columnCount);
  return {
    findings,
    header: first.header,
    headerRow: first.headerRow,
    width: first.width,
    columnCount: first.columnCount,
    rowCount: reports.reduce((sum, { rows }) => sum + rows.rowCount, released),
    sampleRows: first.sampleRows,
    finish() {},
    column(index) {
      const own = parts.flatMap(({ columns, recordsBefore }) => {
        const tally = columns[index];
        return tally ? [{ tally, rowsBefore: recordsBefore }] : [];
      });
      const joined = joinColumns([{ tally: first.column(index), rowsBefore: 0 }, ...own], size);
      return released === 0 ? joined : { ...joined, emptyCount: joined.emptyCount + released };
    },
  };
}

/**
 * Counts the blank lines at the ends of parts that become rows, because a row follows in a later part; and those of them that are too many
 * in a row to wait for it, as in one pass: see `HELD_BLANKS`.
 */
function releaseBlanks(parts: readonly RowsReport[]): { readonly released: number; readonly surplus: number } {
  let released = 0;
  let surplus = 0;
  let held = 0;
  for (const { rowCount, leadingBlanks, heldBlanks } of parts) {
    if (rowCount === 0) {
      held += heldBlanks.count;
      continue;
    }
    const tooMany = Math.max(0, held + leadingBlanks - HELD_BLANKS);
    released += held - tooMany;
    surplus += tooMany;
    held = heldBlanks.count;
  }
  return { released, surplus };
}
