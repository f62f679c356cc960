import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completeSettings } from "../../../src/analyze/analyze-options.ts";
import { profileDelimited } from "../../../src/profile/profile-delimited.ts";
import { profileRange } from "../../../src/profile/ranges/profile-range.ts";
import { profileRanges } from "../../../src/profile/ranges/profile-ranges.ts";
import { rangeCuts } from "../../../src/profile/ranges/range-cuts.ts";
import { createKernel } from "../../../src/kernel/kernel.ts";
import { startProfileKernel } from "../../../src/values/profile-kernel.ts";
import { finishProfile } from "../../../src/profile/finish-profile.ts";
import { type FinishedTally, TableTally } from "../../../src/profile/table-tally.ts";
import { fileInput } from "../../../src/bytes/byte-input.ts";
import { openTable } from "../../../src/open/open-table.ts";

let folder: string;
let fileCount = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rowmill-ranges-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Profiles a text in one pass, and in ranges with these cuts; `undefined` where ranges cannot tell. */
async function bothWays(text: string | Buffer, cuts: readonly number[]) {
  fileCount += 1;
  const path = join(folder, `table-${fileCount}.csv`);
  await writeFile(path, text);
  const settings = completeSettings({ format: "delimited", delimiter: ",", quote: '"', header: true, sampleRows: 1 });
  const table = await openTable(await fileInput(path), settings);
  // Some texts hold two tables, of which one is read: by its rows.
  if (!table.delimited) return { whole: undefined, joined: undefined };
  const source = { ...table.delimited, path, decodeAs: "utf-8" };
  const start = () => {
    const kernel = startProfileKernel(createKernel());
    return { kernel, tally: new TableTally(table, 1, kernel, '"') };
  };
  const finish = (tally: FinishedTally) => {
    const { columns, findings, ...rest } = finishProfile(tally, table, { sizeBytes: 0, durationMs: 0, topValues: 10 });
    return {
      ...rest,
      findings,
      columns: columns.map((column) => ({ ...column, topValues: column.topValuesExact ? column.topValues : [] })),
    };
  };
  const whole = start();
  await profileDelimited(source, whole.tally, whole.kernel, () => {});
  const ranged = start();
  const joined = await profileRanges(
    { source, mustBeUtf8: false, width: table.columns.length, cuts },
    ranged.tally,
    ranged.kernel,
    (task) => Promise.resolve(profileRange(task, () => {})),
    () => {},
  );
  const expected = finish(whole.tally);
  const found = joined && finish(joined);
  if (!found) return { whole: expected, joined: undefined };
  // The last digits of floating-point sums depend on their order.
  const columns = found.columns.map((column, index) => {
    const { mean = null, standardDeviation = null } = expected.columns[index] ?? {};
    const scale = Math.abs(mean ?? 0);
    return {
      ...column,
      mean: isNear(column.mean, mean, scale) ? mean : column.mean,
      standardDeviation: isNear(column.standardDeviation, standardDeviation, scale) ? standardDeviation : column.standardDeviation,
    };
  });
  return { whole: expected, joined: { ...found, columns } };
}

function isNear(a: number | null, b: number | null, scale: number): boolean {
  return a !== null && b !== null && Math.abs(a - b) <= 1e-7 * Math.max(Math.abs(a), Math.abs(b), scale);
}

const everyCut = (length: number) => Array.from({ length: length - 16 }, (_, index) => [index + 16]);

