import type { RejectedRow } from "../../validate/reject.ts";
import type { ReadProblem, Row } from "../../table/table-reader.ts";
import type { SourceRow } from "../rows/row-stage.ts";
/** Rows as `readRows` yields them. */
export interface ReadBatch {
  readonly rows: readonly Row[];
  readonly rowNumbers: readonly number[];
  readonly byteOffsets?: readonly (number | undefined)[] | undefined;
  readonly problems: readonly ReadProblem[];
}
/** Whether a row with this problem is rejected. */
export declare function isDamage(code: ReadProblem["code"]): boolean;
/**
 * Takes rows in: those that a reader had to guess about, or whose cells are too few or too many, are rejected.
 * @param isRagged - whether the format lets rows be shorter than the table: cells that are not there are missing values then
 */
export declare function createAdmission(isRagged: boolean): (
  batch: ReadBatch,
  width: number,
) => {
  readonly rows: SourceRow[];
  readonly rejects: RejectedRow[];
};
//# sourceMappingURL=admit-rows.d.ts.map
