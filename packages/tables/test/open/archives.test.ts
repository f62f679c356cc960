import { createReadStream } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyzeFile, type DetectOptions, detectFormat, readRows, type TableSource } from "../../src/index.ts";
import { makeWorkbook } from "../formats/xlsx/read/make-workbook.ts";
import { makeZip } from "../archive/make-zip.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowmill-archives-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function readAll(source: TableSource, options: DetectOptions = {}) {
  const rows: (readonly (string | null)[])[] = [];
  let last;
  for await (last of readRows(source, options)) rows.push(...last.rows);
  const { format, container, entry, sheet } = last?.format ?? {};
  return { format, container, entry, sheet, columns: last?.columns, rows, findings: last?.findings.map(({ code }) => code) };
}

const CSV = "id,city\n1,Köln\n2,Bonn\n";
const CITIES = {
  columns: ["id", "city"],
  rows: [
    ["1", "Köln"],
    ["2", "Bonn"],
  ],
};
const WORKBOOK = makeWorkbook({
  rows:
    '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>city</t></is></c></row>' +
    '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr"><is><t>Köln</t></is></c></row>' +
    '<row r="3"><c r="A3"><v>2</v></c><c r="B3" t="inlineStr"><is><t>Bonn</t></is></c></row>',
});

describe("a ZIP archive", () => {
  it("with one table is that table, from a path, bytes and a stream", async () => {
    const archive = makeZip([{ name: "data/cities.csv", data: CSV }]);
    const path = join(folder, "cities.zip");
    await writeFile(path, archive);
    for (const source of [path, archive, createReadStream(path), [archive]]) {
      expect(await readAll(source)).toEqual({
        format: "delimited",
        container: "zip",
        entry: "data/cities.csv",
        sheet: null,
        ...CITIES,
        findings: [],
      });
    }
  });

  it("with several is the largest, or the one that is named; the others are told of", async () => {
    const archive = makeZip([
      { name: "README.txt", data: "Cities of the year, and more to read than the tables have, so that this one is the largest." },
      { name: "small.csv", data: "a\n1\n2\n" },
      { name: "cities.jsonl", data: '{"id":1,"city":"Köln"}\n{"id":2,"city":"Bonn"}\n' },
      { name: "__MACOSX/._cities.csv", data: CSV.repeat(100) },
      { name: "photo.png", data: "x".repeat(1_000) },
    ]);
    expect(await readAll(archive)).toMatchObject({ format: "jsonl", entry: "cities.jsonl", ...CITIES, findings: ["other_tables"] });
    expect((await detectFormat(archive)).otherTables).toEqual([
      { kind: "entry", name: "small.csv" },
      { kind: "entry", name: "README.txt" },
    ]);
    expect(await readAll(archive, { entry: "small.csv" })).toMatchObject({ entry: "small.csv", columns: ["a"] });
    await expect(readAll(archive, { entry: "none.csv" })).rejects.toMatchObject({
      code: "OPTION_INVALID",
      message: expect.stringContaining('"small.csv"'),
    });
  });

  it("may have a gzip in it, or a workbook, or be in a gzip", async () => {
    expect(await readAll(makeZip([{ name: "cities.csv.gz", data: gzipSync(CSV) }]))).toMatchObject({
      container: "zip",
      entry: "cities.csv.gz",
      ...CITIES,
    });
    expect(await readAll(makeZip([{ name: "cities.xlsx", data: WORKBOOK }]))).toMatchObject({
      format: "xlsx",
      container: "zip",
      entry: "cities.xlsx",
      ...CITIES,
    });
    expect(await readAll(gzipSync(WORKBOOK))).toMatchObject({ format: "xlsx", container: "gzip", ...CITIES });
    let deep: Buffer = Buffer.from(CSV);
    for (let level = 0; level < 6; level += 1) deep = gzipSync(deep);
    await expect(readAll(deep)).rejects.toMatchObject({ code: "FILE_NOT_TEXT" });
  });

  it("that is damaged is read as far as it goes, and says so", async () => {
    const archive = makeZip([{ name: "cities.csv", data: CSV, crc: 1 }]);
    expect(await readAll(archive)).toMatchObject({ ...CITIES, findings: ["corrupt_archive"] });
    expect((await analyzeFile(archive)).findings).toMatchObject([{ code: "corrupt_archive", severity: "error" }]);
  });

  it("without a table, with a password, or cut off, is refused", async () => {
    await expect(readAll(makeZip([{ name: "photo.png", data: "x" }]))).rejects.toMatchObject({ code: "FILE_NOT_TEXT" });
    await expect(readAll(makeZip([]))).rejects.toMatchObject({ code: "FILE_NOT_TEXT" });
    await expect(readAll(makeZip([{ name: "a.csv", data: CSV, flags: 1 }]))).rejects.toMatchObject({ code: "FILE_ENCRYPTED" });
    await expect(readAll(makeZip([{ name: "a.csv", data: CSV }]).subarray(0, -30))).rejects.toMatchObject({ code: "FILE_CORRUPT" });
  });

  it("that is a bomb is stopped", async () => {
    const bomb = makeZip([{ name: "a.csv", data: Buffer.alloc(80_000_000, "1,2\n") }]);
    await expect(readAll(bomb)).rejects.toMatchObject({ code: "FILE_TOO_LARGE_INFLATED" });
    await expect(readAll(makeZip([{ name: "a.csv", data: CSV.repeat(1_000) }]), { maxInflatedBytes: 1_000 })).rejects.toMatchObject({
      code: "FILE_TOO_LARGE_INFLATED",
    });
  });

  it("leaves no temporary file behind, however the reading ends", async () => {
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith("rowmill-"));
    const archive = makeZip([{ name: "a.csv", data: CSV.repeat(10_000) }]);
    await readAll([archive]);
    for await (const batch of readRows([archive])) {
      expect(batch.rows.length).toBeGreaterThan(0);
      break;
    }
    await expect(readAll([archive], { entry: "none" })).rejects.toMatchObject({ code: "OPTION_INVALID" });
    await analyzeFile([archive], { thread: false });
    const left = (await readdir(tmpdir())).filter((name) => name.startsWith("rowmill-") && !before.includes(name));
    // Other tests run beside this one and make folders with other names.
    const isUnnamed = (name: string) => /^rowmill-[0-9a-f]{8}-/.test(name);
    expect(left.filter(isUnnamed)).toEqual([]);
  });
});

describe("a workbook", () => {
  it("is read from a path, bytes and a stream, and analyzed", async () => {
    const path = join(folder, "cities.xlsx");
    await writeFile(path, WORKBOOK);
    for (const source of [path, WORKBOOK, [WORKBOOK]]) {
      expect(await readAll(source)).toMatchObject({ format: "xlsx", container: null, sheet: expect.any(String), ...CITIES });
    }
    for (const thread of [true, false]) {
      const profile = await analyzeFile(path, { thread });
      expect(profile).toMatchObject({
        format: "xlsx",
        encoding: null,
        dialect: null,
        rowCount: 2,
        sizeBytes: WORKBOOK.length,
        columns: [{ name: "id", type: "integer" }, { name: "city" }],
      });
    }
  });

  it("is refused where the caller says xlsx and it is none", async () => {
    await expect(readAll(Buffer.from(CSV), { format: "xlsx" })).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});
