import { describe, expect, it } from "vitest";
import { detectFormat } from "../../src/detect-format.ts";
import { readRows, type ReadRowsOptions } from "../../src/read-rows.ts";

async function read(text: string, options: ReadRowsOptions) {
  const rows: (readonly (string | null)[])[] = [];
  let columns: readonly string[] = [];
  let numbers: readonly number[] = [];
  for await (const batch of readRows(Buffer.from(text), options)) {
    rows.push(...batch.rows);
    columns = batch.columns;
    numbers = [...numbers, ...batch.rowNumbers];
  }
  return { columns, rows, numbers };
}

const TWO_TABLES = "Region,Units\nNorth,10\nSouth,20\nWest,15\n\nName,Dept,Hired\nAnna,IT,2020-01-01\nBob,HR,2021-02-03\n";

describe("what the caller says about a file", () => {
  it("counts for the rows of the header", async () => {
    const text = "a,b\nc,d\n1,2\n3,4\n";
    expect(await read(text, { headerRows: 2 })).toMatchObject({
      columns: ["a c", "b d"],
      rows: [
        ["1", "2"],
        ["3", "4"],
      ],
    });
    expect(await read(text, { headerRows: 0 })).toMatchObject({ columns: ["column_1", "column_2"], numbers: [1, 2, 3, 4] });
    expect((await detectFormat(Buffer.from(text), { headerRows: 2 })).headerConfidence).toBe(1);
  });

  it("counts for the rows above the table", async () => {
    const text = "x,1\ny,2\n\nid,n\n1,2\n3,4\n";
    expect(await read(text, { preambleRows: 3 })).toMatchObject({ columns: ["id", "n"], numbers: [5, 6] });
    expect(await read(text, { preambleRows: 1, headerRows: 1 })).toMatchObject({ columns: ["y", "2"] });
  });

  it("counts for comments", async () => {
    const text = "id;n\n!! note\n1;2\n#3;4\n";
    expect(await read(text, { comment: "!!" })).toMatchObject({
      rows: [
        ["1", "2"],
        ["#3", "4"],
      ],
    });
    expect((await read(text, { comment: null })).rows).toHaveLength(3);
  });

  it("counts for delimiters of several characters and the blanks after them", async () => {
    expect(await read("id::n\n1::a:b\n2::c\n", { delimiter: "::" })).toMatchObject({
      columns: ["id", "n"],
      rows: [
        ["1", "a:b"],
        ["2", "c"],
      ],
    });
    expect(await read("id, n\n1, x\n2, y\n", { skipInitialSpace: false })).toMatchObject({ columns: ["id", " n"] });
    expect(await read("id, n\n1, x\n2,y\n", { skipInitialSpace: true })).toMatchObject({
      rows: [
        ["1", "x"],
        ["2", "y"],
      ],
    });
  });

  it("counts for which of several tables is read, by index and by name", async () => {
    const { otherTables } = await detectFormat(Buffer.from(TWO_TABLES), { table: 0 });
    expect(await read(TWO_TABLES, { table: 0 })).toMatchObject({ columns: ["Region", "Units"], numbers: [2, 3, 4] });
    expect(otherTables).toEqual([{ kind: "block", name: "rows 6-8" }]);
    expect(await read(TWO_TABLES, { table: 1 })).toMatchObject({ columns: ["Name", "Dept", "Hired"], numbers: [7, 8] });
    expect(await read(TWO_TABLES, { table: "rows 6-8" })).toMatchObject({ columns: ["Name", "Dept", "Hired"], numbers: [7, 8] });
    await expect(read(TWO_TABLES, { table: 2 })).rejects.toMatchObject({ code: "OPTION_INVALID" });
    await expect(read(TWO_TABLES, { table: "Staff" })).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it("may be that every row is wanted as it stands", async () => {
    const text = "Report\n\nid,n\n1,2\n3,4\n\nSource: us\n";
    expect(await read(text, { raw: true })).toEqual({
      columns: ["column_1", "column_2"],
      rows: [["Report"], [""], ["id", "n"], ["1", "2"], ["3", "4"], [""], ["Source: us"]],
      numbers: [1, 2, 3, 4, 5, 6, 7],
    });
  });

  it.each([
    { delimiter: "" },
    { delimiter: "::::a" },
    { delimiter: "a\n" },
    { comment: "§" },
    { headerRows: 21 },
    { headerRows: 1, header: false },
    { preambleRows: -1 },
    { preambleRows: 1_001 },
    { table: -1 },
  ] as const)("is refused where it makes no sense: %j", async (options) => {
    await expect(read("a,b\n1,2\n", options)).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});
