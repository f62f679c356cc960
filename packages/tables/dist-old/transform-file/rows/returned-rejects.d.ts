import type { RowsRead } from "../../read-rows.ts";
/** The file of rejects of an earlier transform, which its owner has corrected. */
export interface ReturnedRejects {
  /** The columns of the file that was transformed. */
  readonly columns: readonly string[];
  /** The numbers of the rows that were rejected. A row that was not, or comes twice, is refused: it would be in the result twice. */
  readonly rowNumbers: ReadonlySet<number>;
}
/**
 * The rows of a file of rejects that came back, as they would stand in the file that they are from: with its columns and their numbers there.
 * Columns may stand in another order, and those that describe the problems may be missing.
 *
 * @throws RowmillError `FILE_FORMAT_UNSUPPORTED` where the column with the numbers or one of the file's own is not there
 */
export declare function returnedRows(
  reading: AsyncGenerator<RowsRead, void, undefined>,
  { columns, rowNumbers: rejected }: ReturnedRejects,
): AsyncGenerator<RowsRead, void, undefined>;
//# sourceMappingURL=returned-rejects.d.ts.map
