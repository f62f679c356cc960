import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { constants, crc32, deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeZip, type ZipPart } from "../../../archive/make-zip.ts";

const PROGRAM = join(import.meta.dirname, "read-workbook-program.ts");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowmill-attacks-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A part that unpacks to `start`, many times `repeated`, and `end`, without anybody ever holding that. */
function repeating(name: string, start: string, repeated: string, times: number, end: string): ZipPart {
  const piece = (text: string) => deflateRawSync(text, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const packed = Buffer.concat([piece(start), ...(Array.from({ length: times }).fill(piece(repeated)) as Buffer[]), deflateRawSync(end)]);
  let crc = crc32(start);
  for (let time = 0; time < times; time += 1) crc = crc32(repeated, crc);
  return { name, data: "", packed, crc: crc32(end, crc) };
}

const BOOK: readonly ZipPart[] = [
  { name: "[Content_Types].xml", data: "<Types/>" },
  { name: "xl/workbook.xml", data: '<workbook><sheets><sheet name="S"/></sheets></workbook>' },
];
const SHEET = "xl/worksheets/sheet1.xml";

interface Readout {
  readonly rows: number;
  readonly characters: number;
  readonly problems: number;
  readonly code: string;
  readonly rssMb: number;
}

async function attack(parts: readonly ZipPart[], ratio?: number): Promise<Readout> {
  const path = join(folder, "attack.xlsx");
  await writeFile(path, makeZip([...BOOK, ...parts]));
  const args = ["--max-old-space-size=64", "--conditions=@rowmill/source", PROGRAM, path, ...(ratio === undefined ? [] : [String(ratio)])];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, TMPDIR: folder, NODE_NO_WARNINGS: "1" } });
  return JSON.parse(stdout) as Readout;
}

/** Node with type stripping takes about 100 of them by itself. */
const MOST_MB = 260;

// Each starts a process, which takes its time where the machine is busy.
describe("a workbook made to harm", () => {
  it("that unpacks to 600 MB is stopped at 200 times its size", async () => {
    const row = `<row><c t="str"><v>${"x".repeat(30_000)}</v></c></row>`;
    const { code, rows, rssMb } = await attack([
      repeating(SHEET, "<worksheet><sheetData>", row.repeat(33), 600, "</sheetData></worksheet>"),
    ]);
    expect(code).toBe("FILE_TOO_LARGE_INFLATED");
    expect(rows).toBeLessThan(6_000);
    expect(rssMb).toBeLessThan(MOST_MB);
  });

  it("with a cell of 600 MB is stopped by the length of a row", async () => {
    const bomb = repeating(
      SHEET,
      '<worksheet><sheetData><row><c t="str"><v>',
      "x".repeat(1_000_000),
      600,
      "</v></c></row></sheetData></worksheet>",
    );
    const { code, rssMb } = await attack([bomb], 1_000_000);
    expect(code).toBe("FILE_RECORD_TOO_LARGE");
    expect(rssMb).toBeLessThan(MOST_MB);
  });

  it.each([
    ["a comment", "<worksheet><!--", "x".repeat(1_000_000), "--><sheetData/></worksheet>"],
    ["blanks", "<worksheet><sheetData>", " ".repeat(1_000_000), "</sheetData></worksheet>"],
    ["elements that nobody knows", "<worksheet><sheetData>", "<a>".repeat(300_000), "</sheetData></worksheet>"],
  ])("with 100 MB of %s takes no memory for them", async (_, start, repeated, end) => {
    const { rssMb, rows } = await attack([repeating(SHEET, start, repeated, 100, end)], 1_000_000);
    expect(rows).toBe(0);
    expect(rssMb).toBeLessThan(MOST_MB);
  });

  it("with a tag that never ends is refused", async () => {
    const { code, rssMb } = await attack(
      [repeating(SHEET, '<worksheet><sheetData a="', "x".repeat(1_000_000), 100, '"/></worksheet>')],
      1_000_000,
    );
    expect(code).toBe("FILE_CORRUPT");
    expect(rssMb).toBeLessThan(MOST_MB);
  });

  it("with a million shared strings is read, the texts in a file that is gone afterwards", async () => {
    const text = "x".repeat(60);
    const strings = repeating("xl/sharedStrings.xml", "<sst>", `<si><t>${text}</t></si>`.repeat(20_000), 50, `<si><t>last</t></si></sst>`);
    const sheet = `<worksheet><sheetData><row><c t="s"><v>765432</v></c><c t="s"><v>1000000</v></c></row></sheetData></worksheet>`;
    const { code, rows, characters, rssMb } = await attack([strings, { name: SHEET, data: sheet }], 1_000_000);
    expect({ code, rows, characters }).toEqual({ code: "none", rows: 1, characters: 64 });
    expect(rssMb).toBeLessThan(MOST_MB);
    expect(await readdir(folder)).toEqual(["attack.xlsx"]);
  });

  it("with a million blank rows has the rows that are filled", async () => {
    const row = "<row><c/></row>".repeat(1 << 14);
    const { rows, rssMb } = await attack([
      {
        name: SHEET,
        data: `<worksheet><sheetData><row><c><v>1</v></c></row>${row.repeat(63)}<row r="1048576"><c><v>2</v></c></row></sheetData></worksheet>`,
      },
    ]);
    expect(rows).toBe(2);
    expect(rssMb).toBeLessThan(MOST_MB);
  });

  it("with a filled last column in each of many rows is read a few rows at a time", async () => {
    const rows = Array.from({ length: 2000 }, (_, index) => `<row r="${index + 1}"><c r="XFD${index + 1}"><v>1</v></c></row>`);
    const { rows: read, rssMb } = await attack([{ name: SHEET, data: `<worksheet><sheetData>${rows.join("")}</sheetData></worksheet>` }]);
    expect(read).toBe(2000);
    expect(rssMb).toBeLessThan(MOST_MB);
  });

  it("with nothing but errors notes them once a row", async () => {
    const row = `<row>${'<c t="e"><v>#N/A</v></c>'.repeat(1000)}</row>`;
    const { rows, problems, rssMb } = await attack(
      [{ name: SHEET, data: `<worksheet><sheetData>${row.repeat(500)}</sheetData></worksheet>` }],
      1_000_000,
    );
    expect({ rows, problems }).toEqual({ rows: 500, problems: 500 });
    expect(rssMb).toBeLessThan(MOST_MB);
  });
});
