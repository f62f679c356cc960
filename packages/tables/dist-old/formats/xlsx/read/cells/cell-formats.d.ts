import { type CodeFormat } from "./code-format.ts";
import { Shown } from "./number-format.ts";
/** What a style shows numbers as: a number, a date, or a code of this form. */
export type CellFormat = Shown | CodeFormat;
/** What each style of a workbook shows numbers as, by the index that a cell's `s` names. */
export type CellFormats = readonly CellFormat[];
/**
 * Reads which styles show numbers as dates or codes, from the part `styles.xml`.
 * @throws RowmillError `FILE_CORRUPT`
 */
export declare function readCellFormats(name: string, bytes: AsyncIterable<Uint8Array>): Promise<CellFormats>;
//# sourceMappingURL=cell-formats.d.ts.map
