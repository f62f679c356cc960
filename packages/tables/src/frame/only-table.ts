import type { RowBatch } from "../table/table-reader.ts";

/** The same batches, with the rows after the end of the table taken for no data: they keep their numbers and lose their cells. */
export async function* onlyTable(batches: AsyncIterable<RowBatch>, lastRow: number): AsyncGenerator<RowBatch> {
  for await (const batch of batches) {
    const inside = Math.max(0, lastRow - batch.firstRow + 1);
    if (inside >= batch.rows.length) yield batch;
    else yield { ...batch, rows: batch.rows.map((row, index) => (index < inside ? row : [])) };
  }
}
