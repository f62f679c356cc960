import { type ProfileKernel } from "../../values/profile-kernel.ts";
import type { RowsReport } from "../read-report.ts";
import type { ColumnTally } from "../column/column-tally.ts";
import { type RowTally } from "../table-tally.ts";
import type { RowFindingsState } from "../findings/row-findings.ts";
import type { Dialect } from "../../table/dialect.ts";
/** A part of a delimited file: the records that start in it. */
export interface RangeTask {
  readonly path: string;
  readonly dialect: Dialect;
  readonly maxRecordLength: number;
  readonly maxColumns: number;
  /** How many cells a row should have. */
  readonly width: number;
  /** Bytes. The last range has no end. */
  readonly from: number;
  readonly to: number | undefined;
  /** Whether a record is known to start at `from`. */
  readonly isRecordStart: boolean;
  /** Whether to throw `UnexpectedBytes` at the first wrong one. */
  readonly mustBeUtf8: boolean;
}
/** What was counted in a range. Rows and lines are numbered from its start. */
export interface RangeResult {
  /** Where its first record starts, and the first one after it. */
  readonly start: number;
  readonly end: number;
  /** Records and lines, whatever they are. */
  readonly recordCount: number;
  readonly lineCount: number;
  /** Malformed quotes lie so near to a cut that only one pass over the whole file knows what they mean. */
  readonly isDoubtful: boolean;
  readonly rows: RowsReport;
  readonly findings: RowFindingsState;
  readonly columns: readonly ColumnTally[];
}
/** Where the reading of a range ended. */
export type RangeEnd = Pick<RangeResult, "end" | "recordCount" | "lineCount" | "isDoubtful">;
/**
 * Profiles a range, in one pass.
 *
 * @param onBlock - is told how many bytes and records were read, and may throw to stop
 * @throws RowmillError `FILE_RECORD_TOO_LARGE`; and `UnexpectedBytes`
 */
export declare function profileRange(task: RangeTask, onBlock: (bytes: number, records: number) => void): RangeResult;
/** Adds the records of a range that starts with one. */
export declare function readRange(
  fd: number,
  {
    dialect,
    maxRecordLength,
    maxColumns,
    from,
    to,
    mustBeUtf8,
  }: Pick<RangeTask, "dialect" | "maxRecordLength" | "maxColumns" | "from" | "to" | "mustBeUtf8">,
  tally: RowTally,
  kernel: ProfileKernel,
  onBlock: (bytes: number, records: number) => void,
): RangeEnd;
/** What of a file is read at once: with its index it fits into the caches of the processor. */
export declare const READ_BYTES: number;
//# sourceMappingURL=profile-range.d.ts.map
