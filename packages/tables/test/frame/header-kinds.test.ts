import { describe, expect, it } from "vitest";
import { detectFormat, readRows } from "../../src/index.ts";
import type { ReadRowsOptions } from "../../src/read-rows.ts";

async function read(text: string, options: ReadRowsOptions = {}) {
  const bytes = Buffer.from(text);
  const { columns, preambleRows, headerRows } = await detectFormat(bytes, { header: options.header });
  const rows: (readonly (string | null)[])[] = [];
  for await (const batch of readRows(bytes, options)) rows.push(...batch.rows);
  return { columns, preambleRows, headerRows, first: rows[0], count: rows.length };
}

const RECORDS = "1;Ada;3\n2;Bob;4\n3;Cy;5\n";

describe("the names of columns", () => {
  it.each(["-----", "==========", "*******", "_____;;"])("may stand between two lines that are drawn: %s", async (line) => {
    const found = await read(`Report of pumps\n${line}\nid;name;size\n${line}\n${RECORDS}`);
    expect(found).toMatchObject({ columns: ["id", "name", "size"], preambleRows: 2, first: ["1", "Ada", "3"], count: 3 });
  });

  it("may be one alone, of the first column", async () => {
    expect(await read(`date;;\n2024-01-05;3;7.5\n2024-01-06;4;8.5\n2024-01-07;5;1.25\n`)).toMatchObject({
      columns: ["date", "column_2", "column_3"],
      headerRows: 1,
      first: ["2024-01-05", "3", "7.5"],
    });
  });

  it("are not a title of several words, nor one above names", async () => {
    expect(await read(`Sales by region;;\n${RECORDS}`)).toMatchObject({ preambleRows: 1, headerRows: 0 });
    expect(await read(`Sales;;\nid;name;size\n${RECORDS}`)).toMatchObject({ preambleRows: 1, headerRows: 1 });
  });

  it("may have another delimiter than the records, also of columns of text", async () => {
    expect(await read("code\tcolour\npump|red\ncat|green\nRome|red\n")).toMatchObject({
      columns: ["code", "colour"],
      first: ["pump", "red"],
    });
    expect(await read("Pumps, sorted\nname|colour\npump|red\ncat|green\n")).toMatchObject({ columns: ["name", "colour"] });
  });
});

describe("header: true", () => {
  it.each([
    ["a title", "Report 2024\n", ["Report 2024", "column_2", "column_3"]],
    ["names of some columns", "id;name\n", ["id", "name", "column_3"]],
    ["names in another delimiter", "id,name,size\n", ["id", "name", "size"]],
    ["a title above a gap", "Report\n\n", ["Report", "column_2", "column_3"]],
  ])("takes what stands above records for the names, and no record: %s", async (_, above, columns) => {
    expect(await read(above + RECORDS, { header: true })).toMatchObject({ columns, first: ["1", "Ada", "3"], count: 3 });
  });

  it("takes the first row where nothing stands above it", async () => {
    expect(await read(RECORDS, { header: true })).toMatchObject({ columns: ["1", "Ada", "3"], count: 2 });
  });

  it("is not doubted where it is false", async () => {
    expect(await read(`id,name,size\n${RECORDS}`, { header: false })).toMatchObject({ headerRows: 0, first: ["1", "Ada", "3"] });
  });
});
