/** How many columns the workbooks have: whole numbers, amounts, texts, days and booleans, four of each. */
export const COLUMN_COUNT = 20;

export const COLUMN_NAMES: readonly string[] = Array.from({ length: COLUMN_COUNT }, (_, column) => `column ${column}`);

/** What stands in a cell. Days are ISO 8601. */
export function valueAt(row: number, column: number): number | string | boolean {
  switch (column % 5) {
    case 0:
      return row * COLUMN_COUNT + column;
    case 1:
      return Math.round(row * 137) / 100 + column;
    case 2:
      return `text ${row} of column ${column}`;
    case 3:
      return new Date(Date.UTC(2020, 0, 1 + (row % 2000))).toISOString().slice(0, 10);
    default:
      return row % 2 === 0;
  }
}

export function isDay(column: number): boolean {
  return column % 5 === 3;
}

/** Rows in batches of a thousand, each made when it is asked for. */
export function* batches(rows: number): Generator<(number | string | boolean)[][]> {
  for (let from = 0; from < rows; from += 1000) {
    yield Array.from({ length: Math.min(1000, rows - from) }, (_, index) =>
      Array.from({ length: COLUMN_COUNT }, (__, column) => valueAt(from + index, column)),
    );
  }
}
