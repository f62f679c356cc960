/** What became of the rows of a file. `read + added = written + rejected + leftOut`. */
export interface RowCounts {
  /** Rows of data of the source. */
  readonly read: number;
  /** Rows that row steps made beside them: `splitRows` and `unpivot`. */
  readonly added: number;
  readonly written: number;
  readonly rejected: number;
  /** Rows that row steps left out, by step. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** Counts while rows go by. */
export class RowCounter {
  read = 0;
  added = 0;
  written = 0;
  rejected = 0;
  readonly #leftOut = new Map<string, number>();

  leaveOut(op: string): void {
    this.#leftOut.set(op, (this.#leftOut.get(op) ?? 0) + 1);
  }

  /** Continues from counts. */
  restore({ read, added, written, rejected, leftOut }: RowCounts): void {
    Object.assign(this, { read, added, written, rejected });
    this.#leftOut.clear();
    for (const [op, count] of Object.entries(leftOut)) this.#leftOut.set(op, count);
  }

  /**
   * The counts up to here. Between batches rows may be on their way.
   * @throws Error if rows were lost, which is a fault of Rowmill
   */
  finish(): RowCounts {
    const counts = this.now();
    const leftOut = Object.values(counts.leftOut).reduce((sum, count) => sum + count, 0);
    if (counts.read + counts.added !== counts.written + counts.rejected + leftOut) {
      throw new Error(`Rows do not add up: ${JSON.stringify(counts)}`);
    }
    return counts;
  }

  now(): RowCounts {
    const { read, added, written, rejected } = this;
    return { read, added, written, rejected, leftOut: Object.fromEntries(this.#leftOut) };
  }
}
