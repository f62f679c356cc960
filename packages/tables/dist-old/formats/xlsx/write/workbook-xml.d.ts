export declare const PACKAGE_RELATIONS =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>';
/** The indexes of the styles below. */
export declare const Style: {
  readonly General: 0;
  readonly Date: 1;
  readonly DateTime: 2;
  readonly Time: 3;
  readonly Header: 4;
  readonly Guarded: 5;
  readonly Marked: 6;
};
/** The least that Excel, LibreOffice and openpyxl all take: two fonts, the two fills that must be there and that of marked cells, a border, a named style. */
export declare const STYLES: string;
export declare function workbookXml(names: readonly string[]): string;
export declare function workbookRelations(sheetCount: number): string;
export declare function contentTypes(sheetCount: number): string;
/**
 * What stands before the rows of a sheet.
 *
 * @param frozenRows - how many rows stay in sight when the sheet is scrolled: 0 or 1
 * @param widths - of the columns, in characters; `undefined` for the program's own
 */
export declare function worksheetStart(frozenRows: 0 | 1, widths: readonly (number | undefined)[]): string;
export declare const WORKSHEET_END = "</sheetData></worksheet>";
//# sourceMappingURL=workbook-xml.d.ts.map
