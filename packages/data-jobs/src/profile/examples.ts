import { FirstRows } from "./first-rows.ts";
import { keptText } from "./kept-text.ts";

/** A cell, and where it is. */
export interface Example {
  /** The number of the row in the file, see `RowBatch.firstRow`. */
  readonly row: number;
  /** The cell, cut to 256 characters. */
  readonly value: string;
}

/**
 * Keeps the examples with the lowest row numbers, up to `limit`, no value twice; and the lowest row numbers, whatever the
 * values. They may be offered in any order.
 */
export class Examples {
  readonly #examples: Example[] = [];
  readonly #rows = new FirstRows();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @param nextRows - other rows with the same value, after `row` */
  offer(value: string, row: number, nextRows: readonly number[]): void {
    const examples = this.#examples;
    // Where enough different values stand in earlier rows, there are enough earlier rows.
    if (examples.length >= this.#limit && row >= (examples.at(-1)?.row ?? 0)) return;
    this.#rows.offer(row, nextRows);
    const kept = keptText(value);
    const same = examples.findIndex((example) => example.value === kept);
    if (same >= 0) {
      if (row >= (examples[same]?.row ?? 0)) return;
      examples.splice(same, 1);
    }
    const at = examples.findIndex((example) => example.row > row);
    examples.splice(at < 0 ? examples.length : at, 0, { row, value: kept });
    if (examples.length > this.#limit) examples.pop();
  }

  /** In the order of their rows. */
  list(): readonly Example[] {
    return this.#examples;
  }

  /** The first rows that were offered, ascending, also those with a value that came before. */
  rows(): readonly number[] {
    return this.#rows.list();
  }
}
