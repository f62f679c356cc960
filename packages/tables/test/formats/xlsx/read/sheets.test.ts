import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UNLIMITED } from "../../../../src/table/expansion-budget.ts";
import { RowCollector } from "../../../../src/formats/xlsx/read/row-collector.ts";
import { createSerialText } from "../../../../src/formats/xlsx/read/cells/serial-date.ts";
import { SheetScanner } from "../../../../src/formats/xlsx/read/sheet-scanner.ts";
import { decodeXml } from "../../../../src/formats/xlsx/read/xml/decode-xml.ts";
import { makeWorkbook, openBytes, read, readSheet, relationships, worksheet } from "./make-workbook.ts";

const n = (value: number, reference = "") => `<c${reference && ` r="${reference}"`}><v>${value}</v></c>`;

describe("the rows of a sheet", () => {
  it("go up to their last filled cell, with blank rows between them and none at the end", async () => {
    const { rows, firstRows } = await read({
      rows: `<row r="2">${n(1, "B2")}<c r="D2"/><c r="E2" s="1"/></row><row r="4" ht="15">${n(2, "A4")}${n(3, "C4")}</row><row r="5"/><row r="6"><c r="A6"/></row>`,
    });
    expect(rows).toEqual([[""], ["", "1"], [""], ["2", "", "3"]]);
    expect(firstRows).toEqual([1]);
  });

  it("are numbered one after the other where the file does not number them", async () => {
    expect((await read({ rows: `<row>${n(1)}<c/>${n(3)}</row><row>${n(4)}</row>` })).rows).toEqual([["1", "", "3"], ["4"]]);
  });

  it("may name some cells and leave others to their place", async () => {
    expect((await read({ rows: `<row r="1">${n(1)}${n(3, "C1")}${n(4)}${n(2, "b1")}</row>` })).rows).toEqual([["1", "2", "3", "4"]]);
  });

  it("leave out a long run of blank ones, and the next batch says where it goes on", async () => {
    const { rows, firstRows } = await read({ rows: `<row r="1">${n(1, "A1")}</row><row r="1048576">${n(2, "XFD1048576")}</row>` });
    expect(firstRows).toEqual([1, 1_048_576]);
    expect(rows.map((row) => row.length)).toEqual([1, 16_384]);
    expect(rows[1]?.at(-1)).toBe("2");
  });

  it("come in batches of two hundred", async () => {
    const { rows, firstRows } = await read({ rows: Array.from({ length: 2500 }, (_, index) => `<row>${n(index)}</row>`).join("") });
    expect(rows).toHaveLength(2500);
    expect(firstRows).toEqual(Array.from({ length: 13 }, (_, batch) => batch * 200 + 1));
  });

  it("are one row if one number comes twice, and go on in order if a number is too low", async () => {
    const { rows, problems } = await read({
      rows: `<row r="3">${n(1, "A3")}</row><row r="3">${n(2, "B3")}</row><row r="2">${n(3, "A2")}</row>`,
    });
    expect(rows).toEqual([[""], [""], ["1", "2"], ["3"]]);
    expect(problems).toMatchObject([{ code: "broken_cell", row: 4, detail: "row 2 comes after row 3" }]);
  });

  it.each([
    ["row", `<row r="1048577">${n(1)}</row>`],
    ["column", `<row r="1">${n(1, "XFE1")}</row>`],
    ["column", `<row r="1">${n(1, "ZZZZZZZZ1")}</row>`],
    ["column", `<row r="1">${n(1, "XFD1")}${n(1)}</row>`],
  ])("end at the last %s of a sheet", async (_, rows) => {
    await expect(read({ rows })).rejects.toMatchObject({ code: "FILE_CORRUPT" });
  });

  it("are refused where one is longer than allowed", async () => {
    const long = `<row>${`<c t="inlineStr"><is><t>${"x".repeat(600)}</t></is></c>`.repeat(2)}</row>`;
    await expect(read({ rows: long }, { maxRecordLength: 1000 })).rejects.toMatchObject({
      code: "FILE_RECORD_TOO_LARGE",
      details: { row: 1 },
    });
  });
});

