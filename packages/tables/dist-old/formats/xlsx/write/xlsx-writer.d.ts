import { type XlsxColumn, type XlsxValue } from "./sheet-xml.ts";
export type { XlsxColumn, XlsxValue } from "./sheet-xml.ts";
/** How a workbook is written. */
export interface XlsxOptions {
  /** @defaultValue `"Sheet1"` */
  readonly sheetName?: string | undefined;
  /** The columns: their names are the first row. Without it there is no header, and every text is a text. */
  readonly columns?: readonly XlsxColumn[] | undefined;
  /** Of deflate, 1 (fast) to 9 (a tenth smaller, several times slower). @defaultValue 1 */
  readonly compressionLevel?: number | undefined;
  /** Whether the names of the columns stay in sight when the sheet is scrolled. @defaultValue true */
  readonly freezeHeader?: boolean | undefined;
  /** Whether a text that looks like a formula is marked as a text, so that editing its cell does not run it. @defaultValue true */
  readonly formulaGuard?: boolean | undefined;
}
/**
 * Writes rows as an XLSX workbook, as a stream of bytes, in memory that does not depend on their number. Bytes are made when they are asked
 * for.
 *
 * What a sheet cannot hold exactly stays text: numbers of more than 15 digits, leading zeros, days before 1900. A text is never a formula.
 * After 1,048,576 rows the next sheet begins, with the header again.
 *
 * @throws RowmillError `OPTION_INVALID` for a name that no sheet may have; `FILE_RECORD_TOO_LARGE` for a text of more than 32,767
 *   characters or a row of more than 16,384 cells, which no program would open
 *
 * @example
 * ```ts
 * const columns = [{ name: "id" }, { name: "price", type: "number" }, { name: "day", type: "date" }] as const;
 * await pipeline(writeXlsx([[["007", "1.50", "2024-04-03"]]], { columns }), createWriteStream("orders.xlsx"));
 * ```
 */
export declare function writeXlsx(
  batches: AsyncIterable<readonly (readonly XlsxValue[])[]> | Iterable<readonly (readonly XlsxValue[])[]>,
  options?: XlsxOptions,
): AsyncGenerator<Uint8Array>;
//# sourceMappingURL=xlsx-writer.d.ts.map
