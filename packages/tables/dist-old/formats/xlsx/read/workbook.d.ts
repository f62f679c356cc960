import type { RowBatch } from "../../../table/table-reader.ts";
/** A workbook that was opened. Close it. */
export interface Workbook {
  /** The sheets that have cells, in the order of the workbook, hidden ones too. Chart sheets, dialogs and modules are none. */
  readonly sheets: readonly SheetInfo[];
  /** Whether its dates count from 1904 instead of 1900. */
  readonly date1904: boolean;
  /**
   * Reads a sheet, from its first row. Cells are texts: numbers as the shortest decimal, dates in ISO 8601, `true` and `false`, errors
   * as they are shown (`#N/A`), formulas by the value that was stored with them.
   *
   * Each row goes up to its last filled cell. Where more than a thousand rows are blank, the next batch starts behind them.
   *
   * @throws RowmillError `FILE_CORRUPT`, `FILE_RECORD_TOO_LARGE`, `FILE_TOO_LARGE_INFLATED`
   */
  rows(sheet: SheetInfo, options?: SheetOptions): AsyncIterable<RowBatch>;
  /** How many bytes of the file, packed as it is, were taken in until now. */
  bytesTaken(): number;
  /** Frees memory and temporary files. What the workbook was read from is closed by its opener. */
  close(): void;
}
/** A sheet of a workbook. */
export interface SheetInfo {
  readonly name: string;
  /** Its place among the sheets with cells, from 0. */
  readonly index: number;
  /** `veryHidden` is a sheet that only a program can show. */
  readonly visibility: "visible" | "hidden" | "veryHidden";
}
/** How a sheet is read. */
export interface SheetOptions {
  /** Whether each cell under a merged one has its text, instead of only the first. @defaultValue false */
  readonly fillMergedCells?: boolean | undefined;
}
//# sourceMappingURL=workbook.d.ts.map
