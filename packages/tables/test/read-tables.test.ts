import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { analyzeTables, readTables } from "../src/index.ts";

const TEXT = Buffer.from("Region,Sales\nNorth,10\nSouth,20\n\nProduct,Units,Price\nA,1,2.5\nB,2,3.5\nC,3,4.5\nD,4,1.5\n");

async function rowsOf(source: Uint8Array) {
  const tables = [];
  for await (const { kind, name, hidden, batches } of readTables(source)) {
    let count = 0;
    let columns: readonly string[] = [];
    for await (const batch of batches) {
      count += batch.rows.length;
      ({ columns } = batch);
    }
    tables.push({ kind, name, hidden, columns, count });
  }
  return tables;
}

describe("readTables and analyzeTables", () => {
  it("read every table of a text, the largest first", async () => {
    expect(await rowsOf(TEXT)).toEqual([
      { kind: "main", name: null, hidden: false, columns: ["Product", "Units", "Price"], count: 4 },
      { kind: "block", name: "rows 1-3", hidden: false, columns: ["Region", "Sales"], count: 2 },
    ]);
  });

  it("read every array of a JSON document", async () => {
    const json = { a: [{ x: 1 }, { x: 2 }, { x: 3 }], b: { list: [{ y: "z" }] } };
    expect(await rowsOf(Buffer.from(JSON.stringify(json)))).toMatchObject([
      { kind: "main", name: "a", count: 3 },
      { kind: "array", name: "b.list", columns: ["y"], count: 1 },
    ]);
  });

  it("analyze every sheet of a workbook, hidden ones too", async () => {
    const book = new ExcelJS.Workbook();
    for (const [name, rows] of [
      ["Orders", 3],
      ["Items", 2],
      ["Old", 1],
    ] as const) {
      const sheet = book.addWorksheet(name, { state: name === "Old" ? "hidden" : "visible" });
      sheet.addRow(["id", name]);
      for (let row = 0; row < rows; row += 1) sheet.addRow([row, "x"]);
    }
    const tables = [];
    for await (const { name, hidden, profile } of analyzeTables(new Uint8Array(await book.xlsx.writeBuffer()), { thread: false })) {
      tables.push([name, hidden, profile.rowCount]);
    }
    expect(tables).toEqual([
      ["Orders", false, 3],
      ["Items", false, 2],
      ["Old", true, 1],
    ]);
  });

  it("refuse an option that chooses one table, and one that is mistyped", async () => {
    await expect(readTables(TEXT, { table: 1 } as object).next()).rejects.toMatchObject({ code: "OPTION_INVALID" });
    const [table] = await Array.fromAsync(readTables(TEXT, { delimeter: ";" } as object));
    await expect(table?.batches.next()).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});
