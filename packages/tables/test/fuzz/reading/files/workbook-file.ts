import type { Random } from "../../harness/random.ts";
import { makeZip, type ZipForm, type ZipPart } from "../../../archive/make-zip.ts";
import { relationships, worksheet } from "../../../formats/xlsx/read/make-workbook.ts";
import type { MadeContent } from "../made-file.ts";
import { randomCell } from "../random-cell.ts";

/** A workbook of raw XML: whole, or with one of its parts damaged, in its XML or in what the archive says of it. */
export function workbookFile(random: Random): MadeContent {
  const sheetCount = 1 + random.below(3);
  const sheets = Array.from({ length: sheetCount }, (_, index) => index + 1);
  const texts: Record<string, string> = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": relationships([["rId1", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<workbook xmlns:r="r"><workbookPr date1904="${random.below(2)}"/><sheets>${sheets
      .map((id) => `<sheet name="S${id}" sheetId="${id}" r:id="rId${id}"${random.chance(0.2) ? ' state="hidden"' : ""}/>`)
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationships([
      ...sheets.map((id) => [`rId${id}`, "worksheet", `worksheets/sheet${id}.xml`] as const),
      ["rId101", "sharedStrings", "sharedStrings.xml"],
      ["rId102", "styles", "styles.xml"],
    ]),
    "xl/styles.xml": `<styleSheet><numFmts>${random.list(5, (index) => `<numFmt numFmtId="${200 + index}" formatCode="${random.pick(FORMATS)}"/>`).join("")}</numFmts><cellXfs>${random.list(8, () => `<xf numFmtId="${random.pick([0, 14, 22, 9, 200, 201, 202, -1])}"/>`).join("")}</cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `<sst>${random.list(20, () => `<si><t>${escaped(randomCell(random))}</t></si>`).join("")}</sst>`,
  };
  for (const id of sheets) texts[`xl/worksheets/sheet${id}.xml`] = worksheet(sheetRows(random), random.chance(0.2) ? merged(random) : "");
  const names = Object.keys(texts);
  const target = random.pick(names);
  const parts = names
    .filter((name) => name !== target || !random.chance(0.03))
    .map((name): ZipPart => ({
      name,
      data: name === target && random.chance(0.35) ? damagedXml(texts[name] ?? "", random) : (texts[name] ?? ""),
      stored: random.chance(0.1),
      ...(name === target && random.chance(0.3) && damagedEntry(random)),
    }));
  return { kind: "xlsx", name: random.pick(["a.xlsx", "a.xlsm", "a.zip", "a.csv"]), content: makeZip(parts, randomForm(random)) };
}

const FORMATS = ["yyyy-mm-dd", "0.00%", "hh:mm:ss", "[h]:mm", "#,##0.00 €", "General;[Red]-0", "h".repeat(200), "&quot;a", "@", "\\"];

function sheetRows(random: Random): string {
  const width = 1 + random.below(6);
  return random
    .list(40, (index) => {
      const number = random.chance(0.9) ? index + 1 : random.below(random.chance(0.1) ? 2_000_000 : 60);
      const cells = Array.from({ length: width }, (_, column) => (random.chance(0.9) ? cell(random, column, number) : ""));
      return `<row${random.chance(0.8) ? ` r="${number}"` : ""}>${cells.join("")}</row>`;
    })
    .join("");
}

function cell(random: Random, column: number, row: number): string {
  const place = random.chance(0.03)
    ? random.pick(["XFD1", "A0", "ZZZZZ9", "1A", "", "A99999999999"])
    : `${String.fromCharCode(65 + column)}${row}`;
  const start = `<c${random.chance(0.8) ? ` r="${place}"` : ""}${random.chance(0.3) ? ` s="${random.below(9)}"` : ""}`;
  return random.pick([
    () => `${start}><v>${random.below(50_000)}</v></c>`,
    () => `${start}><v>${random.pick(["1e5", "-0.1", "abc", "", "NaN", "99999999999", "44000.5"])}</v></c>`,
    () => `${start} t="s"><v>${random.pick([random.below(20), -1, 1e9])}</v></c>`,
    () => `${start} t="inlineStr"><is><t>${escaped(randomCell(random))}</t></is></c>`,
    () => `${start} t="str"><f>A1</f><v>${escaped(randomCell(random))}</v></c>`,
    () => `${start} t="${random.pick(["b", "e", "d", "zz"])}"><v>${random.pick(["1", "#N/A", "2024-01-01", "true"])}</v></c>`,
    () => `${start}/>`,
  ])();
}

function merged(random: Random): string {
  return `<mergeCells>${random.list(5, () => `<mergeCell ref="A${1 + random.below(9)}:${random.pick(["B3", "A9", "XFD1048576", "A1", "x"])}"/>`).join("")}</mergeCells>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function damagedXml(xml: string, random: Random): string | Buffer {
  const at = random.below(xml.length + 1);
  return random.pick<() => string | Buffer>([
    () => xml.slice(0, at),
    () => `<!DOCTYPE a [<!ENTITY b "c">]>${xml}`,
    () =>
      xml.slice(0, at) +
      random.pick(["<", ">", "</x>", "&", "<![CDATA[", "<!--", '"', "<a>".repeat(300), "\u0000", "&#x110000;"]) +
      xml.slice(at),
    () => Buffer.from(`\ufeff${xml}`, "utf16le"),
    () => "",
    () => "no xml at all",
    () => xml.replaceAll("/>", ">"),
    () => xml.replaceAll(/"[^"]*"/g, (value) => (random.chance(0.1) ? '"-99999999999"' : value)),
  ])();
}

function damagedEntry(random: Random): Partial<ZipPart> {
  return random.pick<() => Partial<ZipPart>>([
    () => ({ crc: 1 }),
    () => ({ flags: random.pick([1, 8, 64, 0x2000]) }),
    () => ({ method: random.below(100) }),
    () => ({ packedBytes: random.pick([0, 1, 1_000, 0xffffffff]) }),
    () => ({ declaredBytes: random.pick([0, 0xffffffff]) }),
    () => ({ position: random.pick([0, 7, 1_000, 0xfffffffe]) }),
    () => ({ packed: Buffer.from([random.below(256), random.below(256), 3, 4]) }),
    () => ({ descriptor: true }),
    () => ({ name: random.pick(["XL/WORKBOOK.XML", "/xl/workbook.xml", "xl\\workbook.xml", "../x", ""]) }),
  ])();
}

function randomForm(random: Random): ZipForm {
  if (random.chance(0.7)) return {};
  return random.pick<ZipForm>([
    { zip64: true },
    { comment: "PK\u0005\u0006 a comment" },
    { entries: 60_000 },
    { entries: 0 },
    { directoryShift: 100 },
    { directoryShift: 2 ** 40, zip64: true },
  ]);
}
