import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detectFormat } from "../../../src/detect-format.ts";
import { readRows } from "../../../src/read-rows.ts";

// Text without a usual delimiter, as programs print it: how its cells are separated has to be known whatever they hold.

async function read(lines: readonly string[]) {
  const bytes = Buffer.from(`${lines.join("\n")}\n`);
  const { format, hasHeader, preambleRows } = await detectFormat(bytes);
  const rows: (readonly (string | null)[])[] = [];
  let columns: readonly string[] = [];
  for await (const batch of readRows(bytes)) {
    rows.push(...batch.rows);
    columns = batch.columns;
  }
  return { format, columns: hasHeader ? columns : null, above: preambleRows, rows };
}

const NAMES = ["id", "day", "rate", "count", "level", "depth", "speed"];
const TITLES = ["Nurse", "Junior Data Analyst", "Senior Tax Adviser", "Clerk", "Driver", "New York", "Green tea cup"];
const PROSE = [
  "List of stations, state of last autumn",
  "ID = number given by the service; letters are possible",
  "Some posts have no data at all, see the other file.",
  "Remarks:",
  "- A post without a name was never described.",
  "DEG = degrees with three decimals",
];

/** Rows of numbers, of different lengths. */
const numbers = fc
  .record({ width: fc.integer({ min: 3, max: 7 }), count: fc.integer({ min: 6, max: 40 }), seed: fc.integer({ min: 1, max: 97 }) })
  .map(({ width, count, seed }) =>
    Array.from({ length: count }, (_, row) =>
      Array.from({ length: width }, (_cell, column) => {
        const value = (row + 1) * (column * seed + 3) + seed;
        return column === 0 ? String(1_000 + row) : column % 2 ? String(value % 997) : `${value % 300}.${seed % 10}`;
      }),
    ),
  );

/** Lined up: texts at the left of their field, numbers at its right, and this many blanks between fields. */
function lineUp(rows: readonly (readonly string[])[], gap: number): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (/^[\d.]+$/.test(cell) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join(" ".repeat(gap))
      .trimEnd(),
  );
}

/** Records with titles of several words: number, title, amount, day. */
const records = fc
  .record({ count: fc.integer({ min: 10, max: 40 }), seed: fc.integer({ min: 1, max: 50 }) })
  .map(({ count, seed }) =>
    Array.from({ length: count }, (_, row) => [
      String(1_000 + row),
      TITLES[(row * seed + row) % TITLES.length] ?? "",
      String(1_500 + ((row * seed) % 700)),
      `2024-01-${String((row % 28) + 1).padStart(2, "0")}`,
    ]),
  );

const RUNS = { numRuns: 60 };

describe("cells between blanks", () => {
  it("are those that single blanks separate, with names and without", async () => {
    await fc.assert(
      fc.asyncProperty(numbers, fc.boolean(), async (rows, isNamed) => {
        const names = NAMES.slice(0, rows[0]?.length);
        const lines = [...(isNamed ? [names] : []), ...rows].map((row) => row.join(" "));
        expect(await read(lines)).toEqual({ format: "delimited", columns: isNamed ? names : null, above: 0, rows });
      }),
      RUNS,
    );
  });

  it("are the same where they are lined up", async () => {
    await fc.assert(
      fc.asyncProperty(numbers, fc.integer({ min: 1, max: 3 }), async (rows, gap) => {
        const names = NAMES.slice(0, rows[0]?.length);
        expect(await read(lineUp([names, ...rows], gap))).toMatchObject({ columns: names, rows });
      }),
      RUNS,
    );
  });

  it("are found below comments of any words", async () => {
    const comments = fc.array(fc.constantFrom(...PROSE, "trend  #days", ""), { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(numbers, comments, async (rows, above) => {
        // As many words as there are columns would be their names.
        const lines = above.filter((line) => line.trim().split(/\s+/).length !== rows[0]?.length).map((line) => `# ${line}`);
        expect((await read([...lines, ...rows.map((row) => row.join(" "))])).rows).toEqual(rows);
      }),
      RUNS,
    );
  });

  it("have the names of the comment that has as many words", async () => {
    await fc.assert(
      fc.asyncProperty(numbers, fc.constantFrom("# ", "#Fields: "), async (rows, mark) => {
        const names = NAMES.slice(0, rows[0]?.length);
        const lines = ["#Software: some program 1.0", "#Version: 1.0", `${mark}${names.join(" ")}`, ...rows.map((row) => row.join(" "))];
        expect(await read(lines)).toMatchObject({ columns: names, rows });
      }),
      RUNS,
    );
  });
});

describe("fields that are lined up", () => {
  it("keep the blanks inside of their values", async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 2, max: 4 }), async (rows, gap) => {
        const names = ["ID", "TITLE", "PAY", "START"];
        expect(await read(lineUp([names, ...rows], gap))).toMatchObject({ columns: names, rows });
      }),
      RUNS,
    );
  });

  it("are found below prose", async () => {
    const prose = fc.array(fc.constantFrom(...PROSE), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(records, prose, fc.boolean(), async (rows, above, isDrawn) => {
        const names = ["ID", "TITLE", "PAY", "START"];
        const [header = "", ...lines] = lineUp([names, ...rows], 2);
        const drawn = isDrawn ? ["-".repeat(header.length + 5)] : [];
        const found = await read([...above, "", header, ...drawn, ...lines]);
        expect(found).toMatchObject({ format: "fixed-width", columns: names, rows, above: above.length + 1 });
      }),
      RUNS,
    );
  });
});
