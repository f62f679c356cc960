import { detectHeader } from "./header.ts";

/** A row with something in it, and where it stands. */
export interface FilledRow {
  readonly index: number;
  readonly cells: readonly string[];
  /** Whether a blank row, or one of empty cells, stands directly above. */
  readonly afterGap: boolean;
}

/**
 * Parts rows into tables that stand one below the other.
 *
 * A new one starts where rows of another width follow a gap, at least two of them; where they follow without a gap, if at least three do
 * and the first of them names their columns; and where rows of the same width follow a gap (and titles) and start with other names. Rows that
 * are only longer or shorter than those before them are the same table.
 */
export function splitTables(rows: readonly FilledRow[]): (readonly FilledRow[])[] {
  const tables: FilledRow[][] = [];
  let current: FilledRow[] = [];
  let width = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    if (!row) continue;
    const own = row.cells.length;
    if (width > 0 && own > 1 && startsTable(rows, at, current, width)) {
      // Titles between the last gap and here belong to what follows.
      const titles = takeTitles(current, width);
      tables.push(current);
      current = [...titles];
      width = own;
    }
    if (own > 1 && width === 0 && rows[at + 1]?.cells.length === own) width = own;
    current.push(row);
  }
  return [...tables, current].filter((table) => table.length > 0);
}

function startsTable(rows: readonly FilledRow[], at: number, current: readonly FilledRow[], width: number): boolean {
  const row = rows[at];
  const own = row?.cells.length ?? 0;
  const previous = rows[at - 1]?.cells.length ?? 0;
  const titled = gapAbove(rows, at, width);
  const gap = row?.afterGap === true || titled;
  if (gap && isFilled(row) && hasLongerHeader(rows, at)) return true;
  if (own === width) return gap && isFilled(row) && isOtherHeader(rows, at, current, titled ? 0.6 : 0.75);
  if (own === previous && !gap) return false;
  const run = runLength(rows, at, own);
  if (gap) return run >= 2 && isFilled(row);
  return run >= 3 && hasSureHeader(rows, at, own, 0.6);
}

/** Whether a row of the table's width names other columns than the table's. The same names again are the same table, put below itself. */
function isOtherHeader(rows: readonly FilledRow[], at: number, current: readonly FilledRow[], least: number): boolean {
  const cells = rows[at]?.cells ?? [];
  const isRepeated = current.some(
    (above) => above.cells.length === cells.length && above.cells.every((cell, index) => cell === cells[index]),
  );
  return !isRepeated && hasSureHeader(rows, at, cells.length, least);
}

/** Whether titles stand directly above a row, and a gap above them. */
function gapAbove(rows: readonly FilledRow[], at: number, width: number): boolean {
  for (let above = at - 1; above >= 0 && isTitle(rows[above], width); above -= 1) {
    if (rows[above]?.afterGap) return true;
  }
  return false;
}

/** Whether a row has one cell, or is one padded to the width of the table. */
function isTitle(row: FilledRow | undefined, width: number): boolean {
  const cells = row?.cells ?? [];
  return cells.length <= 1 || (width > 2 && cells.slice(1).every((cell) => cell.trim() === ""));
}

function isFilled(row: FilledRow | undefined): boolean {
  const cells = row?.cells ?? [];
  return cells.filter((cell) => cell.trim() !== "").length * 2 > cells.length;
}

function runLength(rows: readonly FilledRow[], at: number, width: number): number {
  let end = at;
  while (end < rows.length && end - at < 50 && rows[end]?.cells.length === width) end += 1;
  return end - at;
}

function hasSureHeader(rows: readonly FilledRow[], at: number, width: number, least: number): boolean {
  const some = rows.slice(at, at + Math.min(20, runLength(rows, at, width))).map(({ cells }) => cells);
  if (some.length < 2) return false;
  const { rows: headerRows, confidence } = detectHeader(some, width);
  return headerRows > 0 && confidence >= least;
}

/** Whether a row names the columns of rows that are all shorter: the last column is a comment that none of them has. */
function hasLongerHeader(rows: readonly FilledRow[], at: number): boolean {
  const cells = rows[at]?.cells ?? [];
  const below = rows[at + 1]?.cells.length ?? 0;
  if (below < 2 || below >= cells.length || runLength(rows, at + 1, below) < LEAST_BELOW) return false;
  const body = rows.slice(at + 1, at + 1 + Math.min(20, runLength(rows, at + 1, below))).map((row) => row.cells);
  const { rows: headerRows, titles, confidence } = detectHeader([cells.slice(0, below), ...body], below);
  return headerRows === 1 && titles === 0 && confidence >= 0.75;
}

const LEAST_BELOW = 3;

function takeTitles(table: FilledRow[], width: number): FilledRow[] {
  let from = table.length;
  while (from > 0 && width > 1 && isTitle(table[from - 1], width)) from -= 1;
  while (from < table.length && table[from]?.afterGap !== true) from += 1;
  return table.splice(from);
}
