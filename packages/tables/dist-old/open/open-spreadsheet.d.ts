import { type OpenedSheet, type OpenSheetOptions } from "../formats/xlsx/read/open-sheet.ts";
import type { ZipArchive } from "../archive/open-zip.ts";
/** How a spreadsheet is opened. */
export interface SpreadsheetOptions extends OpenSheetOptions {
  readonly engine?: "csv-parse" | "exceljs" | undefined;
  /** The longest row, in characters. */
  readonly maxRecordLength: number;
}
/** A table in a workbook, and how much of the file was read for it. */
export interface OpenedSpreadsheet extends OpenedSheet {
  bytesTaken(): number;
}
/**
 * Opens the table in a workbook. Whoever opened the archive closes it, after `close` or the end of the batches.
 *
 * @throws RowmillError `FILE_CORRUPT`, `FILE_ENCRYPTED`, `FILE_FORMAT_UNSUPPORTED`, `FILE_TOO_LARGE_INFLATED`, `OPTION_INVALID` for a
 *   sheet that is not there
 */
export declare function openSpreadsheet(archive: ZipArchive, options: SpreadsheetOptions): Promise<OpenedSpreadsheet>;
//# sourceMappingURL=open-spreadsheet.d.ts.map
