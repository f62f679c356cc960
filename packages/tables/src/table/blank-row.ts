/** Whether a row is a blank line, of one cell with blanks at most, or has nothing but empty cells: `,,,`, as Excel leaves below a table. */
export function isBlankRow(row: readonly (string | null)[]): boolean {
  if (row.length === 1) return (row[0] ?? "").trim() === "";
  return row.length > 1 && row[0] === "" && row.every((cell) => cell === "");
}
