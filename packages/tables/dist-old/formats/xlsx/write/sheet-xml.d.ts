/** What a cell may be given as. `null`, `undefined` and `""` are empty cells. A marked text has a coloured cell, also where it is empty. */
export type XlsxValue = string | number | boolean | null | undefined | MarkedText;
/** A text in a cell that the reader of the sheet is to look at. */
export interface MarkedText {
  readonly marked: string;
}
/** A column of a workbook. */
export interface XlsxColumn {
  readonly name: string;
  /**
   * What its texts are written as, if they are such: `1.5`, `true`, and dates in ISO 8601. Others in the same column stay text.
   * @defaultValue `"text"`
   */
  readonly type?: "text" | "number" | "boolean" | "date" | "datetime" | "time" | undefined;
  /** In characters of the standard font, up to 255. @defaultValue the program's own */
  readonly width?: number | undefined;
}
/** How a sheet is written. */
export interface SheetStyle {
  readonly freezeHeader: boolean;
  readonly formulaGuard: boolean;
}
/** Where rows come from, some at a time. */
interface RowSource {
  take(most: number): Promise<readonly (readonly XlsxValue[])[] | undefined>;
}
/** Makes the XML of one sheet, which ends with the rows or when it is full. */
export declare class SheetXml {
  #private;
  constructor(columns: readonly XlsxColumn[] | undefined, style: SheetStyle);
  chunks(rows: RowSource): AsyncGenerator<Uint8Array>;
}
export {};
//# sourceMappingURL=sheet-xml.d.ts.map