describe("merged cells", () => {
  const rows = `<row r="1"><c r="A1"><v>1</v></c><c r="B1"/><c r="C1"><v>9</v></c></row><row r="2"><c r="C2"><v>8</v></c></row><row r="5"><c r="C5"><v>7</v></c></row>`;
  const bytes = makeWorkbook({
    sheets: { S: worksheet(rows, '<mergeCells count="2"><mergeCell ref="A1:B3"/><mergeCell ref="C5:D5"/></mergeCells>') },
  });

  it("have their text in the first cell", async () => {
    expect((await readSheet(await openBytes(bytes))).rows).toEqual([["1", "", "9"], ["", "", "8"], [""], [""], ["", "", "7"]]);
  });

  it("have it in each cell with fillMergedCells", async () => {
    expect((await readSheet(await openBytes(bytes), 0, { fillMergedCells: true })).rows).toEqual([
      ["1", "1", "9"],
      ["1", "1", "8"],
      ["1", "1"],
      [""],
      ["", "", "7", "7"],
    ]);
  });

  it("are read fast, however many", async () => {
    const many = Array.from({ length: 50_000 }, (_, index) => `<mergeCell ref="A${index + 1}:B${index + 1}"/>`).join("");
    const sheet = worksheet(`<row r="50000"><c r="A50000"><v>1</v></c></row>`, `<mergeCells>${many}</mergeCells>`);
    const { rows: read1 } = await readSheet(await openBytes(makeWorkbook({ sheets: { S: sheet } })), 0, { fillMergedCells: true });
    expect(read1).toEqual([["1", "1"]]);
  });
});

