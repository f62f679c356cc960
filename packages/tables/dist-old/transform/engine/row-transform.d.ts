import type { Cell, Row } from "../../table/table-reader.ts";
import type { RejectedRow, RowProblem, RowWarning } from "../../validate/reject.ts";
import type { TransformPlan } from "../plan/transform-plan.ts";
import type { SourceRow } from "../rows/row-stage.ts";
/** A row of the result. */
export interface ResultRow {
  readonly rowNumber: number;
  /** The values of all fields, by their places in the plan. */
  readonly values: readonly Cell[];
  /** The cells of the file that it was made of. */
  readonly origin: Row;
}
/** What became of some rows. */
export interface TransformedRows {
  readonly rows: readonly ResultRow[];
  readonly rejects: readonly RejectedRow[];
  readonly warnings: readonly RowWarning[];
}
/**
 * Runs the fields and the rules over rows. There is no promise for a row: a row whose step waits for the host is put back, the
 * host is asked once for all of a batch, and the row runs again.
 */
export declare function transformBatch(plan: TransformPlan, rows: readonly SourceRow[]): Promise<TransformedRows>;
/**
 * Runs a plan over one row: of a plan without steps that wait for the host, and without rules that ask the host or remember rows.
 * Returns its values, or why it is rejected. Warnings are left out.
 */
export declare function transformRow(
  plan: TransformPlan,
  row: SourceRow,
):
  | {
      readonly values: readonly Cell[];
    }
  | {
      readonly problems: readonly RowProblem[];
    };
/** The row as it stood in the file. */
export declare function rejected({ rowNumber, byteOffset, origin }: SourceRow, problems: readonly RowProblem[]): RejectedRow;
//# sourceMappingURL=row-transform.d.ts.map
