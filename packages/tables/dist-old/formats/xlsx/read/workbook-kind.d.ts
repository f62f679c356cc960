import { RowmillError } from "@rowmill/core/errors";
import type { ZipArchive } from "../../../archive/open-zip.ts";
import type { RandomAccess } from "../../../archive/random-access.ts";
/** What kind of document a ZIP archive is, if it is one of those that spreadsheet programs know. */
export type PackageKind = "xlsx" | "xlsb" | "ods" | "numbers" | "docx" | "pptx";
/** Recognizes a document by the names of its parts; `undefined` for an archive of other files. */
export declare function packageKind(archive: ZipArchive): PackageKind | undefined;
/** The error for a document that is known and not read. */
export declare function unsupportedPackage(kind: Exclude<PackageKind, "xlsx">): RowmillError;
/** Whether these first bytes are those of an OLE2 file, as `.xls` files and encrypted workbooks are. */
export declare function isOle(head: Uint8Array): boolean;
/**
 * The error for an OLE2 file: `FILE_ENCRYPTED` for a workbook behind a password, otherwise `FILE_FORMAT_UNSUPPORTED`. The names of
 * its streams tell which; they stand in its directory, whose place the header has ([MS-CFB] 2.2).
 */
export declare function oleError(access: RandomAccess): Promise<RowmillError>;
//# sourceMappingURL=workbook-kind.d.ts.map
