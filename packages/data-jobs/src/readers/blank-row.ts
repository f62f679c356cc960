/** Whether a row is a blank line: one cell, of blanks at most. */
export function isBlankRow(row: readonly (string | null)[]): boolean {
  return row.length === 1 && (row[0] ?? "").trim() === "";
}
