/** A cell, and where it is. */
export interface Example {
  /** The number of the row in the file, see `RowBatch.firstRow`. */
  readonly row: number;
  /** The cell, cut to 256 characters. */
  readonly value: string;
}
//# sourceMappingURL=examples.d.ts.map
