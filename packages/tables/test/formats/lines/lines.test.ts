import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyzeFile, type DetectOptions, detectFormat, readRows } from "../../../src/index.ts";
import { readLines } from "../../../src/formats/lines/read-lines.ts";

async function readAll(content: string | Uint8Array, options: DetectOptions = {}) {
  const rows: (readonly (string | null)[])[] = [];
  let last;
  for await (last of readRows(Buffer.from(content), options)) rows.push(...last.rows);
  return {
    format: last?.format.format,
    columns: last?.columns,
    rows,
    findings: last?.findings.map(({ code, rows: at }) => `${code} @${at.join(",")}`),
  };
}

const STOCK = [
  "SKU      Description          Qty   Price",
  "A-100    Fountain pen          12   38.00",
  "A-200    Wool blanket, grey     3  129.00",
  "B-7                            40    7.90",
  "C-1234   Espresso cups (6)      1   42.60",
];
const STOCK_ROWS = [
  ["A-100", "Fountain pen", "12", "38.00"],
  ["A-200", "Wool blanket, grey", "3", "129.00"],
  ["B-7", "", "40", "7.90"],
  ["C-1234", "Espresso cups (6)", "1", "42.60"],
];

async function linesOf(content: Uint8Array, chunkBytes: number) {
  const read: string[] = [];
  async function* chunks() {
    for (let from = 0; from < content.length; from += chunkBytes) yield content.subarray(from, from + chunkBytes);
  }
  for await (const batch of readLines(chunks(), { encoding: "utf-8", maxRecordLength: 50 }, (line) => [line])) {
    expect(batch.firstRow).toBe(read.length + 1);
    read.push(...batch.rows.map((row) => row[0] ?? ""));
  }
  return read;
}

