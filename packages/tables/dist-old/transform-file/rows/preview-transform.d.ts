import type { TableSource } from "../../bytes/input-of.ts";
import type { DetectedFormat } from "../../table/detected-format.ts";
import type { Cell, Row } from "../../table/table-reader.ts";
import type { RowCounts } from "../../transform/engine/row-counts.ts";
import type { Mapping } from "../../transform/mapping.ts";
import type { RowProblem } from "../../validate/reject.ts";
import { type RowOptions } from "./row-options.ts";
/** Options of `previewTransform`. */
export interface PreviewOptions extends RowOptions {
  /** How many rows are shown. @defaultValue 20 */
  readonly rows?: number | undefined;
  /** How many rows are tried for failures. @defaultValue 1,000 */
  readonly sampleRows?: number | undefined;
}
/** A row of a file and what becomes of it. */
export interface PreviewRow {
  readonly rowNumber: number;
  readonly input: Row;
  /** The values of the result by column, or `null` if the row is rejected. */
  readonly output: readonly Cell[] | null;
  readonly problems: readonly RowProblem[];
}
/** A kind of failure among the rows that were tried. */
export interface PreviewFailure {
  readonly field: string | undefined;
  readonly rule: string;
  /** How many rows have it. */
  readonly count: number;
  /** The first few different values, each with its message and its row. */
  readonly examples: readonly {
    readonly rowNumber: number;
    readonly value: Cell | undefined;
    readonly message: string;
  }[];
}
/** What a mapping makes of the start of a file. */
export interface TransformPreview {
  readonly format: DetectedFormat;
  readonly sourceColumns: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly PreviewRow[];
  /** All kinds of failures and warnings of the sample, the most frequent first. */
  readonly failures: readonly PreviewFailure[];
  /** What became of the rows of the sample. */
  readonly counts: RowCounts;
}
/**
 * Tries a mapping on the start of a file: input and output side by side for the first rows, and all different failures of a sample.
 * Row steps that wait for the end of the file (`dedupe` with `keep: "last"`) see the sample as if it were all.
 *
 * @throws RowmillError `MAPPING_INVALID`, and what `readRows` throws
 *
 * @example
 * ```ts
 * const { rows, failures } = await previewTransform("customers.csv", mapping);
 * for (const { field, count, examples } of failures) console.log(field, count, examples[0]?.message);
 * ```
 */
export declare function previewTransform(source: TableSource, mapping: Mapping, options?: PreviewOptions): Promise<TransformPreview>;
//# sourceMappingURL=preview-transform.d.ts.map
