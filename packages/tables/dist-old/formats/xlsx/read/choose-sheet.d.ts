import { type OpenedRows } from "./opened-rows.ts";
import type { SheetInfo, SheetOptions, Workbook } from "./workbook.ts";
/** A sheet that was chosen, and its rows, of which the first were looked at. */
export interface ChosenSheet {
  readonly sheet: SheetInfo;
  readonly rows: OpenedRows;
}
/**
 * Finds the sheet that is meant: by its name (also in other letters, as spreadsheet programs have it), or by its index from 0 among the
 * sheets with cells. Without either, the first visible one with a table, that is two rows of two cells. A sheet of notes about the workbook, or
 * of its contents, is passed over for a wider table behind it. Without a table it is the first visible sheet with any cell, the first with any cell,
 * the first.
 *
 * @throws RowmillError `OPTION_INVALID` if there is no such sheet, `FILE_CORRUPT` if there is none at all
 */
export declare function chooseSheet(workbook: Workbook, wanted: string | number | undefined, options: SheetOptions): Promise<ChosenSheet>;
//# sourceMappingURL=choose-sheet.d.ts.map
