import type { RowBatch } from "../table/table-reader.ts";
/** The same batches, with the rows after the end of the table taken for no data: they keep their numbers and lose their cells. */
export declare function onlyTable(batches: AsyncIterable<RowBatch>, lastRow: number): AsyncGenerator<RowBatch>;
//# sourceMappingURL=only-table.d.ts.map