describe("profileRanges", () => {
  it.each([
    ["plain rows", "id,city\n1,Bonn\n2,Rome\n3,Oslo\n4,Kyiv\n5,Bern\n6,Riga\n"],
    ["CRLF", "id,city\r\n1,Bonn\r\n2,Rome\r\n3,Oslo\r\n4,Kyiv\r\n5,Bern\r\n"],
    ["quoted line breaks", 'id,note\n1,"a\nb"\n2,"c\n3,d\ne"\n3,"f"\n4,"g\n\nh"\n5,i\n6,j\n'],
    ["quoted delimiters and quotes", 'id,note\n1,"a,""b"""\n2,"""\n"""\n3,"x,\n4,y"\n5,z\n6,"""",\n'],
    ["no line end at the end", "id,city\n1,Bonn\n2,Rome\n3,Oslo"],
    ["blank lines", "id,city\n1,Bonn\n\n2,Rome\n  \n3,Oslo\n\n"],
    ["rows of empty cells", 'id,city\n1,Bonn\n,\n2,Rome\n"",\n3,\n,Oslo\n,\n,\n'],
    ["ragged rows", "id,city\n1,Bonn\n2\n3,Oslo,x\n4,Kyiv\n5\n"],
    ["non-ASCII text", "id,city\n1,Köln\n2,Zürich\n3,東京\n4,Łódź\n5,😀\n"],
  ])("finds the same as one pass, wherever the file is cut: %s", async (_, text) => {
    const bytes = Buffer.from(text);
    for (const cuts of everyCut(bytes.length)) {
      const { whole, joined } = await bothWays(bytes, cuts);
      expect(joined, `cut at ${cuts.join()}`).toEqual(whole);
    }
  });

  it("finds the same in a table of one column with blank lines", async () => {
    const text = `age\n1\n2\n\n3\n\n\n4\n\n`;
    for (let cut = 6; cut < text.length; cut += 1) {
      const { whole, joined } = await bothWays(text, [cut]);
      expect(joined, `cut at ${cut}`).toEqual(whole);
    }
  });

  it("finds the same, or leaves it to one pass, with any quotes and any cuts", async () => {
    const cell = fc.oneof(
      fc.constantFrom(
        "",
        "x",
        "12",
        "3.5",
        "2024-01-02",
        "NULL",
        "-",
        '"a\nb"',
        '"a,b"',
        '"c""d"',
        '"',
        'e"f',
        '"g"h',
        " i ",
        "Köln",
        '""',
        "1,5",
      ),
      fc.integer().map(String),
      fc.string({ maxLength: 6 }).map((text) => text.replaceAll(/[\r\n]/g, "")),
    );
    const file = fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 30 });
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 3 });
    let runs = 0;
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(file, cuts, fc.constantFrom("\n", "\r\n", "\r"), async (rows, shares, lineEnd) => {
        const bytes = Buffer.from(`first,second,third${lineEnd}1,2,3${lineEnd}${rows.map((row) => row.join(",")).join(lineEnd)}`);
        const head = 24;
        const places = shares.map((share) => head + Math.floor(share * (bytes.length - head))).toSorted((a, b) => a - b);
        const { whole, joined } = await bothWays(bytes, places);
        runs += 1;
        if (!joined) return;
        compared += 1;
        expect(joined).toEqual(whole);
      }),
      { numRuns: 150 },
    );
    // Ranges that are always left to one pass would never be wrong.
    expect(compared / runs).toBeGreaterThan(0.3);
  });

  it("counts many values as one pass does, when the tables of both overflow", async () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => `${row},v${row % 3_000},${(row * 7_919) % 10_007}.${row % 10}`);
    const text = `id,value,amount\n${rows.join("\n")}\n`;
    const { whole, joined } = await bothWays(text, [50_000, 150_000, 200_000]);
    expect(joined).toEqual(whole);
    expect(joined?.columns[0]?.distinct.exact).toBe(false);
    expect(Math.abs((joined?.columns[0]?.distinct.count ?? 0) / 20_000 - 1)).toBeLessThan(0.02);
  });
});

describe("rangeCuts", () => {
  const MB = 1024 * 1024;

  it("leaves small files whole", () => {
    expect(rangeCuts(0, 2)).toEqual([]);
    expect(rangeCuts(10 * MB, 4)).toEqual([]);
    expect(rangeCuts(200 * MB, 1)).toEqual([]);
    expect(rangeCuts(100 * MB, 16)).toHaveLength(2);
  });

  it("gives less to the thread that finds out what the file is, and still less if that is its first", () => {
    expect(rangeCuts(200 * MB, 2)).toEqual([98 * MB]);
    expect(rangeCuts(200 * MB, 2, false)).toEqual([94 * MB]);
    expect(rangeCuts(400 * MB, 4)).toEqual([97 * MB, 198 * MB, 299 * MB]);
  });
});
