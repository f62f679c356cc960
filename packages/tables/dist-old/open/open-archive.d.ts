import type { ByteInput } from "../bytes/byte-input.ts";
import type { OpenContext, OpenedContent } from "../table/open-options.ts";
/** Whether bytes are the start of a ZIP archive, which a workbook is, too. */
export declare function isZip(bytes: Uint8Array): boolean;
/**
 * Opens the table in a ZIP archive: a sheet if it is a workbook, otherwise the table in one of its files.
 *
 * @param openInner - opens what is packed in it
 * @throws RowmillError `FILE_CORRUPT`, `FILE_ENCRYPTED`, `FILE_FORMAT_UNSUPPORTED`, `FILE_TOO_LARGE_INFLATED`; `FILE_NOT_TEXT` for an
 *   archive without a table, `OPTION_INVALID` for an entry or a sheet that is not there
 */
export declare function openArchive(
  input: ByteInput,
  context: OpenContext,
  openInner: (input: ByteInput, context: OpenContext) => Promise<OpenedContent>,
): Promise<OpenedContent>;
//# sourceMappingURL=open-archive.d.ts.map
