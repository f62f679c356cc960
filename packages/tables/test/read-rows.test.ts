import { Readable } from "node:stream";
import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeWorkbook, worksheet } from "./formats/xlsx/read/make-workbook.ts";
import { analyzeFile, detectFormat, readRows, type ReadRowsOptions, type TableSource } from "../src/index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowmill-rows-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Everything that `readRows` yields, put together. */
async function readAll(source: TableSource, options: ReadRowsOptions = {}) {
  const rows: (readonly (string | null)[])[] = [];
  const rowNumbers: number[] = [];
  let columns: readonly string[] = [];
  let findings: string[] = [];
  let batches = 0;
  for await (const batch of readRows(source, options)) {
    rows.push(...batch.rows);
    rowNumbers.push(...batch.rowNumbers);
    columns = batch.columns;
    findings = batch.findings.map(({ code, count, rows: at }) => `${code} ×${count} @${at.join(",")}`);
    batches += 1;
  }
  return { columns, rows, rowNumbers, findings, batches };
}

describe("readRows", () => {
  it("reads a path, bytes, a stream and what is packed in gzip alike, with the header taken off", async () => {
    const content = "Report\n\nid,city\n1,Köln\n\n3,Bonn,x\n";
    const path = join(folder, "cities.csv");
    await writeFile(path, content);
    await writeFile(`${path}.gz`, gzipSync(content));
    for (const source of [path, Buffer.from(content), createReadStream(path), `${path}.gz`, createReadStream(`${path}.gz`)]) {
      expect(await readAll(source)).toEqual({
        columns: ["id", "city"],
        rows: [
          ["1", "Köln"],
          ["3", "Bonn", "x"],
        ],
        rowNumbers: [4, 6],
        findings: ["ragged_rows_long ×1 @6", "blank_lines ×1 @5", "preamble_skipped ×2 @1,2"],
        batches: 1,
      });
    }
  });

  it.each([20_000, 200_000])("says that notes stand under a table of %s rows, which only the end of the file shows", async (count) => {
    const text = `id,city,n\n${"1,Bonn,5\n".repeat(count)}\nSource: the office of the office\nNote: estimated by somebody else`;
    const path = join(folder, `noted-${count}.csv`);
    await writeFile(path, text);
    for (const source of [path, Buffer.from(text)]) {
      expect((await detectFormat(source)).findings).toMatchObject([{ code: "footer_rows", count: 2 }]);
    }
    expect((await detectFormat(Buffer.from(text.slice(0, text.indexOf("\n\n"))))).findings).toEqual([]);
  });

  it("says which rows are the header again, as where files were put one behind the other", async () => {
    const text = "id,city\n1,Bonn\n2,Rome\n".repeat(3);
    expect(await readAll(Buffer.from(text))).toMatchObject({ columns: ["id", "city"], findings: ["repeated_header ×2 @4,7"] });
    const profile = await analyzeFile(Buffer.from(text));
    expect(profile.findings).toContainEqual(expect.objectContaining({ code: "repeated_header", count: 2, rows: [4] }));
  });

  it("reads a short text with a stray NUL", async () => {
    expect((await readAll(Buffer.from("a,b\n1,\0x\n"))).rows).toEqual([["1", "\0x"]]);
  });

  it("says where the name of a file promises another format than its content has", async () => {
    const codes = async (name: string, bytes: Uint8Array, options: ReadRowsOptions = {}) => {
      const path = join(folder, name);
      await writeFile(path, bytes);
      return (await detectFormat(path, options)).findings.filter(({ code }) => code === "format_unlike_name").map(({ message }) => message);
    };
    const csv = Buffer.from("id,city\n1,Bonn\n");
    const workbook = makeWorkbook({ sheets: { S: worksheet('<row r="1"><c r="A1"><v>1</v></c></row>') } });
    expect(await codes("a.csv", workbook)).toEqual(['The file is called "a.csv", and it is an XLSX workbook. It was read as what it is.']);
    expect(await codes("b.csv", Buffer.from('[{"id":1}]'))).toHaveLength(1);
    expect(await codes("c.xls", csv)).toHaveLength(1);
    expect(await codes("d.csv", gzipSync(csv))).toHaveLength(1);
    expect(await codes("e.csv", csv)).toEqual([]);
    expect(await codes("f.csv.gz", gzipSync(csv))).toEqual([]);
    expect(await codes("g.txt", csv)).toEqual([]);
    expect(await codes("h.json", Buffer.from("a,b\n1,2\n"), { format: "delimited" })).toEqual([]);
  });

  it("reads UTF-32 and ISO-2022-KR, and refuses Johab by its name", async () => {
    const utf32 = Buffer.concat(
      Array.from("\ufeffid,city\n1,Köln😀\n", (sign) => Buffer.from(Uint32Array.of(sign.codePointAt(0) ?? 0).buffer)),
    );
    expect(await readAll(utf32)).toMatchObject({ columns: ["id", "city"], rows: [["1", "Köln😀"]] });
    const korean = Buffer.from("\u001b$)Cid,name\n1,\u000e1h\u000f\n2,\u000e1h1h\u000f\n", "latin1");
    expect(await readAll(korean)).toMatchObject({
      columns: ["id", "name"],
      rows: [
        ["1", "김"],
        ["2", "김김"],
      ],
    });
    const johab =
      "b7a19f712cba81ada10a8bb1c0e9ae81936520ace1b689cb62a569afa1b54120ac6989a120b7b6af7393a194612c887790718a810ab7a1b577d38193" +
      "6520a681ac6589d7b562afa19da120887393a194612cd081b68594818a810ab6819fa12090619c61b78120a1a1976520ac619c71b76520a4f320b47c" +
      "b54120cd779777d06194612c8b619fa189a120b861b7419db394610a";
    for (const source of [Buffer.from(johab, "hex"), Readable.from([Buffer.from(johab, "hex")])]) {
      await expect(readAll(source)).rejects.toMatchObject({ code: "FILE_FORMAT_UNSUPPORTED", details: { looksLike: "johab" } });
    }
  });

  it("leaves out rows of empty cells, as spreadsheets leave them below a table", async () => {
    expect(await readAll(Buffer.from('id,city\n1,Bonn\n,\n3,\n"",""\n,\n'))).toMatchObject({
      rows: [
        ["1", "Bonn"],
        ["3", ""],
      ],
      rowNumbers: [2, 4],
      findings: ["blank_lines ×3 @3,5,6"],
    });
  });

  it.each([[undefined], ["exceljs" as const]])("fills the cells under merged ones of a workbook if asked to, engine %s", async (engine) => {
    const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const rows = `<row r="1">${cell("A1", "region")}${cell("B1", "city")}</row><row r="2">${cell("A2", "West")}${cell("B2", "Bonn")}</row><row r="3"><c r="A3"/>${cell("B3", "Trier")}</row>`;
    const bytes = makeWorkbook({ sheets: { S: worksheet(rows, '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>') } });
    expect((await readAll(bytes, { engine })).rows[1]).toEqual(["", "Trier"]);
    expect((await readAll(bytes, { engine, fillMergedCells: true })).rows[1]).toEqual(["West", "Trier"]);
  });

  it("keeps the cells of a row beyond maxColumns together, and says so", async () => {
    const read = await readAll(Buffer.from("a,b,c\n1,2,3,4,5\n6,7,8\n"), { maxColumns: 3 });
    expect(read.rows).toEqual([
      ["1", "2", "3", "4,5"],
      ["6", "7", "8"],
    ]);
    expect(read.findings).toContain("too_many_cells ×1 @2");
  });

  it("names columns without a header by their position", async () => {
    expect(await readAll(Buffer.from("1,2\n3,4\n5,6\n"))).toMatchObject({ columns: ["column_1", "column_2"], rows: { length: 3 } });
  });

  it("yields one batch for a table without rows", async () => {
    expect(await readAll(Buffer.from("id,name\n"))).toMatchObject({ columns: ["id", "name"], rows: [], batches: 1 });
    expect(await readAll(Buffer.from(""))).toMatchObject({ columns: [], rows: [], batches: 1 });
  });

  it("reads no further than it is asked to, and closes its source when the loop is left", async () => {
    let taken = 0;
    let left = false;
    async function* source() {
      try {
        while (true) {
          taken += 1;
          yield Buffer.from("1,Bonn\n".repeat(20_000));
        }
      } finally {
        left = true;
      }
    }
    for await (const batch of readRows(source(), { header: false })) {
      expect(batch.rows.length).toBeGreaterThan(0);
      break;
    }
    expect(left).toBe(true);
    // The megabyte that detection looks at, and the chunk after it.
    expect(taken).toBeLessThan(12);
  });

  it("throws the reason of its signal, also while the source hangs", async () => {
    const controller = new AbortController();
    const reason = new Error("never mind");
    async function* source() {
      yield Buffer.from("a,b\n");
      queueMicrotask(() => controller.abort(reason));
      await new Promise(() => {});
    }
    await expect(readAll(source(), { signal: controller.signal })).rejects.toBe(reason);
    await expect(readAll(Buffer.from("a\n"), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("lets other work have its turn while it reads from memory", async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await readAll(Buffer.from("1,Bonn\n".repeat(1_000_000)));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  it.each([
    { format: "pdf" },
    { engine: "perl" },
    { header: "yes" },
    { fillMergedCells: 1 },
    { quote: "\u201c" },
    { escape: "\u00b4" },
    { sheet: -1 },
    { flattenDepth: 1.5 },
    { layout: [] },
    { layout: [{ start: 0, width: 3 }] },
    {
      layout: [
        { start: 1, width: 3 },
        { start: 3, width: 2 },
      ],
    },
    { maxInflatedBytes: 0 },
  ])("refuses the options %j", async (options) => {
    await expect(readAll(Buffer.from("a\n"), options as ReadRowsOptions)).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});

describe("detectFormat", () => {
  it("answers how a file is to be read", async () => {
    const content = gzipSync("Report\nid;Stadt\n1;Köln\n2;Bonn\n");
    expect(await detectFormat(content)).toMatchObject({
      format: "delimited",
      container: "gzip",
      encoding: { name: "utf-8", byteOrderMark: false, confidence: 1 },
      dialect: { delimiter: ";", quote: '"', lineEnd: "lf" },
      preambleRows: 1,
      headerRows: 1,
      hasHeader: true,
      columns: ["id", "Stadt"],
      columnCount: 2,
      findings: [],
    });
  });

  it.each([
    ["a Parquet file", [...Buffer.from("PAR1")]],
    ["an SQLite database", [...Buffer.from("SQLite format 3\0")]],
    ["a PDF document", [...Buffer.from("%PDF-1.7")]],
    ["a PNG image", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ])("refuses %s by its name", async (name, bytes) => {
    await expect(detectFormat(Buffer.from(bytes))).rejects.toMatchObject({
      code: "FILE_NOT_TEXT",
      message: expect.stringContaining(name),
      retriable: false,
    });
  });
});

describe("readRows of a stream that has failed before the iteration begins", () => {
  it("rejects the iteration, and ends no process", async () => {
    const stream = createReadStream(new URL("there-is-no-such-file.csv", import.meta.url));
    const rows = readRows(stream);
    await new Promise<void>((resolve) => stream.on("close", resolve));
    await expect(rows.next()).rejects.toMatchObject({ code: "ENOENT" });
  });
});
