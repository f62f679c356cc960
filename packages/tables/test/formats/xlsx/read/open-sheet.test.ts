import { describe, expect, it } from "vitest";
import { openSheet, type OpenSheetOptions } from "../../../../src/formats/xlsx/read/open-sheet.ts";
import { collect, makeWorkbook, openBytes, worksheet } from "./make-workbook.ts";

type Grid = readonly (readonly (string | number | null)[])[];

function sheetOf(grid: Grid): string {
  const cell = (value: string | number | null) =>
    value === null ? "<c/>" : typeof value === "number" ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  return worksheet(grid.map((row) => `<row>${row.map(cell).join("")}</row>`).join(""));
}

async function open(sheets: Readonly<Record<string, Grid>>, options?: OpenSheetOptions, states: Readonly<Record<string, string>> = {}) {
  const names = Object.keys(sheets);
  const list = names.map((name, index) => `<sheet name="${name}" state="${states[name] ?? "visible"}" r:id="rId${index + 1}"/>`);
  const bytes = makeWorkbook({
    sheets: Object.fromEntries(names.map((name) => [name, sheetOf(sheets[name] ?? [])])),
    parts: { "xl/workbook.xml": `<workbook xmlns:r="r"><sheets>${list.join("")}</sheets></workbook>` },
  });
  return openSheet(await openBytes(bytes), options);
}

const TABLE: Grid = [
  ["id", "name", "price"],
  [1, "a", 1.5],
  [2, "b", 2.5],
  [3, "c", 3.5],
];
const NOTES: Grid = [["About this file"], [], ["Written by Ann"], ["in 2024"]];

describe("the sheet that is read", () => {
  it("is the first visible one with a table, and the others are told", async () => {
    const opened = await open({ Notes: NOTES, Old: TABLE, Data: TABLE, More: TABLE }, {}, { Old: "hidden" });
    expect(opened.sheet).toBe("Data");
    expect(opened.otherTables).toEqual([
      { kind: "sheet", name: "Notes" },
      { kind: "sheet", name: "Old", hidden: true },
      { kind: "sheet", name: "More" },
    ]);
  });

  it("is a table behind a sheet that tells about it, unless that is all there is", async () => {
    const about: Grid = [["About this file"], ["Source", "Ministry of X"], ["Updated", "2024-01-01"], ["Licence", "CC-BY"]];
    const contents: Grid = [
      ["Contents", "Rows"],
      ["Data", "results by town"],
      ["More", "results by ward"],
    ];
    const data: Grid = [["id", "name", "price"], ...Array.from({ length: 9 }, (_, index) => [index, `n${index}`, index / 2])];
    expect((await open({ About: about, Data: data })).sheet).toBe("Data");
    expect((await open({ Contents: contents, Data: data, More: data })).sheet).toBe("Data");
    expect((await open({ About: about, Empty: [] })).sheet).toBe("About");
    expect(
      (
        await open({
          Words: [
            ["word", "Wort"],
            ["house", "Haus"],
            ["tree", "Baum"],
          ],
          Pairs: [["a", "b"]],
        })
      ).sheet,
    ).toBe("Words");
  });

  it("is the first with cells where none has a table, and a hidden one only where no other has any", async () => {
    expect((await open({ Empty: [], Notes: NOTES, Hidden: TABLE }, {}, { Hidden: "hidden" })).sheet).toBe("Notes");
    expect((await open({ Empty: [], Hidden: TABLE }, {}, { Hidden: "hidden" })).sheet).toBe("Hidden");
    expect((await open({ Empty: [] })).sheet).toBe("Empty");
  });

  it("is the one that is named, by its name in any letters or its index from 0", async () => {
    const sheets = { Notes: NOTES, Data: TABLE };
    expect((await open(sheets, { sheet: "Notes" })).sheet).toBe("Notes");
    expect((await open(sheets, { sheet: " data" })).sheet).toBe("Data");
    expect((await open(sheets, { sheet: 0 })).sheet).toBe("Notes");
    await expect(open(sheets, { sheet: "Dat" })).rejects.toMatchObject({
      code: "OPTION_INVALID",
      message: expect.stringContaining('"Data"'),
    });
    await expect(open(sheets, { sheet: 2 })).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});

describe("the table of a sheet", () => {
  it("has its header below titles, and rows of one width", async () => {
    const opened = await open({ S: [["Sales 2024"], [], ["id", "name", "price"], [1, "a", 2.5], [2, "b"], [3, null, 4.5], [4, "d", 5.5]] });
    expect(opened).toMatchObject({ preambleRows: 2, headerRows: 1, hasHeader: true, columns: ["id", "name", "price"], columnCount: 3 });
    expect((await collect(opened.batches())).rows).toEqual([
      ["Sales 2024"],
      [""],
      ["id", "name", "price"],
      ["1", "a", "2.5"],
      ["2", "b", ""],
      ["3", "", "4.5"],
      ["4", "d", "5.5"],
    ]);
  });

  it("has as many columns as two of its rows, so that a note to the right makes none", async () => {
    expect((await open({ S: [...TABLE, [4, "d", 4.5, null, null, null, "checked by Ann"]] })).columnCount).toBe(3);
  });

  it("is read to the end of the sheet, also behind a gap", async () => {
    const opened = await open({ S: [...TABLE, [], ["x", "y"], [1, 2], [3, 4], [5, 6]] });
    expect((await collect(opened.batches())).rows).toHaveLength(9);
  });

  it("is empty in an empty sheet", async () => {
    const opened = await open({ S: [] });
    expect(opened).toMatchObject({ preambleRows: 0, headerRows: 0, columns: [], columnCount: 0 });
    expect((await collect(opened.batches())).rows).toEqual([]);
  });
});
