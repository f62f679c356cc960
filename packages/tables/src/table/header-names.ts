import type { Row } from "./table-reader.ts";

/**
 * The names of the columns, from the rows of a header. A header of several rows names a column from top to bottom: a cell above
 * others (`2024` over `Q1`, `Q2`) stands for those to its right, too, up to the next filled one.
 */
export function headerNames(rows: readonly Row[]): string[] {
  const lowest = rows.at(-1) ?? [];
  if (rows.length <= 1) return lowest.map((cell) => cell ?? "");
  const width = Math.max(...rows.map((row) => row.length));
  if (isRulerRow(lowest, width)) return headerNames(rows.slice(0, -1));
  const names = Array.from({ length: width }, (): string[] => []);
  for (const row of rows) {
    let above = "";
    for (const [column, parts] of names.entries()) {
      const cell = (row[column] ?? "").trim();
      if (row === lowest) above = cell;
      else if (cell !== "") above = cell;
      if (above !== "" && !isRuler(above) && parts.at(-1) !== above) parts.push(above);
    }
  }
  return names.map((parts) => parts.join(" "));
}

/**
 * Whether a row is a line that is drawn between names and records: dashes in every cell, and two at least in one of them; or, in a table of several
 * columns, one sign five times and more in the first cell, and nothing in the others.
 */
export function isRulerRow(row: Row, width = row.length): boolean {
  const [first = "", ...others] = row.map((cell) => (cell ?? "").trim());
  if (width > 1 && LINE.test(first) && others.every((cell) => cell === "")) return true;
  return row.length > 1 && row.every((cell) => /^\s*[-=_]+\s*$/.test(cell ?? "")) && row.some((cell) => isRuler((cell ?? "").trim()));
}

/** A line that goes over all columns. */
const LINE = /^([-=_*~#─═])\1{4,}$/;

/** A line drawn under the names. */
function isRuler(cell: string): boolean {
  return /^[-=_]{2,}$/.test(cell);
}

/** What a column is called that has no name. */
export function columnName(name: string | undefined, index: number): string {
  return name === undefined || name === "" ? `column_${index + 1}` : name;
}
