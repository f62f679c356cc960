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
export declare class RowCounter {
  #private;
  read: number;
  added: number;
  written: number;
  rejected: number;
  leaveOut(op: string): void;
  /** Continues from counts. */
  restore({ read, added, written, rejected, leftOut }: RowCounts): void;
  /**
   * The counts up to here. Between batches rows may be on their way.
   * @throws Error if rows were lost, which is a fault of Rowmill
   */
  finish(): RowCounts;
  now(): RowCounts;
}
//# sourceMappingURL=row-counts.d.ts.map
