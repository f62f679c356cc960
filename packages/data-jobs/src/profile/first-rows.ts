/** How many row numbers a finding shows. */
export const ROW_LIMIT = 5;

/** Keeps the lowest of the row numbers that it is offered, in any order and each once, up to `ROW_LIMIT`. */
export class FirstRows {
  readonly #rows: number[] = [];

  /** @param nextRows - more of them, all after `row` */
  offer(row: number, nextRows: readonly number[] = []): void {
    const rows = this.#rows;
    if (rows.length === ROW_LIMIT && row >= (rows.at(-1) ?? 0)) return;
    const at = rows.findIndex((other) => other > row);
    rows.splice(at < 0 ? rows.length : at, 0, row);
    if (rows.length > ROW_LIMIT) rows.pop();
    for (const next of nextRows) this.offer(next);
  }

  /** Ascending. */
  list(): readonly number[] {
    return this.#rows;
  }
}

/** The first rows of several lists together. */
export function firstRows(lists: readonly (readonly number[])[]): number[] {
  return lists
    .flat()
    .toSorted((a, b) => a - b)
    .slice(0, ROW_LIMIT);
}
