import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { openExcelJsWorkbook } from "../../../../src/formats/xlsx/read/exceljs-workbook.ts";
import { openZip } from "../../../../src/archive/open-zip.ts";
import { bytesAccess } from "../../../../src/archive/random-access.ts";
import { makeZip } from "../../../archive/make-zip.ts";
import { makeWorkbook, openBytes, readSheet } from "./make-workbook.ts";

const openWithExcelJs = async (bytes: Uint8Array) => openExcelJsWorkbook(await openZip(bytesAccess(bytes)), { maxRecordLength: 1_000_000 });

describe("a workbook that exceljs wrote", () => {
  it("is read alike by both engines", async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet("Data");
    sheet.addRow(["Title"]);
    sheet.addRow([]);
    sheet.addRow(["id", "price", "day", "at", "time", "took", "ok", "formula", "error"]);
    sheet.addRow([
      7,
      1.1,
      new Date("2024-04-03"),
      new Date("2024-04-03T13:30:15Z"),
      new Date("1899-12-30T13:30:00Z"),
      1.5,
      true,
      { formula: "A4*2", result: 14 },
      { error: "#N/A" },
    ]);
    for (const [cell, format] of [
      ["C4", "dd/mm/yyyy"],
      ["D4", "yyyy-mm-dd hh:mm:ss"],
      ["E4", "hh:mm"],
      ["F4", "[h]:mm:ss"],
    ] as const) {
      sheet.getCell(cell).numFmt = format;
    }
    sheet.getCell("A5").value = { richText: [{ text: "東" }, { font: { bold: true }, text: "京" }] };
    sheet.getCell("B5").value = { text: "link", hyperlink: "http://example.com" };
    sheet.mergeCells("C5:D6");
    sheet.getCell("C5").value = "merged";
    sheet.getCell("A7").value = { formula: "A1" };
    workbook.addWorksheet("Hidden", { state: "hidden" }).addRow(["x"]);
    const bytes = Buffer.from(await workbook.xlsx.writeBuffer());

    const own = await openBytes(bytes);
    const theirs = await openWithExcelJs(bytes);
    expect(theirs.sheets).toEqual(own.sheets);
    const { rows, problems } = await readSheet(own);
    expect(rows).toEqual([
      ["Title"],
      [""],
      ["id", "price", "day", "at", "time", "took", "ok", "formula", "error"],
      ["7", "1.1", "2024-04-03", "2024-04-03T13:30:15", "13:30:00", "36:00:00", "true", "14", "#N/A"],
      ["東京", "link", "merged"],
    ]);
    expect(problems.map(({ code, row }) => [code, row])).toEqual([
      ["error_value", 4],
      ["formula_without_value", 7],
    ]);
    const other = await readSheet(theirs);
    expect(other.rows).toEqual(rows);
    expect(other.problems.map(({ code, row }) => [code, row])).toEqual(problems.map(({ code, row }) => [code, row]));
    expect((await readSheet(own, 1)).rows).toEqual([["x"]]);
  });
});

describe("the engine exceljs", () => {
  it("refuses what exceljs cannot read, with a code", async () => {
    const broken = makeWorkbook({ parts: { "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row" } });
    await expect(openWithExcelJs(broken)).rejects.toMatchObject({ code: "FILE_CORRUPT" });
  });

  it("refuses a bomb before exceljs sees it", async () => {
    const bytes = makeZip([
      { name: "xl/workbook.xml", data: "<a/>" },
      { name: "bomb", data: Buffer.alloc(70_000_000) },
    ]);
    await expect(
      openExcelJsWorkbook(await openZip(bytesAccess(bytes), { maxInflationRatio: 100 }), { maxRecordLength: 10 }),
    ).rejects.toMatchObject({
      code: "FILE_TOO_LARGE_INFLATED",
    });
  });
});
