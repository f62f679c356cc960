import ExcelJS from "exceljs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openZip } from "../../../../src/archive/open-zip.ts";
import { bytesAccess } from "../../../../src/archive/random-access.ts";
import { writeXlsx, type XlsxOptions, type XlsxValue } from "../../../../src/formats/xlsx/write/xlsx-writer.ts";
import { openBytes, readSheet } from "../read/make-workbook.ts";

type Rows = readonly (readonly XlsxValue[])[];

async function write(rows: Rows, options?: XlsxOptions): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeXlsx([rows], options)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The XML of the first sheet. */
async function sheetXml(rows: Rows, options?: XlsxOptions): Promise<string> {
  const archive = await openZip(bytesAccess(await write(rows, options)));
  const sheet = archive.entries.find(({ name }) => name.endsWith("sheet1.xml")) ?? expect.fail("no sheet");
  let xml = "";
  for await (const chunk of archive.open(sheet)) xml += Buffer.from(chunk).toString();
  return xml;
}

async function reread(rows: Rows, options?: XlsxOptions): Promise<string[][]> {
  return (await readSheet(await openBytes(await write(rows, options)))).rows;
}

async function withExcelJs(bytes: Buffer): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
  return workbook.worksheets[0] ?? expect.fail("no sheet");
}

