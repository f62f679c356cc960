import { corruptWorkbook } from "./corrupt-workbook.ts";
import { scanPart } from "./scan-part.ts";
import type { Relations, WorkbookParts } from "./workbook-parts.ts";
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
 * Reads the list of sheets, in the order of the workbook. Sheets without cells (charts, dialogs) are left out.
 * @throws RowmillError `FILE_CORRUPT`
 */
export async function readSheetList(parts: WorkbookParts): Promise<SheetList> {
  const workbookPart = await findWorkbookPart(parts);
  if (workbookPart === undefined) return listWithoutWorkbook(parts);
  const relations = await parts.relations(workbookPart);
  const sheets: ListedSheet[] = [];
  let date1904 = false;
  let number = 0;
  await scanPart(workbookPart, parts.open(workbookPart), (scanner, path) => {
    if (scanner.name === "workbookPr" && path.length === 1) date1904 = isTrue(scanner.attribute("date1904"));
    if (scanner.name !== "sheet" || path.at(-1) !== "sheets") return;
    number += 1;
    if (number > MAX_SHEETS) throw scanner.corrupt(`has more than ${MAX_SHEETS} sheets`);
    const relation = relations.get(scanner.attribute("id") ?? "");
    if (relation !== undefined && !SHEETS_WITH_CELLS.has(relation.type)) return;
    const folder = workbookPart.slice(0, workbookPart.lastIndexOf("/") + 1);
    sheets.push({
      name: scanner.attribute("name") ?? `Sheet${number}`,
      visibility: visibilityOf(scanner.attribute("state")),
      part: relation?.part ?? `${folder}worksheets/sheet${number}.xml`,
    });
  });
  return {
    sheets,
    date1904,
    sharedStringsPart: related(relations, "sharedStrings") ?? sibling(workbookPart, "sharedStrings.xml"),
    stylesPart: related(relations, "styles") ?? sibling(workbookPart, "styles.xml"),
  };
}

/** Excel has no limit but memory. */
const MAX_SHEETS = 10_000;

/** The last words of the relations' types. The sheets of macros of Excel 4 have cells too. */
const SHEETS_WITH_CELLS: ReadonlySet<string> = new Set(["worksheet", "xlMacrosheet", "xlIntlMacrosheet", ""]);

async function findWorkbookPart(parts: WorkbookParts): Promise<string | undefined> {
  const main = related(await parts.relations(""), "officeDocument");
  if (main !== undefined && parts.has(main)) return main;
  return parts.matching(/(?:^|\/)workbook\d*\.xml$/i)[0];
}

/** A package whose workbook part is missing may still have its sheets. */
function listWithoutWorkbook(parts: WorkbookParts): SheetList {
  const found = parts.matching(/(?:^|\/)worksheets\/[^/]+\.xml$/i).toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  if (found.length === 0) throw corruptWorkbook("xl/workbook.xml", "is missing");
  const sheets = found.map((part, index): ListedSheet => ({ name: `Sheet${index + 1}`, visibility: "visible", part }));
  return { sheets, date1904: false, sharedStringsPart: "xl/sharedStrings.xml", stylesPart: "xl/styles.xml" };
}

function related(relations: Relations, type: string): string | undefined {
  for (const relation of relations.values()) if (relation.type === type) return relation.part;
  return undefined;
}

function sibling(part: string, name: string): string {
  return `${part.slice(0, part.lastIndexOf("/") + 1)}${name}`;
}

function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true" || value === "on";
}

function visibilityOf(state: string | undefined): SheetInfo["visibility"] {
  return state === "hidden" || state === "veryHidden" ? state : "visible";
}
