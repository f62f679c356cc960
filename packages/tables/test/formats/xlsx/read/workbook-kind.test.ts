import { describe, expect, it } from "vitest";
import { isOle, oleError, packageKind } from "../../../../src/formats/xlsx/read/workbook-kind.ts";
import { openZip } from "../../../../src/archive/open-zip.ts";
import { bytesAccess } from "../../../../src/archive/random-access.ts";
import { makeZip } from "../../../archive/make-zip.ts";
import { makeWorkbook, openBytes } from "./make-workbook.ts";

const archiveOf = (...names: string[]) => makeZip(names.map((name) => ({ name, data: "" })));

describe("a document in a ZIP archive", () => {
  it.each([
    ["XLSB", ["[Content_Types].xml", "xl/workbook.bin"]],
    ["ODS", ["mimetype", "content.xml"]],
    ["DOCX", ["[Content_Types].xml", "word/document.xml"]],
    ["PPTX", ["[Content_Types].xml", "ppt/presentation.xml"]],
    ["Numbers", ["Index/Document.iwa"]],
  ])("that is %s is refused by its name", async (name, parts) => {
    await expect(openBytes(archiveOf(...parts))).rejects.toMatchObject({
      code: "FILE_FORMAT_UNSUPPORTED",
      message: expect.stringContaining(name),
    });
  });

  it("that is a workbook is told from an archive of files", async () => {
    const kindOf = async (bytes: Uint8Array) => packageKind(await openZip(bytesAccess(bytes)));
    expect(await kindOf(makeWorkbook({}))).toBe("xlsx");
    expect(await kindOf(archiveOf("data/workbook.xml", "a.csv"))).toBeUndefined();
    expect(await kindOf(archiveOf("a.csv"))).toBeUndefined();
  });
});

describe("an OLE2 file", () => {
  it.each([
    ["an encrypted workbook", ["Root Entry", "EncryptionInfo", "EncryptedPackage"], "FILE_ENCRYPTED", "password"],
    ["an XLS workbook", ["Root Entry", "Workbook"], "FILE_FORMAT_UNSUPPORTED", "XLS"],
    ["an XLS workbook of Excel 95", ["Root Entry", "Book"], "FILE_FORMAT_UNSUPPORTED", "XLS"],
    ["a Word document", ["Root Entry", "WordDocument"], "FILE_FORMAT_UNSUPPORTED", "DOC"],
    ["something else", [], "FILE_FORMAT_UNSUPPORTED", "OLE2"],
  ])("that is %2$s is refused as that: %s", async (_, streams, code, word) => {
    const bytes = ole(...streams);
    expect(isOle(bytes)).toBe(true);
    expect(await oleError(bytesAccess(bytes))).toMatchObject({ code, message: expect.stringContaining(word), retriable: false });
  });

  it("is refused even if nothing but its signature is there", async () => {
    expect(await oleError(bytesAccess(ole().subarray(0, 8)))).toMatchObject({ code: "FILE_FORMAT_UNSUPPORTED" });
  });
});

function ole(...streams: string[]): Buffer {
  const directory = streams.map((name) => {
    const entry = Buffer.alloc(128);
    entry.write(name, "utf16le");
    return entry;
  });
  const header = Buffer.alloc(512);
  header.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  header.writeUInt16LE(9, 30);
  header.writeUInt32LE(1, 48);
  return Buffer.concat([header, Buffer.alloc(512), ...directory]);
}
