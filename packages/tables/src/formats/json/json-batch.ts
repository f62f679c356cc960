import { BATCH_CELLS } from "../../table/expansion-budget.ts";
import type { Cell, ReadProblem, ReadProblemCode, RowBatch } from "../../table/table-reader.ts";

/** Collects the rows of a batch, and what was noticed about each of them. */
export class JsonBatch {
  #firstRow = 1;
  #rows: Cell[][] = [];
  #cells = 0;
  #problems: ReadProblem[] = [];
  #hasPassed = false;
  /** About the record at hand, each kind once. */
  #noticed: Omit<ReadProblem, "row">[] = [];

  /** The number of the record at hand. */
  get row(): number {
    return this.#firstRow + this.#rows.length;
  }

  get length(): number {
    return this.#rows.length;
  }

  /** How many rows there is room for. */
  get room(): number {
    return BATCH_ROWS - this.#rows.length;
  }

  get isFull(): boolean {
    return this.#rows.length >= BATCH_ROWS || this.#cells >= BATCH_CELLS;
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0 && this.#problems.length === 0 && !this.#hasPassed;
  }

  /** Keeps what was noticed about the record at hand until it is clear what becomes of it. */
  notice(code: ReadProblemCode, line: number, byteOffset: number | undefined, detail: string): void {
    if (!this.#noticed.some((other) => other.code === code)) this.#noticed.push({ code, line, byteOffset, detail });
  }

  /** How much was noticed that is not settled. */
  get noticed(): number {
    return this.#noticed.length;
  }

  /** Forgets what was noticed since there was so much: what it was about is to be read again. */
  forget(noticed = 0): void {
    if (this.#noticed.length > noticed) this.#noticed.length = noticed;
  }

  /** What was noticed holds, of the record that comes next if there is no row. */
  settle(row?: Cell[]): void {
    for (const problem of this.#noticed) this.#problems.push({ ...problem, row: this.row });
    this.forget();
    if (row) {
      this.#rows.push(row);
      this.#cells += row.length;
    }
  }

  /** Adds rows about which there is nothing to say. */
  add(rows: Cell[][]): void {
    this.settle();
    this.#cells += rows.length * (rows[0]?.length ?? 0);
    if (this.#rows.length === 0) this.#rows = rows;
    else for (const row of rows) this.#rows.push(row);
  }

  /** Counts rows that somebody else has taken. Those before must have been taken. */
  pass(count: number): void {
    this.settle();
    this.#firstRow += count;
    this.#hasPassed = true;
  }

  take(bytes: number): RowBatch {
    const batch = { firstRow: this.#firstRow, rows: this.#rows, bytes, problems: this.#problems };
    this.#firstRow += this.#rows.length;
    this.#rows = [];
    this.#cells = 0;
    this.#problems = [];
    this.#hasPassed = false;
    return batch;
  }
}

const BATCH_ROWS = 1_000;