describe("writeXlsx", () => {
  it("writes names, texts, numbers, booleans and gaps that Rowmill reads back", async () => {
    const columns = [{ name: "id" }, { name: "price", type: "number" }, { name: "ok", type: "boolean" }] as const;
    const rows = [["007", "1.50", "true"], ["x", "n/a", "perhaps"], [], ["", 2.25, false, null, "surplus"]];
    expect(await reread(rows, { columns })).toEqual([
      ["id", "price", "ok"],
      ["007", "1.5", "true"],
      ["x", "n/a", "perhaps"],
      [""],
      ["", "2.25", "false", "", "surplus"],
    ]);
  });

  it("writes dates as dates, and what is none as text", async () => {
    const columns = [
      { name: "day", type: "date" },
      { name: "at", type: "datetime" },
      { name: "time", type: "time" },
    ] as const;
    const rows = [
      ["2024-04-03", "2024-04-03T13:30:15.25", "23:59:59"],
      ["1900-02-28", "1900-03-01 00:00:00", "00:00"],
      ["2023-02-29", "2024-04-03T13:30:15+02:00", "24:00:00"],
      ["1899-12-31", "soon", ""],
    ];
    const sheet = await withExcelJs(await write(rows, { columns }));
    expect(sheet.getCell("A2").value).toEqual(new Date("2024-04-03T00:00:00Z"));
    expect(sheet.getCell("A4").value).toBe("2023-02-29");
    expect((await reread(rows, { columns })).slice(1)).toEqual([
      ["2024-04-03", "2024-04-03T13:30:15.25", "23:59:59"],
      ["1900-02-28", "1900-03-01T00:00:00", "00:00:00"],
      ["2023-02-29", "2024-04-03T13:30:15+02:00", "24:00:00"],
      ["1899-12-31", "soon"],
    ]);
  });

  it.each(["0123", "12345678901234567890", "1e400", "0x10", "1,5", " 1", "+1", "1.", "Infinity", "=1+1"])(
    "keeps %j as a text in a column of numbers",
    async (text) => {
      const sheet = await withExcelJs(await write([[text]], { columns: [{ name: "n", type: "number" }] }));
      expect(sheet.getCell("A2").value).toBe(text);
    },
  );

  it("never writes a formula", async () => {
    const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://example.com")'];
    const xml = await sheetXml([formulas]);
    expect(xml).not.toMatch(/<f\b/);
    expect(xml.match(/t="inlineStr"/g)).toHaveLength(formulas.length);
    expect(await reread([formulas])).toEqual([formulas]);
  });

  it("marks what looks like a formula as a text, unless it is told not to", async () => {
    const quotePrefix = 5;
    expect(await sheetXml([["=1+1", "a", "-5"]])).toMatch(new RegExp(`r="A1" s="${quotePrefix}".*r="B1" t=.*r="C1" t=`));
    expect(await sheetXml([["=1+1"]], { formulaGuard: false })).toContain('r="A1" t="inlineStr"');
    const sheet = await withExcelJs(await write([["=1+1"]]));
    expect(sheet.getCell("A1").value).toBe("=1+1");
  });

  it("sets the widths of columns, and freezes the header unless it is told not to", async () => {
    const columns = [{ name: "a", width: 20 }, { name: "b" }];
    const xml = await sheetXml([["1", "2"]], { columns });
    expect(xml).toContain('<cols><col min="1" max="1" width="20" customWidth="1"/></cols>');
    expect(xml).toContain('state="frozen"');
    expect(await sheetXml([["1", "2"]], { columns, freezeHeader: false })).not.toContain("frozen");
    expect(() => writeXlsx([], { columns: [{ name: "a", width: 300 }] })).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });

  it("brings back any text", async () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({
        unit: fc.constantFrom("_x000D_", "_", "&", "<", "]]>", "\r\n", " ", "\0", "\ud83d", "\udc00", "\ufffe", "x005F_", "é", "東"),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }), async (rows) => {
        const trimmed = rows.map((row) => {
          const last = row.findLastIndex((cell) => cell !== "");
          return last < 0 ? [""] : row.slice(0, last + 1);
        });
        while (trimmed.at(-1)?.[0] === "" && trimmed.at(-1)?.length === 1) trimmed.pop();
        expect(await reread(rows)).toEqual(trimmed);
      }),
      { numRuns: 40 },
    );
  });

  it("brings back any number", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ noNaN: true, noDefaultInfinity: true }), async (value) => {
        const [[text] = []] = await reread([[value]]);
        expect(Number(text)).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it("writes a workbook that exceljs reads", async () => {
    const sheet = await withExcelJs(await write([["a & <b>", 1.5, true]], { sheetName: "Orders & more", columns: [{ name: "x" }] }));
    expect(sheet.name).toBe("Orders & more");
    expect(sheet.getRow(1).font?.bold ?? sheet.getCell("A1").font?.bold).toBe(true);
    expect((sheet.getRow(2).values as unknown[]).slice(1)).toEqual(["a & <b>", 1.5, true]);
  });

  it("goes on in another sheet where one is full", async () => {
    const row = ["x"];
    const batch = Array.from({ length: 100_000 }, () => row);
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeXlsx(
      Array.from({ length: 11 }, () => batch),
      { columns: [{ name: "n" }], sheetName: "S" },
    ))
      chunks.push(chunk);
    const workbook = await openBytes(Buffer.concat(chunks));
    expect(workbook.sheets.map(({ name }) => name)).toEqual(["S", "S (2)"]);
    const counts = await Promise.all([0, 1].map(async (index) => (await readSheet(workbook, index)).rows.length));
    expect(counts).toEqual([1_048_576, 1_100_000 - 1_048_575 + 1]);
  });

  it("writes a sheet without rows", async () => {
    expect(await reread([])).toEqual([]);
    expect(await reread([], { columns: [{ name: "a" }] })).toEqual([["a"]]);
  });

  it("refuses what no program would open, and says where", async () => {
    await expect(write([["a"], ["b", "x".repeat(32_768)]])).rejects.toMatchObject({
      code: "FILE_RECORD_TOO_LARGE",
      message: expect.stringContaining("B2"),
      details: { row: 2, column: 1 },
    });
    await expect(write([Array.from({ length: 16_385 }, () => "x")])).rejects.toMatchObject({ code: "FILE_RECORD_TOO_LARGE" });
    expect(() => writeXlsx([], { sheetName: "a/b" })).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
    expect(() => writeXlsx([], { compressionLevel: 11 })).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });

  it("passes on the error of its rows, and closes them when its reader stops", async () => {
    const broken = (function* () {
      yield [["a"]];
      throw new Error("no more rows");
    })();
    await expect(
      (async () => {
        for await (const _ of writeXlsx(broken));
      })(),
    ).rejects.toThrow("no more rows");
    let closed = false;
    const endless = (function* () {
      try {
        while (true) yield [[Math.PI]];
      } finally {
        closed = true;
      }
    })();
    let bytes = 0;
    for await (const chunk of writeXlsx(endless)) if ((bytes += chunk.length) > 10_000) break;
    expect(closed).toBe(true);
  });
});
