import type { WorkbookParts } from "./workbook-parts.ts";
import type { SheetInfo } from "./workbook.ts";
/** What a workbook says about itself. */
export interface SheetList {
  readonly sheets: readonly ListedSheet[];
  readonly date1904: boolean;
  /** The names of parts that may not be there. */
  readonly sharedStringsPart: string;
  readonly stylesPart: string;
}
export interface ListedSheet extends Pick<SheetInfo, "name" | "visibility"> {
  readonly part: string;
}
/**
 * Reads the list of sheets, in the order of the workbook. Sheets without cells (charts, dialogs, modules) are left out.
 * @throws RowmillError `FILE_CORRUPT`
 */
export declare function readSheetList(parts: WorkbookParts): Promise<SheetList>;
//# sourceMappingURL=sheet-list.d.ts.map
