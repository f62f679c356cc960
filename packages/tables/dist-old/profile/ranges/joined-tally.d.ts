import type { RowsReport } from "../read-report.ts";
import { type ColumnTally } from "../column/column-tally.ts";
import { type RowFindingsState } from "../findings/row-findings.ts";
import type { FinishedTally, TableTally } from "../table-tally.ts";
/** What was counted in a part of a file behind the first, from its start. */
export interface TallyPart {
  /** Records and lines of the file before this part. */
  readonly recordsBefore: number;
  readonly linesBefore: number;
  readonly rows: RowsReport;
  readonly findings: RowFindingsState;
  readonly columns: readonly ColumnTally[];
}
/** Puts together what was counted in the parts of a file, in their order: see `joinColumns`. */
export declare function joinTallies(first: TableTally, parts: readonly TallyPart[]): FinishedTally;
//# sourceMappingURL=joined-tally.d.ts.map
