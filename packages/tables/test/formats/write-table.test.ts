import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeOutput, OUTPUT_FORMATS, type OutputColumn, type OutputOptions, readRows, writeTable } from "../../src/index.ts";

const COLUMNS: readonly OutputColumn[] = [{ name: "id", type: "integer" }, { name: "note" }];
const ROWS = [
  ["1", "plain"],
  ["007", null],
  ["12345678901234567890", 'a "quoted", text\nin two lines'],
] as const;

async function written(rows: readonly (readonly (string | null)[])[], columns: readonly OutputColumn[], options: OutputOptions) {
  return Buffer.concat(await Array.fromAsync(writeTable([rows], columns, options)));
}
const textOf = async (options: OutputOptions, rows: readonly (readonly (string | null)[])[] = ROWS, columns = COLUMNS) =>
  (await written(rows, columns, options)).toString();

describe("writeTable", () => {
  it("writes CSV by RFC 4180, quoting what needs it", async () => {
    expect(await textOf({ format: "csv" })).toBe('id,note\n1,plain\n007,\n12345678901234567890,"a ""quoted"", text\nin two lines"\n');
  });

  it("writes any delimiter, all quotes, CRLF and no header on wish", async () => {
    const options = { format: "csv", delimiter: ";", quoting: "all", lineEnd: "\r\n", header: false } as const;
    expect(await textOf(options, [["1", "a;b"]])).toBe('"1";"a;b"\r\n');
  });

  it("writes TSV", async () => {
    expect(await textOf({ format: "tsv" }, [["1", "a\tb"]])).toBe('id\tnote\n1\t"a\tb"\n');
  });

  it("quotes a row of one empty cell, because an empty line is no row", async () => {
    expect(await textOf({ format: "csv" }, [[null], ["x"]], [{ name: "a" }])).toBe('a\n""\nx\n');
  });

  it("writes JSON with numbers where a double holds them exactly, and strings elsewhere", async () => {
    expect(JSON.parse(await textOf({ format: "json" }))).toEqual([
      { id: 1, note: "plain" },
      { id: "007", note: null },
      { id: "12345678901234567890", note: 'a "quoted", text\nin two lines' },
    ]);
    expect(await textOf({ format: "json" }, [])).toBe("[\n]\n");
    expect(await textOf({ format: "json", pretty: true }, [["1", "x"]])).toBe('[\n  {\n    "id": 1,\n    "note": "x"\n  }\n]\n');
  });

  it("writes JSON Lines", async () => {
    const columns: OutputColumn[] = [
      { name: "on", type: "boolean" },
      { name: "price", type: "number" },
    ];
    const rows = [
      ["true", "-5.20"],
      ["yes", "-0"],
      ["", "1e5"],
    ];
    expect(await textOf({ format: "jsonl" }, rows, columns)).toBe(
      '{"on":true,"price":-5.20}\n{"on":"yes","price":"-0"}\n{"on":null,"price":"1e5"}\n',
    );
  });

  it("writes fixed-width text, aligned and filled up", async () => {
    const options = { format: "fixed-width", fields: [{ width: 5, padding: "0" }, { width: 4 }] } as const;
    const rows = [
      ["7", "Zoë"],
      ["-7", null],
    ];
    expect(await textOf(options, rows)).toBe("00007Zoë \n-0007    \n");
  });

  it("writes plain text, a line for each row", async () => {
    expect(await textOf({ format: "text", separator: " - " }, [["1", "a"]])).toBe("1 - a\n");
  });

  it("guards against formulas in delimited text, and leaves numbers and phone numbers", async () => {
    const rows = ["=1+1", "@SUM(A1)", "+49 151 234567", "-5.20", "-1+2", "\t=1"].map((text) => [text]);
    expect(await textOf({ format: "csv", header: false }, rows, [{ name: "a" }])).toBe(
      "'=1+1\n'@SUM(A1)\n+49 151 234567\n-5.20\n'-1+2\n'\t=1\n",
    );
    expect(await textOf({ format: "csv", header: false, formulaGuard: false }, [["=1+1"]], [{ name: "a" }])).toBe("=1+1\n");
  });

  it("writes a workbook, formulas as texts", async () => {
    const book = await written([["1", "=1+1"]], COLUMNS, { format: "xlsx", sheetName: "Data" });
    const [read] = await Array.fromAsync(readRows(book));
    expect(read).toMatchObject({ format: { sheet: "Data" }, rows: [["1", "=1+1"]] });
  });

  it("writes other encodings, with the byte order mark of those that have one", async () => {
    const rows = [["Zoë €"]];
    const columns = [{ name: "ä" }];
    expect(await written(rows, columns, { format: "csv", encoding: "windows-1252" })).toEqual(Buffer.from("ä\nZoë \x80\n", "latin1"));
    expect(await written(rows, columns, { format: "csv", byteOrderMark: true })).toEqual(Buffer.from("\ufeffä\nZoë €\n"));
    const utf16 = await written(rows, columns, { format: "csv", encoding: "utf-16le", byteOrderMark: true });
    expect(utf16).toEqual(Buffer.from("\ufeffä\nZoë €\n", "utf16le"));
  });

  it("ends at a character that the encoding does not have, or replaces it on wish", async () => {
    const options = { format: "csv", encoding: "iso-8859-2" } as const;
    await expect(
      textOf(options, [
        ["1", "ok"],
        ["2", "日"],
      ]),
    ).rejects.toMatchObject({
      code: "VALUE_UNWRITABLE",
      details: { row: 2, column: "note" },
    });
    expect(await textOf({ ...options, unencodable: "replace" }, [["2", "日"]])).toBe("id,note\n2,?\n");
  });

  it.each<[string, OutputOptions]>([
    ["a value that is too long for its field", { format: "fixed-width", fields: [{ width: 1 }, { width: 1 }] }],
    ["a line break in fixed-width text", { format: "fixed-width", fields: [{ width: 9 }, { width: 9 }] }],
    ["a line break in plain text", { format: "text" }],
  ])("ends at %s, and cuts nothing", async (_, options) => {
    await expect(textOf(options, [["1", "a\nb"]])).rejects.toMatchObject({ code: "VALUE_UNWRITABLE", details: { row: 1, column: "note" } });
  });

  it("packs every format with gzip", async () => {
    const packed = await written([...ROWS], COLUMNS, { format: "csv", compression: "gzip" });
    expect(gunzipSync(packed).toString()).toBe(await textOf({ format: "csv" }));
    expect(describeOutput({ format: "csv", compression: "gzip" })).toEqual({ extension: "csv.gz", contentType: "application/gzip" });
  });

  it("passes the error of its rows on, also when it packs, and lets their source finish", async () => {
    for (const compression of [undefined, "gzip"] as const) {
      for (const format of ["csv", "json", "jsonl", "xlsx", "text", "parquet"] as const) {
        let finished = 0;
        const failing = (async function* () {
          try {
            yield [["1", "a"]];
            throw new Error("source broke");
          } finally {
            finished += 1;
          }
        })();
        const bytes = writeTable(failing, COLUMNS, { format, compression });
        await expect(Array.fromAsync(bytes), format).rejects.toThrow("source broke");
        expect(finished).toBe(1);
      }
    }
  });

  it.each<[string, object]>([
    ["format", { format: "pdf" }],
    ["format", { format: "toString" }],
    ["compression", { format: "csv", compression: "zip" }],
    ["delimiter", { format: "csv", delimiter: "||" }],
    ["delimiter", { format: "csv", delimiter: '"' }],
    ["quoting", { format: "csv", quoting: "some" }],
    ["lineEnd", { format: "csv", lineEnd: "\r" }],
    ["encoding", { format: "csv", encoding: "shift_jis" }],
    ["encoding", { format: "csv", encoding: "klingon" }],
    ["unencodable", { format: "csv", unencodable: "ignore" }],
    ["delimiter", { format: "tsv", delimiter: ";" }],
    ["pretty", { format: "jsonl", pretty: true }],
    ["fields", { format: "fixed-width" }],
    ["width", { format: "fixed-width", fields: [{ width: 0 }, { width: 2 }] }],
    ["padding", { format: "fixed-width", fields: [{ width: 2, padding: "ab" }, { width: 2 }] }],
    ["separator", { format: "text", separator: "\n" }],
    ["sheetName", { format: "xlsx", sheetName: "a/b" }],
    ["rowGroupRows", { format: "parquet", rowGroupRows: 0 }],
  ])("refuses a wrong %s", async (_, options) => {
    const write = async () => written([], COLUMNS, options as OutputOptions);
    await expect(write()).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it("writes texts that come back as they were, in every format that can hold them", async () => {
    const cell = fc.string({
      unit: fc.constantFrom("a", "é", "日", " ", '"', ",", ";", "\n", "=", "-", "0", "1", "'", "\\", "😀"),
      maxLength: 8,
    });
    const rows = fc.array(fc.tuple(fc.constant("x"), cell), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const columns = [{ name: "key" }, { name: "text" }];
        const csv = await written(table, columns, { format: "csv", quoting: "all", formulaGuard: false });
        expect(await rowsOf(csv, { delimiter: ",", quote: '"', header: true })).toEqual(table);
        const lines = (await textOf({ format: "jsonl" }, table, columns)).trim().split("\n");
        expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(table.map(([key, text]) => ({ key, text })));
        expect(JSON.parse(await textOf({ format: "json" }, table, columns))).toEqual(table.map(([key, text]) => ({ key, text })));
      }),
      { numRuns: 60 },
    );
  });

  it("describes every format", () => {
    for (const format of OUTPUT_FORMATS) expect(describeOutput({ format })).toMatchObject({ extension: expect.any(String) });
  });
});

async function rowsOf(bytes: Uint8Array, options: object): Promise<unknown[]> {
  const batches = await Array.fromAsync(readRows(bytes, { format: "delimited", ...options }));
  return batches.flatMap(({ rows }) => rows.map((row) => [...row]));
}
