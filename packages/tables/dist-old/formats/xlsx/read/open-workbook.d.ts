import { type ExpansionBudget } from "../../../table/expansion-budget.ts";
import type { ZipArchive } from "../../../archive/open-zip.ts";
import type { Workbook } from "./workbook.ts";
/** How a workbook is read. */
export interface WorkbookOptions {
  /** The longest row, in characters. @defaultValue 16 Mi */
  readonly maxRecordLength?: number | undefined;
  /** @defaultValue without limits */
  readonly budget?: ExpansionBudget | undefined;
}
/**
 * Opens an XLSX workbook: its list of sheets and its styles. Shared strings are read when the first sheet is.
 *
 * @throws RowmillError `FILE_FORMAT_UNSUPPORTED` for another document than an XLSX workbook, `FILE_CORRUPT`
 */
export declare function openWorkbook(archive: ZipArchive, options?: WorkbookOptions): Promise<Workbook>;
//# sourceMappingURL=open-workbook.d.ts.map
