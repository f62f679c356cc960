import type { ProfileKernel } from "../values/profile-kernel.ts";
import type { NumberedRows } from "../frame/data-rows.ts";
import type { Row } from "../table/table-reader.ts";
/** Rows of texts as the kernel reads them: their cells as bytes, one behind the other, and an index that was made up for them. */
export interface EncodedRows {
  readonly text: number;
  readonly entries: number;
  readonly entryCount: number;
  /** How many rows each row stands below the first. */
  readonly numbers: number;
  readonly byteLength: number;
}
/** Of rows whose quotes are gone, the columns of the cells that were two quotes with nothing between them: they are values. */
export type QuotedEmpties = ReadonlyMap<Row, ReadonlySet<number>>;
/** Writes rows of texts into the memory of a kernel. They are spoiled by the next. */
export declare class RowEncoder {
  #private;
  /** @param maxCells - cells of a row beyond these are counted, and their text is left out */
  constructor(kernel: ProfileKernel, maxCells: number);
  /** @param rows - each with one cell at least */
  encode({ rows, rowNumbers }: NumberedRows, quotedEmpties?: QuotedEmpties): EncodedRows;
}
//# sourceMappingURL=encoded-rows.d.ts.map
