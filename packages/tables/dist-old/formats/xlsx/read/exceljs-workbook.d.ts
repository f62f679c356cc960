import { type ExpansionBudget } from "../../../table/expansion-budget.ts";
import type { ZipArchive } from "../../../archive/open-zip.ts";
import type { Workbook } from "./workbook.ts";
/** How exceljs is used. */
export interface ExcelJsOptions {
  /** The longest row, in characters. */
  readonly maxRecordLength: number;
  /** @defaultValue without limits */
  readonly budget?: ExpansionBudget | undefined;
}
/**
 * Opens a workbook with exceljs instead of Rowmill's own reader: for comparing the two, or for a workbook that only one of them reads. exceljs is an
 * optional peer dependency, loaded here.
 *
 * It reads the whole workbook into memory. Its streaming reader is not used: it changes text at the edges of chunks.
 *
 * @throws RowmillError `OPTION_INVALID` if exceljs is not installed, `FILE_CORRUPT`, `FILE_TOO_LARGE_INFLATED`
 */
export declare function openExcelJsWorkbook(archive: ZipArchive, options: ExcelJsOptions): Promise<Workbook>;
//# sourceMappingURL=exceljs-workbook.d.ts.map
