import type { OutputColumn, OutputRows } from "../../../table/output.ts";
/** How Parquet is written. */
export interface ParquetOptions {
  /** The rows of a row group, which is held in memory until it is written. @defaultValue 50,000, fewer for wide tables */
  readonly rowGroupRows?: number | undefined;
}
/**
 * Writes rows as Parquet, as a stream of bytes, one row group in memory at a time. Needs the package hyparquet-writer, an optional
 * peer dependency. Columns have the types of `columns`; a value that its type cannot hold ends the writing.
 *
 * @throws RowmillError `OPTION_INVALID`, also if hyparquet-writer is not installed; `VALUE_UNWRITABLE`
 *
 * @example
 * ```ts
 * const columns = [{ name: "id", type: "integer" }, { name: "day", type: "date" }] as const;
 * await pipeline(writeParquet([[["1", "2026-11-30"]]], columns), createWriteStream("orders.parquet"));
 * ```
 */
export declare function writeParquet(
  rows: OutputRows,
  columns: readonly OutputColumn[],
  options?: ParquetOptions,
): AsyncGenerator<Uint8Array>;
//# sourceMappingURL=write-parquet.d.ts.map
