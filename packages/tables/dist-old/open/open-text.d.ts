import type { ByteInput } from "../bytes/byte-input.ts";
import type { Head } from "../text/head.ts";
import type { OpenContext, OpenedContent } from "../table/open-options.ts";
/**
 * Opens a table that is written as text of some kind.
 * @throws RowmillError `FILE_NOT_TEXT`
 */
export declare function openText(input: ByteInput, head: Head, context: OpenContext): Promise<OpenedContent>;
//# sourceMappingURL=open-text.d.ts.map
