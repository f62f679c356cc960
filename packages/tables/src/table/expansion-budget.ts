import { RowmillError } from "@rowmill/core/errors";

/** Bounds on what a file may make of few bytes. */
export interface ExpansionLimits {
  readonly maxPaddingRatio: number;
  readonly maxInflationRatio: number;
}

/**
 * Counts what a reader makes that is in no byte of the file. Limits for columns, rows and cells bound each dimension, and their product is
 * what takes time and memory: 16,384 objects of one new key each are 200 kB of JSON and 134 million cells.
 *
 * Readers spend before they make.
 */
export class ExpansionBudget {
  #addedCells = 0;
  #repeatedLength = 0;
  readonly #limits: ExpansionLimits;
  readonly #sizeBytes: () => number;

  /** @param sizeBytes - of the file, packed as it is; of a stream, what was read until now */
  constructor(limits: ExpansionLimits, sizeBytes: () => number) {
    this.#limits = limits;
    this.#sizeBytes = sizeBytes;
  }

  /**
   * Counts cells that complete a row up to its last value or to the width of the table, or repeat the value of a merged one.
   * @throws RowmillError `FILE_TOO_SPARSE`
   */
  addCells(count: number): void {
    this.#addedCells += count;
    if (this.#addedCells <= FREE_CELLS) return;
    const { maxPaddingRatio } = this.#limits;
    if (this.#addedCells <= maxPaddingRatio * this.#sizeBytes()) return;
    const message = `The rows of the table have few values in many columns: they need more than ${this.#addedCells - count} cells that are not in the file, ${maxPaddingRatio} for each of its bytes. Check whether keys or cells far to the right are meant to be columns; if so, raise maxPaddingRatio`;
    throw new RowmillError("FILE_TOO_SPARSE", message, { details: { maxPaddingRatio }, retriable: false });
  }

  /**
   * Counts the characters of a text that many cells name and that the file has once.
   * @throws RowmillError `FILE_TOO_LARGE_INFLATED`
   */
  addRepeated(length: number): void {
    this.#repeatedLength += length;
    if (this.#repeatedLength <= FREE_LENGTH) return;
    const { maxInflationRatio } = this.#limits;
    if (this.#repeatedLength <= maxInflationRatio * this.#sizeBytes()) return;
    const message = `The cells of the workbook name its long texts so often that they have more than ${maxInflationRatio} times the characters that the file has bytes, as a zip bomb does: if they are meant to, raise maxInflationRatio`;
    throw new RowmillError("FILE_TOO_LARGE_INFLATED", message, { details: { maxInflationRatio }, retriable: false });
  }
}

/** A second or two, whatever the file. */
const FREE_CELLS = 16_000_000;

/** A gigabyte is hashed in a third of a second. */
const FREE_LENGTH = 4_000_000_000;

/** The most cells that rows of one batch have, or little more: a thousand rows of 16,384 cells are 131 MB of pointers. */
export const BATCH_CELLS = 200_000;

/** For readers that are used by themselves: without limits. */
export const UNLIMITED: ExpansionBudget = new ExpansionBudget(
  { maxPaddingRatio: Number.POSITIVE_INFINITY, maxInflationRatio: Number.POSITIVE_INFINITY },
  () => Number.POSITIVE_INFINITY,
);
