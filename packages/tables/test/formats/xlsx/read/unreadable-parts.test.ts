import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyzeFile, detectFormat, readRows } from "../../../../src/index.ts";
import { makeZip, type ZipPart } from "../../../archive/make-zip.ts";
import { relationships, worksheet } from "./make-workbook.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowmill-unreadable-"));
});
afterAll(() => rm(folder, { recursive: true }));

const PARTS: Readonly<Record<string, string>> = {
  "[Content_Types].xml": "<Types/>",
  "_rels/.rels": relationships([["rId1", "officeDocument", "xl/workbook.xml"]]),
  "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
  "xl/_rels/workbook.xml.rels": relationships([
    ["rId1", "worksheet", "worksheets/sheet1.xml"],
    ["rId2", "sharedStrings", "sharedStrings.xml"],
    ["rId3", "styles", "styles.xml"],
  ]),
  "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
  "xl/sharedStrings.xml": "<sst><si><t>id</t></si><si><t>day</t></si></sst>",
  "xl/worksheets/sheet1.xml": worksheet(
    '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c><v>1</v></c><c s="1"><v>45000</v></c></row>',
  ),
};

/** What can be wrong with a part, and the code of the error. */
const FAULTS: Readonly<Record<string, readonly [damage: (data: string) => Partial<ZipPart>, code: string]>> = {
  "is cut off": [(data) => ({ data: data.slice(0, -6) }), "FILE_CORRUPT"],
  "is no XML": [() => ({ data: "PK and more" }), "FILE_CORRUPT"],
  "is empty": [() => ({ data: "" }), "FILE_CORRUPT"],
  "declares a document type": [(data) => ({ data: `<!DOCTYPE x>${data}` }), "FILE_CORRUPT"],
  "has another checksum": [() => ({ crc: 1 }), "FILE_CORRUPT"],
  "is damaged deflate": [(data) => ({ packed: deflateRawSync(data).fill(0xff, 3) }), "FILE_CORRUPT"],
  "is longer than the archive": [() => ({ packedBytes: 1_000_000 }), "FILE_CORRUPT"],
  "is encrypted": [() => ({ flags: 1 }), "FILE_ENCRYPTED"],
  "is packed by another method": [() => ({ method: 12 }), "FILE_FORMAT_UNSUPPORTED"],
};

const READ_PARTS = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"];

// A rejection that nothing handles fails the run: vitest listens for it.
describe.each(READ_PARTS)("a workbook whose %s cannot be read", (name) => {
  it.each(Object.entries(FAULTS))("because it %s is rejected by every function", async (_, [damage, code]) => {
    const bytes = makeZip(Object.entries(PARTS).map(([part, data]) => ({ name: part, data, ...(part === name && damage(data)) })));
    expect(await codeOf(readAll(bytes))).toBe(code);
    expect(await codeOf(detectFormat(bytes))).toBe(code);
    expect(await codeOf(analyzeFile(bytes, { thread: false }))).toBe(code);
  });
});

describe("a workbook whose styles cannot be read", () => {
  it("is rejected by a worker thread as corrupt, which is not retried", async () => {
    const path = join(folder, "styles.xlsx");
    await writeFile(
      path,
      makeZip(Object.entries({ ...PARTS, "xl/styles.xml": "<styleSheet>" }).map(([part, data]) => ({ name: part, data }))),
    );
    await expect(analyzeFile(path)).rejects.toMatchObject({ code: "FILE_CORRUPT", retriable: false });
  });
});

describe("the workbook of these tests", () => {
  it("is read where nothing is wrong with it", async () => {
    const bytes = makeZip(Object.entries(PARTS).map(([part, data]) => ({ name: part, data })));
    expect(await readAll(bytes)).toEqual([["1", "2023-03-15"]]);
  });
});

async function readAll(bytes: Uint8Array): Promise<(readonly (string | null)[])[]> {
  const all: (readonly (string | null)[])[] = [];
  for await (const { rows } of readRows(bytes)) all.push(...rows);
  return all;
}

async function codeOf(reading: Promise<unknown>): Promise<unknown> {
  return reading.then(
    () => "read",
    (error: { readonly code?: unknown }) => error.code ?? error,
  );
}
