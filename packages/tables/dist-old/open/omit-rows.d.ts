import type { TableForm } from "../frame/data-rows.ts";
import type { OmittedRows } from "../table/format-options.ts";
import type { RowBatch } from "../table/table-reader.ts";
/**
 * The same batches, with rows that the caller does not want taken for no data: they keep their numbers, lose their cells, and are
 * told of. The last rows are held back, since only the end shows which of them are notes.
 */
export declare function omitRows(batches: AsyncIterable<RowBatch>, form: TableForm, omit: readonly OmittedRows[]): AsyncGenerator<RowBatch>;
//# sourceMappingURL=omit-rows.d.ts.map
