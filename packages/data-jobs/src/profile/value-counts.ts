import { ROW_LIMIT } from "./first-rows.ts";
import { detached, keyText, textOfKey } from "./kept-text.ts";

/** How often a value came. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/**
 * Takes over `weight` occurrences of one value, whose first was in `row`, and the next few, as far as a finding would show them,
 * in `nextRows`.
 */
export type Absorb = (value: string, weight: number, row: number, nextRows: readonly number[]) => void;

/**
 * Counts values in bounded memory, and hands them on in bulk: equal values are gathered first, so whatever is expensive
 * about a value is done once for many cells.
 *
 * While there is room, every count is exact. Once there are more than `capacity` different values, the rarer half is
 * handed on and forgotten (lossy counting, Manku and Motwani 2002): counts are then lower bounds. A column in which
 * hardly any value comes twice is not worth gathering: its values are handed on one by one, and one in 16 is counted.
 */
export class ValueCounts {
  readonly #entries = new Map<string, Entry>();
  readonly #capacity: number;
  readonly #absorb: Absorb;
  readonly #forget: (key: string) => void;
  #missesLeft: number;
  #added = 0;
  /** A linear congruential generator (Numerical Recipes), so that the same file always gives the same profile. */
  #chance = 1;
  #state: "exact" | "lossy" | "sampled" = "exact";

  /**
   * @param absorb - gets every value, sooner or later, with the number of its occurrences
   * @param forget - gets the key (see `keyText`) of each value that is no longer counted here
   */
  constructor(capacity: number, absorb: Absorb, forget: (key: string) => void) {
    this.#capacity = capacity;
    this.#absorb = absorb;
    this.#forget = forget;
    this.#missesLeft = capacity;
  }

  add(value: string, row: number): void {
    if (this.#state === "sampled") {
      this.#addSampled(value, row);
      return;
    }
    this.#added += 1;
    const key = keyText(value);
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      entry.count += 1;
      if (key !== value) this.#absorb(value, 1, row, NO_ROWS);
      else {
        entry.pending += 1;
        // A list of exactly this length, because there may be one for each of 256,000 values.
        if (entry.count <= ROW_LIMIT) entry.nextRows = [...entry.nextRows, row];
      }
      return;
    }
    if (this.#missesLeft === 0) this.#makeRoom();
    this.#missesLeft -= 1;
    // Of a long value only the key is kept, so it is handed on at once.
    if (key !== value) this.#absorb(value, 1, row, NO_ROWS);
    this.#entries.set(detached(key), { count: 1, pending: key === value ? 1 : 0, row, nextRows: NO_ROWS });
  }

  /** Hands on everything that is still held back. Call it once, at the end. */
  flush(): void {
    for (const [key, entry] of this.#entries) this.#handOn(key, entry);
  }

  /** Whether every different value is still counted, each exactly. */
  get exact(): boolean {
    return this.#state === "exact";
  }

  /** The values that are still counted, the most frequent first; of equally frequent ones the one that came first. */
  top(): ValueCount[] {
    return [...this.#entries]
      .toSorted(([, a], [, b]) => b.count - a.count || a.row - b.row)
      .map(([key, { count }]) => ({ value: textOfKey(key), count }));
  }

  get size(): number {
    return this.#entries.size;
  }

  #addSampled(value: string, row: number): void {
    this.#absorb(value, 1, row, NO_ROWS);
    const key = keyText(value);
    this.#forget(key);
    // Every 16th would see nothing, or nothing else, of a value that comes in every second row.
    this.#chance = (Math.imul(this.#chance, 1_664_525) + 1_013_904_223) >>> 0;
    if (this.#chance >= 2 ** 32 / SAMPLED_ONE_IN) return;
    const entry = this.#entries.get(key);
    if (entry !== undefined) entry.count += SAMPLED_ONE_IN;
    else {
      if (this.#entries.size >= this.#capacity) this.#dropRarerHalf();
      this.#entries.set(detached(key), { count: SAMPLED_ONE_IN, pending: 0, row, nextRows: NO_ROWS });
    }
  }

  #makeRoom(): void {
    const repeated = this.#added - this.#capacity;
    this.#state = repeated < this.#capacity ? "sampled" : "lossy";
    if (this.#state === "sampled") {
      for (const [key, entry] of this.#entries) {
        this.#handOn(key, entry);
        entry.pending = 0;
        this.#forget(key);
      }
    }
    this.#dropRarerHalf();
    this.#added = 0;
    this.#missesLeft = this.#capacity - this.#entries.size;
  }

  #dropRarerHalf(): void {
    const byCount = [...this.#entries].toSorted(([, a], [, b]) => b.count - a.count);
    for (const [key, entry] of byCount.slice(this.#capacity >> 1)) {
      this.#handOn(key, entry);
      this.#forget(key);
      this.#entries.delete(key);
    }
  }

  #handOn(key: string, entry: Entry): void {
    if (entry.pending > 0) this.#absorb(key, entry.pending, entry.row, entry.nextRows);
  }
}

interface Entry {
  count: number;
  /** Occurrences that were counted but not handed on yet. */
  pending: number;
  readonly row: number;
  nextRows: readonly number[];
}

const NO_ROWS: readonly number[] = [];

/** What part of a column without repetitions is still counted. */
const SAMPLED_ONE_IN = 16;
