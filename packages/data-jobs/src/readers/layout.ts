/** How the rows of a sample lie. */
export interface Layout {
  /** The most frequent number of cells in a row, blank lines left out; of equally frequent ones the largest. 0 without rows. */
  readonly width: number;
  /** Records before the table. */
  readonly preambleRows: number;
  /** The share of the table's rows that have this width, 0 to 1. */
  readonly consistency: number;
}

/**
 * Finds the usual width of the rows and where the table starts.
 *
 * A preamble is narrow: its rows have at most half the cells of the table's, or one filled cell where the table has
 * three or more. At least two rows of the table must follow, or it is not one: `a`, `b`, `c;d` is one column.
 */
export function layoutOf(rows: readonly (readonly string[])[]): Layout {
  const filled = rows.filter((row) => !isBlankRow(row));
  const width = usualWidth(filled);
  const preambleRows = countPreamble(rows, width);
  const table = rows.slice(preambleRows).filter((row) => !isBlankRow(row));
  const agreeing = table.filter((row) => row.length === width).length;
  return { width, preambleRows, consistency: table.length === 0 ? 0 : agreeing / table.length };
}

/** Whether a row is a blank line: one cell, of blanks at most. */
export function isBlankRow(row: readonly (string | null)[]): boolean {
  return row.length === 1 && (row[0] ?? "").trim() === "";
}

function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let usual = 0;
  for (const [width, count] of counts) {
    const most = counts.get(usual) ?? 0;
    if (count > most || (count === most && width > usual && count > 1)) usual = width;
  }
  return usual;
}

function countPreamble(rows: readonly (readonly string[])[], width: number): number {
  const start = rows.findIndex((row) => !isBlankRow(row) && !isNarrow(row, width));
  if (start <= 0) return Math.max(start, 0);
  const sameWidth = rows.slice(start).filter((row) => row.length === width).length;
  return sameWidth >= 2 ? start : rows.findIndex((row) => !isBlankRow(row));
}

function isNarrow(row: readonly string[], width: number): boolean {
  if (width < 2) return false;
  if (row.length <= Math.max(1, Math.floor(width / 2))) return true;
  return width >= 3 && row.filter((cell) => cell.trim() !== "").length <= 1;
}
