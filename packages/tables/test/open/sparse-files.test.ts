import { describe, expect, it } from "vitest";
import { readRows, type ReadRowsOptions } from "../../src/index.ts";
import { ExpansionBudget } from "../../src/table/expansion-budget.ts";
import { makeZip, type ZipPart } from "../archive/make-zip.ts";

const BOOK: readonly ZipPart[] = [
  { name: "[Content_Types].xml", data: "<Types/>" },
  { name: "xl/workbook.xml", data: '<workbook><sheets><sheet name="S"/></sheets></workbook>' },
];

function workbook(rows: string, { after = "", strings }: { readonly after?: string; readonly strings?: string } = {}): Buffer {
  const sheet = { name: "xl/worksheets/sheet1.xml", data: `<worksheet><sheetData>${rows}</sheetData>${after}</worksheet>` };
  return makeZip([...BOOK, sheet, ...(strings === undefined ? [] : [{ name: "xl/sharedStrings.xml", data: `<sst>${strings}</sst>` }])]);
}

const repeated = (count: number, make: (number: number) => string) => Array.from({ length: count }, (_, index) => make(index + 1)).join("");
const cell = (reference: string, value: string | number) => `<c r="${reference}"><v>${value}</v></c>`;
const row = (number: number, ...cells: readonly string[]) => `<row r="${number}">${cells.join("")}</row>`;

/** How many cells the widest batch has, and how many all have. */
async function cellsOf(bytes: Buffer, options?: ReadRowsOptions): Promise<{ most: number; all: number }> {
  let most = 0;
  let all = 0;
  for await (const { rows } of readRows(bytes, options)) {
    const cells = rows.reduce((sum, { length }) => sum + length, 0);
    most = Math.max(most, cells);
    all += cells;
  }
  return { most, all };
}

const SPARSE: readonly (readonly [what: string, bytes: Buffer, options: ReadRowsOptions])[] = [
  ["JSON objects of one new key each", Buffer.from(`[${repeated(8_000, (n) => `{"k${n}":1},`)}{}]`), {}],
  ["lines of JSON of one new key each", Buffer.from(repeated(8_000, (n) => `{"k${n}":1}\n`)), {}],
  [
    "JSON objects of the last of many keys",
    Buffer.from(`[{${repeated(9_000, (n) => `"k${n}":1,`)}"last":1}${',{"last":1}'.repeat(6_000)}]`),
    {},
  ],
  ["rows of a cell at the right end of a sheet", workbook(repeated(2_000, (n) => row(n, cell(`XFD${n}`, 1)))), {}],
  [
    "rows of a cell at the left end of a wide sheet",
    workbook(
      row(1, cell("A1", 1), cell("XFD1", 2)) +
        row(2, cell("A2", 1), cell("XFD2", 2)) +
        repeated(2_000, (n) => row(n + 2, cell(`A${n + 2}`, 1))),
    ),
    {},
  ],
  [
    "rows under a cell that is merged with all of the sheet",
    workbook(row(1, cell("A1", 1)) + repeated(2_000, (n) => row(n + 1)), {
      after: '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    }),
    { fillMergedCells: true },
  ],
  [
    "rows under thousands of merged cells in one place",
    workbook(row(1, cell("A1", 1)) + repeated(4_000, (n) => row(n + 1, cell(`A${n + 1}`, 1))), {
      after: `<mergeCells>${'<mergeCell ref="A1:A1048576"/>'.repeat(6_000)}</mergeCells>`,
    }),
    { fillMergedCells: true },
  ],
];

describe("a file whose rows have few values in many columns", () => {
  it.each(SPARSE)("ends with FILE_TOO_SPARSE: %s", async (_, bytes, options) => {
    await expect(cellsOf(bytes, options)).rejects.toMatchObject({ code: "FILE_TOO_SPARSE", retriable: false });
  });

  it("is read if that is meant to be, in batches of few rows", async () => {
    const bytes = Buffer.from(`[{${repeated(9_000, (n) => `"k${n}":1,`)}"last":1}${',{"last":1}'.repeat(500)}]`);
    const { all, most } = await cellsOf(bytes);
    expect(all).toBe(501 * 9_001);
    expect(most).toBeLessThan(220_000);
  });

  it("is read up to the ratio that the caller allows", async () => {
    const bytes = workbook(repeated(1_100, (n) => row(n, cell(`XFD${n}`, 1))));
    expect(await cellsOf(bytes, { maxPaddingRatio: 10_000 })).toMatchObject({ all: 1_100 * 16_384 });
  });
});

describe("a long text that many cells of a workbook name", () => {
  it("ends with FILE_TOO_LARGE_INFLATED where it has billions of characters", async () => {
    const bytes = workbook(
      repeated(9_000, (n) => `<row><c t="s"><v>0</v></c><c><v>${n}</v></c></row>`),
      { strings: `<si><t>${"x".repeat(500_000)}</t></si>` },
    );
    await expect(cellsOf(bytes)).rejects.toMatchObject({ code: "FILE_TOO_LARGE_INFLATED", details: { maxInflationRatio: 200 } });
  });
});

describe("ExpansionBudget", () => {
  const limits = { maxPaddingRatio: 100, maxInflationRatio: 200 };

  it("lets a file of any size have 16 million cells more", () => {
    const budget = new ExpansionBudget(limits, () => 0);
    budget.addCells(16_000_000);
    expect(() => budget.addCells(1)).toThrow(expect.objectContaining({ code: "FILE_TOO_SPARSE" }));
  });

  it("lets a large file have as many for each of its bytes as the ratio says", () => {
    const budget = new ExpansionBudget(limits, () => 1_000_000);
    budget.addCells(100_000_000);
    expect(() => budget.addCells(1)).toThrow(expect.objectContaining({ details: { maxPaddingRatio: 100 } }));
  });

  it("counts what was read of a stream until now", () => {
    let read = 0;
    const budget = new ExpansionBudget(limits, () => read);
    read = 200_000;
    budget.addCells(20_000_000);
    expect(() => budget.addCells(1)).toThrow("maxPaddingRatio");
  });
});
