import type { Cell, Row } from "../table/table-reader.ts";
/** One thing that is wrong with a row. */
export interface RowProblem {
  /** The field of the result that it is about, if it is about one. */
  readonly field?: string | undefined;
  /** The column of the file that the field is made of. */
  readonly column?: string | undefined;
  /** The value that is wrong, before the step that could not process it. */
  readonly value?: Cell | undefined;
  /** The step or the rule: `number`, `required`, `missing-cell`. */
  readonly rule: string;
  /** A sentence for the owner of the file. */
  readonly message: string;
}
/** A row that is not in the result, as it stood in the file. */
export interface RejectedRow {
  /** The number of the row in the file, from 1, as a spreadsheet shows it. */
  readonly rowNumber: number;
  /** Where it starts, in bytes from the start of the file after unpacking, where that is known. */
  readonly byteOffset?: number | undefined;
  readonly cells: Row;
  readonly problems: readonly RowProblem[];
}
/** A row that is in the result although a rule of severity `warning` does not hold. */
export interface RowWarning {
  readonly rowNumber: number;
  readonly problem: RowProblem;
}
/** Two lists of rejected rows in one, in the order of the file. */
export declare function inFileOrder(some: readonly RejectedRow[], others: readonly RejectedRow[]): readonly RejectedRow[];
/** A rejected row whose cells hold no block of the file: for lists that live long. */
export declare function ownedReject(reject: RejectedRow): RejectedRow;
//# sourceMappingURL=reject.d.ts.map
