import type { ColumnTally, CountedRows } from "./column/column-tally.ts";
import type { ProfileKernel } from "../values/profile-kernel.ts";
/** What is known of the rows as a whole. */
export interface RowsReport {
  readonly rowCount: number;
  /** Of the rows, the empty cells that were blank lines before the first row of a table with one column. */
  readonly leadingBlanks: number;
  /** Blank lines after the last row of a table with one column: empty cells if another row follows. */
  readonly heldBlanks: CountedRows;
  readonly blankLines: CountedRows;
  readonly shortRows: CountedRows;
  readonly longRows: CountedRows;
}
/** Asks the kernel about the rows. */
export declare function readRowsReport(kernel: ProfileKernel): RowsReport;
/** Asks the kernel about a column. The order is that of assembly/profile/report.ts. */
export declare function readColumnReport(kernel: ProfileKernel, column: number): ColumnTally;
//# sourceMappingURL=read-report.d.ts.map
