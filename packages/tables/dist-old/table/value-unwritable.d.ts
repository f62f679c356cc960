import { RowmillError } from "@rowmill/core/errors";
/** Where a value stands in an output. */
export interface OutputPlace {
  /** The row, counted from 1 without the header; 0 is the header. */
  readonly row: number;
  readonly column: string;
}
/** The error for a value that an output cannot hold: nothing is cut or replaced in silence. */
export declare function valueUnwritable({ row, column }: OutputPlace, reason: string): RowmillError;
//# sourceMappingURL=value-unwritable.d.ts.map
