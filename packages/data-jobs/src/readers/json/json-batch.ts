import type { Cell, ReadProblem, ReadProblemCode, RowBatch } from "../table-reader.ts";

/** Collects the rows of a batch, and what was noticed about each of them. */
export class JsonBatch {
  #firstRow = 1;
  #rows: Cell[][] = [];
  #problems: ReadProblem[] = [];
  /** About the record at hand, each kind once. */
  #noticed: Omit<ReadProblem, "row">[] = [];

  /** The number of the record at hand. */
  get row(): number {
    return this.#firstRow + this.#rows.length;
  }

  get isFull(): boolean {
    return this.#rows.length >= BATCH_ROWS;
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0 && this.#problems.length === 0;
  }

  /** Keeps what was noticed about the record at hand until it is clear what becomes of it. */
  notice(code: ReadProblemCode, line: number, byteOffset: number | undefined, detail: string): void {
    if (!this.#noticed.some((other) => other.code === code)) this.#noticed.push({ code, line, byteOffset, detail });
  }

  /** The record at hand is to be read again. */
  forget(): void {
    if (this.#noticed.length > 0) this.#noticed = [];
  }

  /** What was noticed holds, of the record that comes next if there is no row. */
  settle(row?: Cell[]): void {
    for (const problem of this.#noticed) this.#problems.push({ ...problem, row: this.row });
    this.forget();
    if (row) this.#rows.push(row);
  }

  take(bytes: number): RowBatch {
    const batch = { firstRow: this.#firstRow, rows: this.#rows, bytes, problems: this.#problems };
    this.#firstRow += this.#rows.length;
    this.#rows = [];
    this.#problems = [];
    return batch;
  }
}

const BATCH_ROWS = 1_000;
