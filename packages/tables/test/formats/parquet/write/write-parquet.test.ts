import { parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { type OutputColumn, type OutputType, writeParquet } from "../../../../src/index.ts";

async function readBack(rows: readonly (readonly (string | null)[])[], columns: readonly OutputColumn[], options = {}) {
  const bytes = Buffer.concat(await Array.fromAsync(writeParquet([rows], columns, options)));
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  return parquetReadObjects({ file });
}

describe("writeParquet", () => {
  it("stores values with the types of their columns", async () => {
    const types: OutputType[] = ["string", "integer", "number", "boolean", "date", "datetime", "time"];
    const columns = types.map((type) => ({ name: type, type }));
    const row = ["007", "-9223372036854775808", "-5.25", "true", "2026-11-30", "2026-11-30T09:30:00.5+02:00", "09:30:00"];
    const [found] = await readBack([row], columns);
    expect(found).toMatchObject({
      string: "007",
      integer: -9223372036854775808n,
      number: -5.25,
      boolean: true,
      date: new Date("2026-11-30"),
      datetime: new Date("2026-11-30T07:30:00.500Z"),
    });
    expect(Number(found?.["time"])).toBe(34_200_000_000);
  });

  it("stores a missing value as null, and an empty text of a text column as it is", async () => {
    const columns: OutputColumn[] = [{ name: "text" }, { name: "id", type: "integer" }];
    expect(
      await readBack(
        [
          ["", ""],
          [null, null],
        ],
        columns,
      ),
    ).toEqual([
      { text: "", id: null },
      { text: null, id: null },
    ]);
  });

  it("writes row groups as they fill, and a file without rows", async () => {
    const rows = Array.from({ length: 25 }, (_, index) => [String(index)]);
    const found = await readBack(rows, [{ name: "id", type: "integer" }], { rowGroupRows: 10 });
    expect(found).toEqual(rows.map(([id]) => ({ id: BigInt(id ?? "") })));
    expect(await readBack([], [{ name: "id" }])).toEqual([]);
  });

  it.each<[OutputType, string]>([
    ["integer", "1.5"],
    ["integer", "9223372036854775808"],
    ["number", "0.1234567890123456789"],
    ["boolean", "yes"],
    ["date", "2026-02-30"],
    ["time", "25:00:00"],
    ["datetime", "30.11.2026"],
  ])("ends at a value that its type %s cannot hold: %s", async (type, value) => {
    await expect(
      readBack(
        [
          ["x", null],
          ["x", value],
        ],
        [{ name: "a" }, { name: "b", type }],
      ),
    ).rejects.toMatchObject({
      code: "VALUE_UNWRITABLE",
      details: { row: 2, column: "b" },
    });
  });

  it("refuses moments with and without a zone in one column, and equal names", async () => {
    const moments = [["2026-11-30T09:30:00Z"], ["2026-11-30T09:30:00"]];
    await expect(readBack(moments, [{ name: "at", type: "datetime" }])).rejects.toMatchObject({ code: "VALUE_UNWRITABLE" });
    await expect(readBack([], [{ name: "a" }, { name: "a" }])).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});
