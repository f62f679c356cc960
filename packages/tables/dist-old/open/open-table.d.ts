import type { ByteInput } from "../bytes/byte-input.ts";
import type { OpenOptions } from "../table/open-options.ts";
import type { OpenedTable } from "../table/opened-table.ts";
/**
 * The one way into every format: finds out what a file is, by its content first and its name second, and opens it.
 *
 * @throws RowmillError `FILE_NOT_TEXT` for what is no table, `OPTION_INVALID` for an option that does not fit the file; and
 *   whatever the input throws
 */
export declare function openTable(input: ByteInput, options: OpenOptions): Promise<OpenedTable>;
//# sourceMappingURL=open-table.d.ts.map
