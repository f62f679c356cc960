import { xmlEscaped } from "./xml-escaped.ts";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export const PACKAGE_RELATIONS = `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

/** The indexes of the styles below. */
export const Style = { General: 0, Date: 1, DateTime: 2, Time: 3, Header: 4, Guarded: 5, Marked: 6 } as const;

/** The least that Excel, LibreOffice and openpyxl all take: two fonts, the two fills that must be there and that of marked cells, a border, a named style. */
export const STYLES = `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="166" formatCode="hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${[164, 165, 166].map((id) => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`).join("")}<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/><xf numFmtId="0" fontId="0" fillId="2" borderId="0" xfId="0" quotePrefix="1" applyFill="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

export function workbookXml(names: readonly string[]): string {
  const sheets = names.map((name, index) => `<sheet name="${xmlEscaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`);
  return `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join("")}</sheets></workbook>`;
}

export function workbookRelations(sheetCount: number): string {
  const sheets = numbers(sheetCount).map(
    (n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheetCount + 1}" Type="${OFFICE}/styles" Target="styles.xml"/>`;
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${sheets.join("")}${styles}</Relationships>`;
}

export function contentTypes(sheetCount: number): string {
  const override = (part: string, type: string) => `<Override PartName="/xl/${part}.xml" ContentType="${SPREADSHEET}.${type}+xml"/>`;
  const sheets = numbers(sheetCount).map((n) => override(`worksheets/sheet${n}`, "worksheet"));
  return `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override("workbook", "sheet.main")}${sheets.join("")}${override("styles", "styles")}</Types>`;
}

/**
 * What stands before the rows of a sheet.
 *
 * @param frozenRows - how many rows stay in sight when the sheet is scrolled: 0 or 1
 * @param widths - of the columns, in characters; `undefined` for the program's own
 */
export function worksheetStart(frozenRows: 0 | 1, widths: readonly (number | undefined)[]): string {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>';
  const views = frozenRows === 1 ? `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>` : "";
  const columns = widths.flatMap((width, index) =>
    width === undefined ? [] : [`<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`],
  );
  const cols = columns.length === 0 ? "" : `<cols>${columns.join("")}</cols>`;
  return `${DECLARATION}<worksheet xmlns="${MAIN}">${views}${cols}<sheetData>`;
}

export const WORKSHEET_END = "</sheetData></worksheet>";

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
