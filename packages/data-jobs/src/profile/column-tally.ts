import type { Row } from "../readers/table-reader.ts";
import type { Reading } from "../values/reading.ts";
import { HyperLogLog } from "./hyper-log-log.ts";
import { textOfKey, keyText, detached } from "./kept-text.ts";
import { ValueCounts } from "./value-counts.ts";
import { ValueTally } from "./value-tally.ts";

/** How much memory the tally of a column may use. */
export interface TallySize {
  /** Different values that are counted one by one. */
  readonly countedValues: number;
  /** See `HyperLogLog`. */
  readonly precision: number;
}

/**
 * How big the tally of each column may be so that all together stay under about 100 MB, whatever the file holds.
 * Up to 500 columns get distinct counts within 2 %; with 16,384, the width of a spreadsheet, it is 13 %.
 */
export function tallySize(columnCount: number): TallySize {
  if (columnCount <= 64) return { countedValues: 4_000, precision: 14 };
  if (columnCount <= 500) return { countedValues: 1_000, precision: 14 };
  if (columnCount <= 4_000) return { countedValues: 200, precision: 12 };
  return { countedValues: 32, precision: 8 };
}

/** Adds up one column, batch by batch, in memory of a fixed size. */
export class ColumnTally {
  readonly values: ValueTally;
  readonly counts: ValueCounts;
  /** The first different values among the first `SAMPLED_CELLS` cells, at most `SAMPLE_LIMIT`. */
  readonly samples: string[] = [];
  /** Cells that are empty, or that their row does not have. */
  emptyCount = 0;
  readonly #precision: number;
  #sampledCells = 0;
  #sketch: HyperLogLog | undefined;

  constructor(size: TallySize, reading: Reading) {
    this.#precision = size.precision;
    this.values = new ValueTally(reading);
    this.counts = new ValueCounts(
      size.countedValues,
      (value, weight, row, nextRows) => this.values.absorb(value, weight, row, nextRows),
      (key) => (this.#sketch ??= new HyperLogLog(this.#precision)).add(key),
    );
  }

  /**
   * Adds one column of a batch.
   *
   * @param rows - the data rows; a row may end before the column
   * @param rowNumbers - the number of each of them in the file
   */
  addColumn(rows: readonly Row[], rowNumbers: ArrayLike<number>, column: number): void {
    for (let index = 0; index < rows.length; index += 1) {
      const value = rows[index]?.[column];
      if (value === undefined || value === null || value.length === 0) {
        this.emptyCount += 1;
        continue;
      }
      if (this.#sampledCells < SAMPLED_CELLS) this.#sample(value);
      this.counts.add(value, rowNumbers[index] ?? 0);
    }
    this.values.settle();
  }

  /** How many different values there are, of those that are not empty: exact while `counts.exact`, else estimated. */
  distinct(): number {
    if (this.#sketch === undefined) return this.counts.size;
    return Math.max(this.#sketch.estimate(), this.counts.size);
  }

  #sample(value: string): void {
    this.#sampledCells += 1;
    if (this.samples.length === SAMPLE_LIMIT) return;
    const kept = detached(textOfKey(keyText(value)));
    if (!this.samples.includes(kept)) this.samples.push(kept);
  }
}

/** A few more than are shown, because null tokens are taken out at the end. */
const SAMPLE_LIMIT = 12;

/** A column with few different values must not be searched for more of them to its end. */
const SAMPLED_CELLS = 1_000;
