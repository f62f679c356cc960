import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyzeInput } from "../../src/analyze/analyze-input.ts";
import { type AnalyzeOptions, completeSettings } from "../../src/analyze/analyze-options.ts";
import type { FastPaths } from "../../src/analyze/profile-opened.ts";
import { fileInput, memoryInput } from "../../src/bytes/byte-input.ts";
import { rangesHere } from "./ranges-here.ts";

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowmill-fast-paths-"));
  path = join(folder, "table");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** By which ways an analysis read a text, and how many rows it found. */
async function waysOf(
  text: string,
  options: AnalyzeOptions = {},
  cuts?: readonly number[],
): Promise<FastPaths & { readonly rowCount: number }> {
  let ways: FastPaths | undefined;
  const host = { onProgress() {}, onProfiled: (fastPaths: FastPaths) => (ways = fastPaths) };
  await writeFile(path, text);
  const input = cuts ? await fileInput(path) : memoryInput(Buffer.from(text));
  const { rowCount } = await analyzeInput(input, completeSettings(options), host, cuts && rangesHere(cuts));
  return { ...(ways ?? expect.fail("Nothing was told of the ways")), rowCount };
}

const CSV = `id,city,rate\n${Array.from({ length: 500 }, (_, row) => `${row},"Köln ${row % 7}",${row / 8}`).join("\n")}\n`;
const RECORDS = Array.from({ length: 500 }, (_, id) => ({ id, city: `Köln ${id % 7}`, at: { x: id / 8, y: null } }));

describe("an analysis", () => {
  it("reads delimited text in the kernel after its first rows", async () => {
    expect(await waysOf(CSV, { sampleRows: 10 })).toEqual({ rowCount: 500, ranges: 0, kernelRows: 490 });
    expect(await waysOf(CSV, { sampleRows: 0 })).toEqual({ rowCount: 500, ranges: 0, kernelRows: 499 });
  });

  it("reads ranges of a file side by side", async () => {
    expect(await waysOf(CSV, {}, [3_000, 6_000])).toMatchObject({ rowCount: 500, ranges: 3 });
  });

  it.each([
    ["another encoding than UTF-8", { encoding: "windows-1252" }],
    ["another engine", { engine: "csv-parse" }],
    ["rows that are left out", { omit: ["totals"] }],
  ] as const)("reads no ranges with %s", async (_, options) => {
    expect(await waysOf(CSV, options, [3_000])).toMatchObject({ rowCount: 500, ranges: 0 });
  });

  it.each([
    ["JSON Lines", RECORDS.map((record) => JSON.stringify(record)).join("\n")],
    ["a list", JSON.stringify(RECORDS)],
    ["a list over lines", JSON.stringify(RECORDS, null, 2)],
    ["records in an envelope", JSON.stringify({ meta: { count: 500 }, data: RECORDS })],
  ])("reads records of %s in the kernel after the first ones", async (_, text) => {
    const { kernelRows, rowCount } = await waysOf(text, { sampleRows: 10 });
    expect(rowCount).toBe(500);
    expect(kernelRows).toBeGreaterThan(400);
  });

  it("reads most of any file that a program has written by a fast way", async () => {
    const cell = fc.oneof(fc.string({ maxLength: 8 }), fc.integer().map(String), fc.constantFrom("", "Köln", 'a "b"', "c,d", "e\nf"));
    // A number a row: rows of empty cells between others part two tables, and only one of them is counted.
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 40, maxLength: 80 });
    let runs = 0;
    let ranged = 0;
    await fc.assert(
      fc.asyncProperty(rows, fc.double({ min: 0.2, max: 0.9, noNaN: true }), async (table, share) => {
        const text = [
          "id,b,c",
          ...table.map((row, at) => [`${at + 1}`, ...row].map((value) => `"${value.replaceAll('"', '""')}"`).join(",")),
        ].join("\r\n");
        const options = { format: "delimited", delimiter: ",", quote: '"', header: true, sampleRows: 1, encoding: "utf-8" } as const;
        const { ranges, kernelRows, rowCount } = await waysOf(text, options, [Math.floor(Buffer.byteLength(text) * share)]);
        runs += 1;
        if (ranges === 2) ranged += 1;
        else expect(kernelRows).toBeGreaterThan(rowCount / 2);
      }),
      { numRuns: 60 },
    );
    expect(ranged / runs).toBeGreaterThan(0.8);
  });
});
