/**
 * Whether a row is a blank line, of one cell with blanks at most, or has nothing but empty cells: `,,,`, as Excel leaves below a table.
 * A cell that is quoted in the file is a value: see `RowBatch.quotedLines`.
 */
export function isBlankRow(row: readonly (string | null)[]): boolean {
  if (row.length === 1) return isBlank(row[0] ?? "");
  return row.length > 1 && row[0] === "" && row.every((cell) => cell === "");
}

/** Blanks are what the kernel takes for them: `blankAt` in assembly/values/bytes.ts. */
function isBlank(cell: string): boolean {
  const first = cell.charCodeAt(0);
  return first > SPACE && first < NO_BREAK_SPACE ? false : BLANKS.test(cell);
}

const SPACE = 0x20;
const NO_BREAK_SPACE = 0xa0;
// Control characters are blanks, too.
const BLANKS = /^[\s\0-\x20]*$/;