describe("fixed-width text", () => {
  it("has its fields found by the gutters between them", async () => {
    expect(await readAll(STOCK.join("\n"))).toEqual({
      format: "fixed-width",
      columns: ["SKU", "Description", "Qty", "Price"],
      rows: STOCK_ROWS,
      findings: [],
    });
    expect((await detectFormat(Buffer.from(STOCK.join("\r\n")))).layout).toMatchObject([
      { name: "SKU", start: 1, width: 9 },
      { name: "Description", start: 10 },
      { name: "Qty" },
      { name: "Price", width: Number.POSITIVE_INFINITY },
    ]);
  });

  it("is not what is parted by blanks and has quotes around values with blanks, though its dates are lined up", async () => {
    const names = ["Boots for men", "Jacket", "Trail shoes, light", "Cap"];
    const lines = Array.from({ length: 12 }, (_, day) => {
      const name = names[day % 4] ?? "";
      return `2${day % 10}/01/2018 0${day % 10}:15 ${day % 3} ${name.includes(" ") ? `"${name}"` : name} "for the trail"`;
    });
    const { format, rows } = await readAll(lines.join("\n"), { header: false });
    expect(format).toBe("delimited");
    expect(rows[2]).toEqual(["22/01/2018", "02:15", "2", "Trail shoes, light", "for the trail"]);
  });

  it("has its fields found by the line under the header", async () => {
    const content = [
      "List of people",
      "",
      "id  full name",
      "--- -------------------",
      "1   Ada Lovelace",
      "22  Bob",
      "",
      "333 Grace Brewster Hopper",
    ].join("\n");
    expect(await readAll(content)).toMatchObject({
      format: "fixed-width",
      columns: ["id", "full name"],
      rows: [
        ["1", "Ada Lovelace"],
        ["22", "Bob"],
        ["333", "Grace Brewster Hopper"],
      ],
    });
  });

  it("is cut where the caller says, packed ones too", async () => {
    const content = "20240101ABC00012x\n20240102DE 00007\n\n20240103\n";
    const layout = [
      { name: "day", start: 1, width: 8 },
      { name: "code", start: 9, width: 3 },
      { name: "count", start: 12, width: 5 },
    ];
    expect(await readAll(content, { layout })).toEqual({
      format: "fixed-width",
      columns: ["day", "code", "count"],
      rows: [
        ["20240101", "ABC", "00012"],
        ["20240102", "DE", "00007"],
        ["20240103", "", ""],
      ],
      findings: ["text_between_fields @1", "blank_lines @3"],
    });
    expect(await readAll(content, { layout: layout.map(({ start, width }) => ({ start, width })), header: false })).toMatchObject({
      columns: ["column_1", "column_2", "column_3"],
      rows: { length: 3 },
    });
  });

  it("counts characters, also those that UTF-16 writes as two", async () => {
    const layout = [
      { start: 1, width: 3 },
      { start: 4, width: 2 },
    ];
    expect((await readAll("a😀b12\nä  34\n", { layout, header: false })).rows).toEqual([
      ["a😀b", "12"],
      ["ä", "34"],
    ]);
  });

  it("says where a value goes on over the border of its field", async () => {
    const lines = [
      ...Array.from({ length: 300 }, (_, index) => `${String(index).padEnd(6)}${"word".padEnd(10)}x`),
      "300   muchlongerthanbefore  y",
    ];
    expect((await readAll(lines.join("\n"), { format: "fixed-width" })).findings).toEqual(["text_between_fields @301"]);
  });

  it("cannot be found where nothing is lined up, and says so", async () => {
    await expect(readAll("abc\ndefgh\nij\n", { format: "fixed-width" })).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it("comes out as it was laid out, whatever the layout", async () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "X", "Y", "0", "1", "9", ".", "-"), minLength: 1, maxLength: 8 });
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.infiniteStream(word),
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      async (columns, words, isRight) => {
        const rows = Array.from({ length: 12 }, () => Array.from({ length: columns }, () => words.next().value));
        const widths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
        const line = (row: readonly string[]) =>
          row
            .map((cell, column) => (isRight[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
            .join("  ")
            .trimEnd();
        const layout = widths.map((width, column) => ({
          start: widths.slice(0, column).reduce((sum, other) => sum + other + 2, 1),
          width,
        }));
        const content = rows.map(line).join("\n");
        expect((await readAll(content, { layout, header: false })).rows).toEqual(rows);
        if (columns > 1) expect((await readAll(content, { format: "fixed-width", header: false })).rows).toEqual(rows);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});

describe("free text", () => {
  const PROSE =
    "It was a bright cold day in April, and the clocks were striking.\n\nNobody had expected that: least of all the clocks.\nSo they went on.\n";

  it("has a row for each line", async () => {
    expect(await readAll(PROSE)).toEqual({
      format: "text",
      columns: ["text"],
      rows: PROSE.trimEnd()
        .split("\n")
        .map((line) => [line]),
      findings: [],
    });
  });

  it("is what a log is, by its name, and what the caller says it is", async () => {
    expect(await readAll("started\nstopped\n", { fileName: "server.log" })).toMatchObject({
      format: "text",
      rows: [["started"], ["stopped"]],
    });
    expect(await readAll("a,b\n1,2\n", { format: "text" })).toMatchObject({ rows: [["a,b"], ["1,2"]] });
  });

  it.each(["id,note\n1,Hello there you.\n2,How are you all?\n", "note\nHello, world\nNothing here\nSo it goes; or not\n", "age\n1\n2\n"])(
    "is not %j",
    async (content) => {
      expect((await detectFormat(Buffer.from(content))).format).toBe("delimited");
    },
  );

  it("is analyzed as one column", async () => {
    expect(await analyzeFile(Buffer.from(PROSE), { thread: false })).toMatchObject({
      format: "text",
      dialect: null,
      rowCount: 4,
      columnCount: 1,
      columns: [{ name: "text" }],
    });
  });
});

describe("lines", () => {
  it("end at LF, CR and CRLF, wherever the bytes are cut", async () => {
    const property = fc.asyncProperty(
      fc.string({ unit: fc.constantFrom("a", "é", "😀", "\n", "\r", "\r\n"), maxLength: 20 }),
      async (text) => {
        const expected = text.split(/\r\n|\n|\r/);
        if (expected.at(-1) === "") expected.pop();
        const bytes = Buffer.from(text);
        for (let size = 1; size <= bytes.length + 1; size += 1) expect(await linesOf(bytes, size)).toEqual(expected);
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });

  it("are not longer than is allowed", async () => {
    await expect(linesOf(Buffer.from(`a\n${"x".repeat(51)}\n`), 10)).rejects.toMatchObject({
      code: "FILE_RECORD_TOO_LARGE",
      details: { line: 2 },
    });
    await expect(linesOf(Buffer.from("x".repeat(1_000)), 10)).rejects.toMatchObject({ code: "FILE_RECORD_TOO_LARGE" });
  });

  it("may end with the end-of-file sign of DOS", async () => {
    expect(await linesOf(Buffer.from("a\r\nb\r\n\u001a"), 100)).toEqual(["a", "b"]);
  });
});
