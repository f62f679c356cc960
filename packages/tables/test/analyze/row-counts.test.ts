import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyzeInput } from "../../src/analyze/analyze-input.ts";
import { completeSettings } from "../../src/analyze/analyze-options.ts";
import { fileInput } from "../../src/bytes/byte-input.ts";
import { HELD_BLANKS } from "../../src/frame/data-rows.ts";
import { readRows } from "../../src/index.ts";
import type { FormatOptions } from "../../src/table/format-options.ts";
import { rangesHere } from "./ranges-here.ts";

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowmill-row-counts-"));
  path = join(folder, "table.csv");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** How many rows of data a file has: by `readRows`, and by an analysis with a sample of so many rows, in one range or some. */
async function counts(text: string | Buffer, options: FormatOptions, sampleRows: readonly number[], cuts: readonly number[]) {
  await writeFile(path, text);
  let read = 0;
  for await (const { rows } of readRows(path, options)) read += rows.length;
  const analyzed = [];
  for (const sample of sampleRows) {
    const settings = completeSettings({ ...options, sampleRows: sample });
    for (const ranges of [undefined, rangesHere(cuts)]) {
      const { rowCount } = await analyzeInput(await fileInput(path), settings, { onProgress() {} }, ranges);
      analyzed.push(rowCount);
    }
  }
  return { read, analyzed };
}

const SAMPLES = [0, 1, 3, 100];

/** Lines of which some readers say that nothing is on them. */
const BLANKS = [
  "",
  " ",
  "\t",
  "\u0001",
  "\u001f",
  "\u00a0",
  "\u3000",
  "\u2003",
  "\u2028",
  "\ufeff",
  "\u200b",
  "\u0085",
  '""',
  '" "',
  '"\u3000"',
  "\u3000x",
];

describe("the rows of an analysis", () => {
  it.each(BLANKS)("are those that readRows has, with a line of %j", async (blank) => {
    const lines = Array.from({ length: 40 }, (_, row) => (row === 20 ? blank : `value ${row}`));
    for (const text of [
      ["name", ...lines],
      ["id,name", ...lines.map((line, row) => (row === 20 ? line : `${row},${line}`))],
    ]) {
      const options = { format: "delimited", delimiter: ",", quote: '"', header: true } as const;
      const { read, analyzed } = await counts(`${text.join("\n")}\n`, options, SAMPLES, [100, 250]);
      expect(new Set(analyzed)).toEqual(new Set([read]));
    }
  });

  it("are those that readRows has, whatever lines are blank, wherever the file is cut", async () => {
    const line = fc.oneof(fc.constantFrom(...BLANKS), fc.constantFrom("a", "1", "a,b", ",", '"",""', ",a", '"a', "x"));
    const options = fc.record({ header: fc.constantFrom(true, false, undefined), delimiter: fc.constantFrom(",", null, " ") });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 25 }),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.array(fc.nat({ max: 80 }), { maxLength: 3 }),
        options,
        async (lines, lineEnd, cuts, { header, delimiter }) => {
          const text = ["head", ...lines].join(lineEnd);
          const bytes = Buffer.byteLength(text);
          const places = cuts.filter((cut) => cut > 4 && cut < bytes).toSorted((a, b) => a - b);
          const { read, analyzed } = await counts(text, { format: "delimited", quote: '"', delimiter, header }, SAMPLES, places);
          expect(new Set(analyzed)).toEqual(new Set([read]));
        },
      ),
      { numRuns: 100 },
    );
  }, 300_000);

  it("are those that readRows has where more blank lines follow each other than are held back", async () => {
    const text = Buffer.concat([Buffer.from("age\n1\n2\n"), Buffer.alloc(HELD_BLANKS + 5, "\n"), Buffer.from("3\n\n4\n\n")]);
    const options = { format: "delimited", delimiter: null, quote: '"', header: true } as const;
    const { read, analyzed } = await counts(text, options, [0, 2], [400_000, HELD_BLANKS]);
    expect(read).toBe(HELD_BLANKS + 5);
    expect(new Set(analyzed)).toEqual(new Set([read]));
  });

  it.each([1, 2, 3])("are those that readRows has, with at most %i columns", async (maxColumns) => {
    const lines = ["a|b|c|d", "||x|", "|||", "x|||", "1|2|3|4", "x"];
    const { read, analyzed } = await counts(lines.join("\n"), { format: "delimited", delimiter: "|", maxColumns }, SAMPLES, [12, 20]);
    expect(new Set(analyzed)).toEqual(new Set([read]));
  });

  // What is left out between cells moves the bytes of a block: a range would not know where in the file it ends.
  it.each([", ", "||", " ", "\u2502"])(
    "are those that readRows has, where %j separates cells, wherever the file is cut",
    async (delimiter) => {
      const rows = Array.from({ length: 30 }, (_, row) => [`a${row}`, row, row / 8, `"x y"`].join(delimiter));
      const text = ["name", "count", "rate", "note"].join(delimiter).concat("\n", rows.join("\n"), "\n");
      for (let cut = 100; cut < 400; cut += 23) {
        const { read, analyzed } = await counts(text, { format: "delimited" }, [1], [cut]);
        expect(new Set([read, ...analyzed]), `cut at ${cut}`).toEqual(new Set([30]));
      }
    },
  );

  it("are rows where a pair of quotes is all that is on a line", async () => {
    const options = { format: "delimited", delimiter: ",", quote: '"', header: true } as const;
    expect((await counts('name\n"a"\n""\n"b"\n""\n', options, SAMPLES, [10])).read).toBe(4);
  });
});
