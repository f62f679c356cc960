import { RowmillError } from "@rowmill/core/errors";
import { corruptWorkbook } from "./corrupt-workbook.ts";
import { scanPart } from "./xml/scan-part.ts";
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
 * Reads the list of sheets, in the order of the workbook. Sheets without cells (charts, dialogs, modules) are left out.
 * @throws RowmillError `FILE_CORRUPT`
 */
export async function readSheetList(parts: WorkbookParts): Promise<SheetList> {
  const workbookPart = await findWorkbookPart(parts);
  if (workbookPart === undefined) return listWithoutWorkbook(parts);
  const relations = await parts.relations(workbookPart);
  const sheets: ListedSheet[] = [];
  /** Those that may be no worksheets: modules of VBA are in the list without a relation. */
  const doubtful = new Set<ListedSheet>();
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
    const sheet: ListedSheet = {
      name: scanner.attribute("name") ?? `Sheet${number}`,
      visibility: visibilityOf(scanner.attribute("state")),
      part: relation?.part ?? `${folder}worksheets/sheet${number}.xml`,
    };
    sheets.push(sheet);
    if (relation?.type !== "worksheet") doubtful.add(sheet);
  });
  const taken = new Set(sheets.filter((sheet) => !doubtful.has(sheet)).map(({ part }) => part));
  const withCells = sheets.filter((sheet) => !doubtful.has(sheet) || (parts.has(sheet.part) && !taken.has(sheet.part)));
  return {
    // If none is left, the first one says what is missing.
    sheets: withCells.length > 0 ? withCells : sheets,
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
  const main = related(await packageRelations(parts), "officeDocument");
  if (main !== undefined && parts.has(main)) return main;
  // The usual name: a package may have other workbooks, embedded in it.
  if (parts.has("xl/workbook.xml")) return "xl/workbook.xml";
  return parts.matching(/(?:^|\/)workbook\d*\.xml$/i)[0];
}

/** None if they cannot be read: all they say is where the workbook is. */
async function packageRelations(parts: WorkbookParts): Promise<Relations> {
  try {
    return await parts.relations("");
  } catch (error) {
    if (RowmillError.is(error, "FILE_CORRUPT")) return new Map();
    throw error;
  }
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
