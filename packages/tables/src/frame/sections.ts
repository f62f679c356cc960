import type { FilledRow } from "./split-tables.ts";
import { usualWidth } from "./table-region.ts";

/**
 * The same rows, with their sections apart: a line such as `[Data]` or `***End_of_Header***` ends what is above it, as a blank row does, and the
 * settings at the top lose the empty cells that a spreadsheet program has filled them up with.
 */
export function withSections(rows: readonly FilledRow[]): readonly FilledRow[] {
  const parts = rows.map((row, at) => (isMark(rows[at - 1]) || isMark(row) ? { ...row, afterGap: true } : row));
  const width = usualWidth(parts.map(({ cells }) => cells));
  if (width < LEAST_WIDTH || !parts.some(({ afterGap }) => afterGap)) return parts;
  const settings = countSettings(parts, width);
  return parts.map((row, at) => (at < settings ? { ...row, cells: row.cells.slice(0, Math.max(1, usedCells(row))) } : row));
}

/** Rows of a narrower table are no padded settings. */
const LEAST_WIDTH = 4;

/** How many rows at the top are in sections of which no row has more than half the cells of the table filled. 0 if all are. */
function countSettings(rows: readonly FilledRow[], width: number): number {
  let start = 0;
  for (const [at, row] of rows.entries()) {
    if (row.afterGap) start = at;
    if (usedCells(row) * 2 > width) return start;
  }
  return 0;
}

function usedCells({ cells }: FilledRow): number {
  return cells.findLastIndex((cell) => cell.trim() !== "") + 1;
}

function isMark(row: FilledRow | undefined): boolean {
  return row !== undefined && usedCells(row) === 1 && MARK.test(row.cells[0] ?? "");
}

const MARK = /^\s*(?:\[[^\]]{1,60}\]|\*{3}[^*]{1,60}\*{3})\s*$/;