describe("a workbook", () => {
  it("has its sheets in its own order, with the hidden ones, and without charts and dialogs", async () => {
    const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const bytes = makeWorkbook({
      sheets: { A: worksheet(`<row>${n(1)}</row>`), B: worksheet(`<row>${n(2)}</row>`) },
      parts: {
        "xl/workbook.xml": `<workbook xmlns:rel="${office}"><sheets><sheet name="B &amp; &quot;b&quot;" rel:id="rId2"/><sheet name="Chart" rel:id="rId9"/><sheet name="A" state="veryHidden" rel:id="rId1"/></sheets></workbook>`,
        "xl/_rels/workbook.xml.rels": relationships([
          ["rId1", "worksheet", "/xl/worksheets/sheet1.xml"],
          ["rId2", "worksheet", "worksheets\\Sheet2.xml"],
          ["rId9", "chartsheet", "chartsheets/sheet1.xml"],
        ]),
      },
    });
    const workbook = await openBytes(bytes);
    expect(workbook.sheets).toEqual([
      { name: 'B & "b"', index: 0, visibility: "visible" },
      { name: "A", index: 1, visibility: "veryHidden" },
    ]);
    expect((await readSheet(workbook, 0)).rows).toEqual([["2"]]);
    expect((await readSheet(workbook, 1)).rows).toEqual([["1"]]);
  });

  it("may have prefixes everywhere, a byte order mark, single quotes and attributes in any order", async () => {
    const sheet = `\ufeff<?xml version='1.0'?><x:worksheet xmlns:x='main'><x:sheetData><x:row x:r='1' spans='1:2'><x:c cm="1" t='s' r='A1'><x:v>0</x:v></x:c><x:c s='1' r='B1' ><x:f>NOW()</x:f><x:v>45385</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    const bytes = makeWorkbook({
      sheets: { S: sheet },
      formats: [14],
      parts: { "xl/sharedStrings.xml": "<x:sst xmlns:x='main'><x:si><x:t>a</x:t></x:si></x:sst>" },
    });
    expect((await readSheet(await openBytes(bytes))).rows).toEqual([["a", "2024-04-03"]]);
  });

  it("may be of the strict form, or have its parts at other places", async () => {
    const strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    const bytes = makeWorkbook({
      rows: "",
      parts: {
        "_rels/.rels": relationships([["r", "officeDocument", "/book/main.xml"]], strict),
        "book/main.xml": `<workbook xmlns:r="${strict}"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>`,
        "book/_rels/main.xml.rels": relationships(
          [
            ["r1", "worksheet", "../data/one.xml"],
            ["r2", "sharedStrings", "texts.xml"],
          ],
          strict,
        ),
        "book/texts.xml": "<sst><si><t>a</t></si></sst>",
        "data/one.xml": `<worksheet><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>`,
      },
    });
    expect((await readSheet(await openBytes(bytes))).rows).toEqual([["a"]]);
  });

  it("is read without relations, styles, shared strings, or even its list of sheets", async () => {
    const rows = `<row>${n(45385)}</row>`;
    const noRelations = makeWorkbook({ rows, parts: { "_rels/.rels": undefined, "xl/_rels/workbook.xml.rels": undefined } });
    expect((await readSheet(await openBytes(noRelations))).rows).toEqual([["45385"]]);
    const noList = await openBytes(makeWorkbook({ rows, parts: { "xl/workbook.xml": undefined } }));
    expect(noList.sheets.map(({ name }) => name)).toEqual(["Sheet1"]);
    expect((await readSheet(noList)).rows).toEqual([["45385"]]);
  });

  it.each([
    ["cut off", "<Relationships><Relation"],
    ["no XML", "\u0000\u0001"],
    ["of something else", "<Relationships/>"],
  ])("is read where the relations of its package are %s", async (_, content) => {
    const bytes = makeWorkbook({ rows: `<row>${n(1)}</row>`, parts: { "_rels/.rels": content, "a/workbook.xml": "<workbook/>" } });
    expect((await readSheet(await openBytes(bytes))).rows).toEqual([["1"]]);
  });

  it("leaves out what is in the list of sheets and is no worksheet, such as a module of VBA", async () => {
    const list = `<sheet name="Module1" sheetId="3" state="veryHidden" r:id=""/><sheet name="Macro" r:id="rId2"/><sheet name="Data" r:id="rId1"/>`;
    const form = {
      rows: `<row>${n(1)}</row>`,
      parts: {
        "xl/workbook.xml": `<workbook xmlns:r="r"><sheets>${list}</sheets></workbook>`,
        "xl/_rels/workbook.xml.rels": relationships([
          ["rId1", "worksheet", "worksheets/sheet1.xml"],
          ["rId2", "xlMacrosheet", "macrosheets/sheet1.xml"],
        ]),
      },
    };
    const workbook = await openBytes(makeWorkbook(form));
    expect(workbook.sheets).toEqual([{ name: "Data", index: 0, visibility: "visible" }]);
    expect((await readSheet(workbook)).rows).toEqual([["1"]]);
    const withMacros = await openBytes(
      makeWorkbook({ ...form, parts: { ...form.parts, "xl/macrosheets/sheet1.xml": worksheet(`<row>${n(2)}</row>`) } }),
    );
    expect(withMacros.sheets.map(({ name }) => name)).toEqual(["Macro", "Data"]);
  });

  it("is refused if the part of a worksheet is missing", async () => {
    await expect(read({ parts: { "xl/worksheets/sheet1.xml": undefined } })).rejects.toMatchObject({
      code: "FILE_CORRUPT",
      message: expect.stringContaining("xl/worksheets/sheet1.xml"),
    });
  });

  it.each(["utf-16le", "utf-16be", "iso-8859-1"])("may be written in %s", async (encoding) => {
    const text = `<?xml version="1.0" encoding="${encoding}"?><worksheet><sheetData><row><c t="inlineStr"><is><t>März</t></is></c></row></sheetData></worksheet>`;
    const bytes = encoding === "iso-8859-1" ? Buffer.from(text, "latin1") : Buffer.from(`\ufeff${text}`, "utf16le");
    if (encoding === "utf-16be") bytes.swap16();
    expect((await readSheet(await openBytes(makeWorkbook({ parts: { "xl/worksheets/sheet1.xml": bytes } })))).rows).toEqual([["März"]]);
  });

  it.each([
    ["a sheet that ends in a cell", { "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row><c><v>1" }, "cut off"],
    ["an empty sheet part", { "xl/worksheets/sheet1.xml": "" }, "is empty"],
    ["a missing sheet part", { "xl/worksheets/sheet1.xml": undefined }, 'it is the sheet "Sheet1"'],
    ["a part that is no XML", { "xl/worksheets/sheet1.xml": makeWorkbook({}) }, "no XML"],
    ["a tag that was never opened", { "xl/worksheets/sheet1.xml": "<a></a></b>" }, "not open"],
    ["a document type", { "xl/worksheets/sheet1.xml": '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>' }, "document type"],
    ["a document type in shared strings", { "xl/sharedStrings.xml": "<!DOCTYPE a><sst/>" }, "document type"],
    ["elements in each other without end", { "xl/styles.xml": "<a>".repeat(300) }, "deep"],
    ["a list of sheets that is cut off", { "xl/workbook.xml": "<workbook><sheets>" }, "cut off"],
  ])("is refused for %s", async (_, parts, message) => {
    await expect(
      openBytes(makeWorkbook({ rows: `<row>${n(1)}</row>`, parts })).then((workbook) => readSheet(workbook)),
    ).rejects.toMatchObject({
      code: "FILE_CORRUPT",
      message: expect.stringContaining(message),
    });
  });
});

describe("where the XML of a sheet is cut into chunks", () => {
  const xml = Buffer.from(
    worksheet(
      `<row r="1"><c r="A1" t="inlineStr"><is><t>äöü 東京 😀 &amp;&#x41; a_x000D_b</t></is></c><c r="B1" s="1"><v>45385.5</v></c><c t="b"><v>1</v></c></row><!-- > --><row r="3"><c r="A3" t="str"><f>"a>b"</f><v><![CDATA[x]]y&]]></v></c><c r="C3" t="inlineStr"><is><r><t>ri</t></r><r><t xml:space="preserve"> ch</t></r></is></c></row>`,
    ),
  );
  const expected = [["äöü 東京 😀 &A a\rb", "2024-04-03T12:00:00", "true"], [""], ["x]]y&", "", "ri ch"]];

  it("makes no difference, at any place", async () => {
    for (let at = 0; at <= xml.length; at += 1) expect(await readChunks([xml.subarray(0, at), xml.subarray(at)])).toEqual(expected);
  });

  it("makes no difference, however small they are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), async (sizes) => {
        const chunks: Buffer[] = [];
        for (let at = 0, index = 0; at < xml.length; index += 1) {
          const size = sizes[index % sizes.length] ?? 1;
          chunks.push(xml.subarray(at, at + size));
          at += size;
        }
        expect(await readChunks(chunks)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });
});

async function readChunks(chunks: readonly Uint8Array[]): Promise<(readonly (string | null)[])[]> {
  const collector = new RowCollector(10_000);
  const strings = { count: 0, get: () => undefined, close() {} };
  const scanner = new SheetScanner("sheet", collector, {
    strings,
    formats: [0, 1],
    serialText: createSerialText(false),
    maxRecordLength: 10_000,
    budget: UNLIMITED,
  });
  const source = (async function* () {
    yield* chunks;
  })();
  for await (const text of decodeXml(source)) {
    scanner.push(text);
    while (scanner.readOn());
  }
  const rows = collector.take(true).flatMap((batch) => batch.rows);
  scanner.end();
  return rows;
}
