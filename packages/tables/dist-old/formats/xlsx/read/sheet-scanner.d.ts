import type { ExpansionBudget } from "../../../table/expansion-budget.ts";
import type { CellFormats } from "./cells/cell-formats.ts";
import type { RowCollector } from "./row-collector.ts";
import { type SerialText } from "./cells/serial-date.ts";
import { type SharedStrings } from "./shared-strings.ts";
/** What cells refer to. */
export interface SheetContext {
  readonly strings: SharedStrings;
  readonly formats: CellFormats;
  readonly serialText: SerialText;
  readonly maxRecordLength: number;
  readonly budget: ExpansionBudget;
}
/**
 * Reads the cells of a worksheet, whose XML comes in pieces, into a collector of rows.
 *
 * Nearly all cells of nearly all sheets have one of a few forms, which are recognized by their characters; whatever else comes goes
 * the longer way of a token at a time. Both know the same cells.
 */
export declare class SheetScanner {
  #private;
  /** @param part - the name of the sheet's part, for errors */
  constructor(part: string, rows: RowCollector, context: SheetContext);
  /** Takes the next piece of the sheet. Then call `readOn` until it answers false. */
  push(text: string): void;
  /**
   * Reads until a batch of rows is full, and answers true; or to the end of what was pushed, and answers false. Few characters can make rows
   * of many cells, so not all of a piece may be read at once.
   *
   * @throws RowmillError `FILE_CORRUPT`, `FILE_RECORD_TOO_LARGE`
   */
  readOn(): boolean;
  end(): void;
}
//# sourceMappingURL=sheet-scanner.d.ts.map
