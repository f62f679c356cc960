import { type Workbook } from "../../../../src/formats/xlsx/read/workbook.ts";
import { openWorkbook, type WorkbookOptions } from "../../../../src/formats/xlsx/read/open-workbook.ts";
import type { SheetOptions } from "../../../../src/formats/xlsx/read/workbook.ts";
import type { ReadProblem, RowBatch } from "../../../../src/table/table-reader.ts";
import { openZip } from "../../../../src/archive/open-zip.ts";
import { bytesAccess } from "../../../../src/archive/random-access.ts";
import { makeZip, type ZipPart } from "../../../archive/make-zip.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

/** A workbook for `makeWorkbook`. */
export interface WorkbookForm {
  /** What stands in `<sheetData>` of the only sheet. */
  readonly rows?: string;
  /** Whole sheets, by their names, instead. */
  readonly sheets?: Readonly<Record<string, string>>;
  /** What stands in `<sst>`; without it there is no such part. */
  readonly strings?: string;
  /** Format codes of the styles 1, 2, ...; a number is a built-in one. Without it there is no such part. */
  readonly formats?: readonly (string | number)[];
  readonly date1904?: boolean;
  /** Parts that replace or add to those that are made; `undefined` leaves one out. */
  readonly parts?: Readonly<Record<string, string | Uint8Array | undefined>>;
}

/** Makes an XLSX workbook of raw XML. */
export function makeWorkbook(form: WorkbookForm): Buffer {
  const sheets = Object.entries(form.sheets ?? { Sheet1: worksheet(form.rows ?? "") });
  const parts: Record<string, string | Uint8Array | undefined> = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": relationships([["rId1", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${form.date1904 === true ? ' date1904="1"' : ""}/><sheets>${sheets
      .map(([name], index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationships([
      ...sheets.map((_, index): Relationship => [`rId${index + 1}`, "worksheet", `worksheets/sheet${index + 1}.xml`]),
      ["rId101", "sharedStrings", "sharedStrings.xml"],
      ["rId102", "styles", "styles.xml"],
    ]),
    ...(form.strings !== undefined && { "xl/sharedStrings.xml": `<sst xmlns="${MAIN}">${form.strings}</sst>` }),
    ...(form.formats && { "xl/styles.xml": styles(form.formats) }),
    ...Object.fromEntries(sheets.map(([, xml], index) => [`xl/worksheets/sheet${index + 1}.xml`, xml])),
    ...form.parts,
  };
  return makeZip(Object.entries(parts).flatMap(([name, data]): ZipPart[] => (data === undefined ? [] : [{ name, data }])));
}

export function worksheet(rows: string, behind = ""): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${behind}</worksheet>`;
}

type Relationship = readonly [id: string, type: string, target: string];

export function relationships(list: readonly Relationship[], base = OFFICE): string {
  const all = list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${base}/${type}" Target="${target}"/>`);
  return `<Relationships xmlns="${PACKAGE}">${all.join("")}</Relationships>`;
}

function styles(formats: readonly (string | number)[]): string {
  const custom = formats.flatMap((format, index) =>
    typeof format === "number"
      ? []
      : [
          `<numFmt numFmtId="${200 + index}" formatCode="${format.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")}"/>`,
        ],
  );
  const xfs = formats.map((format, index) => `<xf numFmtId="${typeof format === "number" ? format : 200 + index}"/>`);
  return `<styleSheet xmlns="${MAIN}"><numFmts>${custom.join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${xfs.join("")}</cellXfs></styleSheet>`;
}

export async function openBytes(bytes: Uint8Array, options?: WorkbookOptions): Promise<Workbook> {
  return openWorkbook(await openZip(bytesAccess(bytes)), options);
}

export interface SheetReadout {
  readonly rows: string[][];
  readonly firstRows: number[];
  readonly problems: ReadProblem[];
}

/** Reads all of a sheet. */
export async function readSheet(workbook: Workbook, index = 0, options?: SheetOptions): Promise<SheetReadout> {
  const sheet = workbook.sheets[index];
  if (!sheet) throw new Error(`no sheet ${index}`);
  return collect(workbook.rows(sheet, options));
}

export async function collect(batches: AsyncIterable<RowBatch>): Promise<SheetReadout> {
  const readout: SheetReadout = { rows: [], firstRows: [], problems: [] };
  for await (const batch of batches) {
    readout.firstRows.push(batch.firstRow);
    readout.rows.push(...batch.rows.map((row) => row.map((cell) => cell ?? "")));
    readout.problems.push(...batch.problems);
  }
  return readout;
}

/** Reads the first sheet of a workbook that is made for it. */
export async function read(form: WorkbookForm, options?: WorkbookOptions): Promise<SheetReadout> {
  const workbook = await openBytes(makeWorkbook(form), options);
  try {
    return await readSheet(workbook);
  } finally {
    workbook.close();
  }
}

/** Reads one cell, `<c ...>...</c>`. */
export async function readCell(cell: string, form: WorkbookForm = {}): Promise<string | undefined> {
  return (await read({ ...form, rows: `<row>${cell}</row>` })).rows[0]?.[0];
}
