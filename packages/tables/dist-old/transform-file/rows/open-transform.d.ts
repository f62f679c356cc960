import type { TableSource } from "../../bytes/input-of.ts";
import type { DetectedFormat } from "../../table/detected-format.ts";
import type { Finding } from "../../table/finding.ts";
import type { RowCounts } from "../../transform/engine/row-counts.ts";
import type { TransformedRows } from "../../transform/engine/row-transform.ts";
import type { Mapping } from "../../transform/mapping.ts";
import type { TransformPlan } from "../../transform/plan/transform-plan.ts";
import type { CompiledRule } from "../../validate/compiled-rule.ts";
import { LimitWatch } from "../../validate/limits.ts";
import { type RowOptions } from "./row-options.ts";
/** What is done with a file. */
export interface TransformRequest {
  /** The mapping as the caller wrote it, or made for the columns of the file. */
  readonly mapping: Mapping | ((columns: readonly string[]) => Mapping);
  /** Whether the mapping was checked before. @defaultValue false */
  readonly isChecked?: boolean;
  /** Rules beside those of the mapping. */
  readonly moreRules?: (plan: TransformPlan) => readonly CompiledRule[];
  /** How many rows of the file are taken, about. @defaultValue all */
  readonly maxRows?: number;
  /** What an earlier run has done: its rows are read again, and yielded without results and rejects. */
  readonly after?: RowCounts | undefined;
}
/** Rows of a result and rejects, in the order of the file. */
export interface TransformedBatch extends TransformedRows {
  /** What became of rows up to here; of the last batch: of all. */
  readonly counts: RowCounts;
  /** What was odd about the file until now. */
  readonly findings: readonly Finding[];
  /** Whether an earlier run has done these rows. */
  readonly isRepeated: boolean;
  /** Whether a later run can continue after these rows. */
  readonly canContinue: boolean;
}
/** A file whose mapping is compiled, before its first row. */
export interface OpenedTransform {
  readonly format: DetectedFormat;
  readonly sourceColumns: readonly string[];
  readonly plan: TransformPlan;
  /** The names of the result's columns. */
  readonly columns: readonly string[];
  readonly limits: LimitWatch;
  /** All rows, in order; at least one batch. Call it once, and leave it to close the file. */
  batches(): AsyncGenerator<TransformedBatch, void, undefined>;
}
/**
 * Opens a file, checks the mapping and compiles it for the columns that the file has.
 * @throws RowmillError `MAPPING_INVALID` with all problems, and whatever `readRows` throws
 */
export declare function openTransform(source: TableSource, request: TransformRequest, options: RowOptions): Promise<OpenedTransform>;
//# sourceMappingURL=open-transform.d.ts.map
