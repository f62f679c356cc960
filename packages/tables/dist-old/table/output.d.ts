/** One column of an output. */
export interface OutputColumn {
  readonly name: string;
  /**
   * What its values are. JSON and Parquet write them so and XLSX shows them so, where a value is such and nothing of it is lost;
   * numbers as `-12.5`, booleans as `true` and `false`, dates and times in ISO 8601.
   * @defaultValue `"string"`
   */
  readonly type?: OutputType | undefined;
}
/** What the values of a column are. */
export type OutputType = "string" | "integer" | "number" | "boolean" | "date" | "datetime" | "time";
/** A cell to be written. `null` is a missing value. */
export type OutputCell = string | null;
/** Which rows of an output are written: an output can be written in parts, one after the other, with the bytes of a whole. */
export interface OutputPart {
  /** Whether it is the first part, with what stands before all rows. */
  readonly isFirst: boolean;
  /** How many rows are written before it. */
  readonly rowsBefore: number;
  /** Whether no rows come after these. Called when they have ended. */
  isLast(): boolean;
}
/** All rows. */
export declare const WHOLE_OUTPUT: OutputPart;
/** Batches of rows to be written. Each row has a cell for each column. */
export type OutputRows = AsyncIterable<readonly (readonly OutputCell[])[]> | Iterable<readonly (readonly OutputCell[])[]>;
//# sourceMappingURL=output.d.ts.map
