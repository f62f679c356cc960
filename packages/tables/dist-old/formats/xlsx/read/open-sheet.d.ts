import { type ExpansionBudget } from "../../../table/expansion-budget.ts";
import type { DetectedFormat } from "../../../table/detected-format.ts";
import type { RowBatch } from "../../../table/table-reader.ts";
import type { SheetOptions, Workbook } from "./workbook.ts";
/** What a caller knows about the table of a workbook. */
export interface OpenSheetOptions extends SheetOptions {
  readonly sheet?: string | number | undefined;
  readonly header?: boolean | undefined;
  /** @defaultValue without limits */
  readonly budget?: ExpansionBudget | undefined;
}
/** A sheet whose table was found. */
export interface OpenedSheet extends Pick<
  DetectedFormat,
  "preambleRows" | "headerRows" | "hasHeader" | "headerConfidence" | "columns" | "columnCount" | "otherTables" | "findings"
> {
  readonly sheet: string;
  /** Every row of the sheet, from its first. Those of the table have at least as many cells as it has columns. Call it once. */
  batches(): AsyncIterable<RowBatch>;
  /** For a caller that does not read the batches to their end. */
  close(): Promise<void>;
}
/**
 * Chooses a sheet and finds its table: titles above it, header, columns.
 * @throws RowmillError see `chooseSheet` and `Workbook.rows`
 */
export declare function openSheet(workbook: Workbook, options?: OpenSheetOptions): Promise<OpenedSheet>;
//# sourceMappingURL=open-sheet.d.ts.map
