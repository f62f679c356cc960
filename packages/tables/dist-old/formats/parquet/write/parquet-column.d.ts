import type { OutputCell, OutputColumn } from "../../../table/output.ts";
import { type OutputPlace } from "../../../table/value-unwritable.ts";
/** What Parquet stores for a value. */
export type ParquetValue = string | number | bigint | boolean | null;
/** A column of a Parquet file. */
export interface ParquetColumn {
  readonly name: string;
  /** The column's element of the schema, without its name. */
  readonly element: Readonly<Record<string, unknown>>;
  /** @throws RowmillError `VALUE_UNWRITABLE` for a text that is no value of the column's type */
  value(cell: OutputCell, place: OutputPlace): ParquetValue;
}
/**
 * How a column is stored: integers as INT64, numbers as DOUBLE, dates, times and moments as such, everything else as text.
 * An empty text of a column that is no text is a missing value.
 *
 * @param sample - a value of the column that is not missing: moments with a zone are stored in UTC, those without as local time
 */
export declare function parquetColumn({ name, type }: OutputColumn, sample: string | undefined): ParquetColumn;
//# sourceMappingURL=parquet-column.d.ts.map
