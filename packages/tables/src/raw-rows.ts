import type { RowBatch } from "./table/table-reader.ts";
import type { DataRows, NumberedRows } from "./frame/data-rows.ts";

/** Takes every row of the batches of a table, whatever it is. */
export class RawRows implements Pick<DataRows, "header" | "headerRow" | "width" | "take" | "end"> {
  readonly header = undefined;
  readonly headerRow = undefined;
  /** How many cells the widest row has until now. */
  width = 0;

  take({ rows, firstRow, byteOffsets }: RowBatch): NumberedRows {
    for (const { length } of rows) this.width = Math.max(this.width, length);
    return { rows: [...rows], rowNumbers: rows.map((_, index) => firstRow + index), byteOffsets: byteOffsets && [...byteOffsets] };
  }

  end(): void {}
}
