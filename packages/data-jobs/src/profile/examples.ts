import { keptText } from "./kept-text.ts";

/** A cell, and where it is. */
export interface Example {
  /** The number of the row in the file, see `RowBatch.firstRow`. */
  readonly row: number;
  /** The cell, cut to 256 characters. */
  readonly value: string;
}

/** Keeps the examples with the lowest row numbers, up to `limit`, no value twice. They may be offered in any order. */
export class Examples {
  readonly #examples: Example[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(value: string, row: number): void {
    const examples = this.#examples;
    if (examples.length >= this.#limit && row >= (examples.at(-1)?.row ?? 0)) return;
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
}
