import type { Finding } from "../table/finding.ts";
import type { OtherTable } from "../table/detected-format.ts";
import type { TableFrame, RowRange } from "./table-frame.ts";

/**
 * What is worth saying about where a table stands among the rows of a file.
 * @param numberOf - the number of a row in the file, from its position in the frame
 */
export function frameFindings(frame: TableFrame, numberOf: (row: number) => number = (row) => row + 1): Finding[] {
  const findings: Finding[] = [];
  const { footer, otherTables, totalRows, rulerRow } = frame;
  if (otherTables.length > 0) {
    const names = otherTables.map((table) => blockName(table, numberOf)).join(", ");
    const what = otherTables.length === 1 ? "Another table stands" : `${otherTables.length} other tables stand`;
    const message = `${what} in the file, in ${names}. They were not read: the option table reads one of them.`;
    findings.push({
      code: "other_tables",
      severity: "warning",
      message,
      count: otherTables.length,
      rows: firstRows(otherTables, numberOf),
    });
  }
  findings.push(...footerFindings(footer, numberOf), ...totalFindings(totalRows, numberOf));
  if (rulerRow !== undefined) {
    const message = "A line is drawn under the names of the columns, left out.";
    findings.push({ code: "ruling_lines", severity: "info", message, count: 1, rows: [numberOf(rulerRow)] });
  }
  return findings;
}

/** What is worth saying about rows that add up others. */
export function totalFindings(totalRows: readonly number[], numberOf: (row: number) => number = (row) => row + 1): Finding[] {
  if (totalRows.length === 0) return [];
  const message = `${totalRows.length === 1 ? "A row adds" : `${totalRows.length} rows add`} up others ("Total"). They are counted like any other, unless the option omit leaves them out.`;
  return [{ code: "total_rows", severity: "warning", message, count: totalRows.length, rows: totalRows.slice(0, MOST_ROWS).map(numberOf) }];
}

/** What is worth saying about notes that are left out. */
export function footerFindings(footer: RowRange, numberOf: (row: number) => number = (row) => row + 1): Finding[] {
  const count = footer.to - footer.from;
  if (count === 0) return [];
  const message = `${count === 1 ? "A note" : `${count} rows of notes`} under the table, left out.`;
  return [{ code: "footer_skipped", severity: "info", message, count, rows: numbers(footer, numberOf) }];
}

/** What is worth saying about notes at the end of a file that is longer than what was looked at. Their rows have no known numbers. */
export function notesFindings(count: number): Finding[] {
  if (count === 0) return [];
  const what = count === 1 ? "A note stands" : `${count} rows of notes stand`;
  const message = `${what} under the table, at the end of the file. They were read like any other rows: leave them out by the option omit.`;
  return [{ code: "footer_rows", severity: "warning", message, count, rows: [] }];
}

/** The other tables, as a detected format names them. */
export function blocksOf({ otherTables }: TableFrame, numberOf: (row: number) => number = (row) => row + 1): OtherTable[] {
  return otherTables.map((table) => ({ kind: "block", name: blockName(table, numberOf) }));
}

const MOST_ROWS = 5;

function blockName({ from, to }: RowRange, numberOf: (row: number) => number): string {
  return `rows ${numberOf(from)}-${numberOf(to - 1)}`;
}

function firstRows(ranges: readonly RowRange[], numberOf: (row: number) => number): number[] {
  return ranges.slice(0, MOST_ROWS).map(({ from }) => numberOf(from));
}

function numbers({ from, to }: RowRange, numberOf: (row: number) => number): number[] {
  return Array.from({ length: Math.min(MOST_ROWS, to - from) }, (_, index) => numberOf(from + index));
}
