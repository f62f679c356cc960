import { Kind, KIND_COUNT } from "../values/kind.ts";
import { hasOuterBlank, isBlank, readValue } from "../values/read-value.ts";
import type { Reading } from "../values/reading.ts";
import { Examples } from "./examples.ts";
import { FirstRows, ROW_LIMIT } from "./first-rows.ts";
import { detached, KEPT_LENGTH } from "./kept-text.ts";

/** How many examples are kept per kind of value: as many as rows, or they would be full before the rows are (see `Examples`). */
export const EXAMPLE_LIMIT = ROW_LIMIT;

/**
 * Adds up what the values of one column look like, each kind by itself, because which kinds belong together is only
 * known at the end. Fixed size: about 1.5 kB and the examples.
 */
export class ValueTally {
  /** How many values there are of each kind. Indexed by `Kind`, like the next four. */
  readonly counts = new Float64Array(KIND_COUNT);
  readonly sums = new Float64Array(KIND_COUNT);
  readonly mins = new Float64Array(KIND_COUNT).fill(Number.POSITIVE_INFINITY);
  readonly maxs = new Float64Array(KIND_COUNT).fill(Number.NEGATIVE_INFINITY);
  readonly examples: (Examples | undefined)[] = [];
  /** The same bounds for dates of either order, read month-first. */
  readonly monthFirstMins = new Float64Array(KIND_COUNT).fill(Number.POSITIVE_INFINITY);
  readonly monthFirstMaxs = new Float64Array(KIND_COUNT).fill(Number.NEGATIVE_INFINITY);
  /** Null tokens and how often each came. */
  readonly tokens = new Map<string, number>();
  /** Rows of values that start, and that end, with a blank. */
  readonly leadingBlanks = new FirstRows();
  readonly trailingBlanks = new FirstRows();
  leadingBlankCount = 0;
  trailingBlankCount = 0;
  /** Values of blanks only. They count as missing. */
  blankCount = 0;
  zonedCount = 0;
  /** Lengths in UTF-16 units, over values that are neither blank nor a null token. */
  minLength = Number.POSITIVE_INFINITY;
  maxLength = 0;
  lengthSum = 0;
  /** In the order of UTF-16 code units; `undefined` before the first value. */
  minText: string | undefined;
  maxText: string | undefined;
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /**
   * @param value - not empty
   * @param nextRows - the next few rows with the same value
   */
  absorb(value: string, weight: number, row: number, nextRows: readonly number[]): void {
    if (hasOuterBlank(value) && this.#absorbBlanks(value, weight, row, nextRows)) return;
    const reading = this.#reading;
    readValue(value, reading);
    const { kind } = reading;
    this.counts[kind] = (this.counts[kind] ?? 0) + weight;
    (this.examples[kind] ??= new Examples(EXAMPLE_LIMIT)).offer(value, row, nextRows);
    if (kind === Kind.NullToken || kind === Kind.WeakNullToken) {
      const token = value.trim();
      this.tokens.set(token, (this.tokens.get(token) ?? 0) + weight);
      return;
    }
    this.#absorbText(value, weight);
    if (kind !== Kind.Text) this.#absorbNumber(reading, weight);
  }

  /** Copies what would keep the block of the file alive. Call it after each batch. */
  settle(): void {
    if (this.minText !== undefined) this.minText = cut(this.minText);
    if (this.maxText !== undefined) this.maxText = cut(this.maxText);
  }

  /** Answers whether the value was nothing but blanks. */
  #absorbBlanks(value: string, weight: number, row: number, nextRows: readonly number[]): boolean {
    if (value.trim() === "") {
      this.blankCount += weight;
      return true;
    }
    if (isBlank(value.charCodeAt(0))) {
      this.leadingBlankCount += weight;
      this.leadingBlanks.offer(row, nextRows);
    }
    if (isBlank(value.charCodeAt(value.length - 1))) {
      this.trailingBlankCount += weight;
      this.trailingBlanks.offer(row, nextRows);
    }
    return false;
  }

  #absorbText(value: string, weight: number): void {
    const { length } = value;
    this.lengthSum += length * weight;
    if (length < this.minLength) this.minLength = length;
    if (length > this.maxLength) this.maxLength = length;
    if (this.minText === undefined || value < this.minText) this.minText = value;
    if (this.maxText === undefined || value > this.maxText) this.maxText = value;
  }

  #absorbNumber({ kind, number, monthFirst, zoned }: Reading, weight: number): void {
    this.sums[kind] = (this.sums[kind] ?? 0) + number * weight;
    if (number < (this.mins[kind] ?? 0)) this.mins[kind] = number;
    if (number > (this.maxs[kind] ?? 0)) this.maxs[kind] = number;
    if (kind === Kind.DateEitherOrder || kind === Kind.DateTimeEitherOrder) {
      if (monthFirst < (this.monthFirstMins[kind] ?? 0)) this.monthFirstMins[kind] = monthFirst;
      if (monthFirst > (this.monthFirstMaxs[kind] ?? 0)) this.monthFirstMaxs[kind] = monthFirst;
    }
    if (zoned) this.zonedCount += weight;
  }
}

function cut(text: string): string {
  return detached(text.length <= KEPT_LENGTH ? text : text.slice(0, KEPT_LENGTH));
}
