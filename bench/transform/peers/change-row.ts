import type { TransformTask } from "../task.ts";

/** Makes the cells of a row of the output, by hand. */
export function changeRow(header: readonly string[], { columns, lower, upper }: TransformTask): (row: readonly string[]) => string[] {
  const places = columns.map((column) => header.indexOf(column));
  const lowerAt = columns.indexOf(lower);
  const upperAt = columns.indexOf(upper);
  return (row) => {
    const cells = places.map((place) => row[place] ?? "");
    cells[lowerAt] = (cells[lowerAt] ?? "").toLowerCase();
    cells[upperAt] = (cells[upperAt] ?? "").toUpperCase();
    return cells;
  };
}

/** A row as a line of JSON. */
export function jsonLine(columns: readonly string[], cells: readonly string[]): string {
  return `${JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, cells[index]])))}\n`;
}
