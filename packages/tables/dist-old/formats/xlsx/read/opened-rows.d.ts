import type { RowBatch } from "../../../table/table-reader.ts";
/** Rows of which the first were read, and a way to all of them. */
export interface OpenedRows {
  /** The first few hundred. */
  readonly sample: readonly SheetRow[];
  /** Whether there are no more. */
  readonly complete: boolean;
  /** All of them, from the first. Call it once. */
  batches(): AsyncGenerator<RowBatch>;
  close(): Promise<void>;
}
export interface SheetRow {
  /** Its number in the sheet. */
  readonly row: number;
  readonly cells: readonly string[];
}
/** Reads the first rows, and keeps their batches for further reading. */
export declare function opened(rows: AsyncIterable<RowBatch>): Promise<OpenedRows>;
//# sourceMappingURL=opened-rows.d.ts.map
