import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyzeFile } from "../../src/analyze/analyze-file.ts";
import { Kind } from "../../src/values/kind.ts";
import { readKind } from "../../src/values/read-value.ts";

/** More different values than are counted exactly: the column's cells are read in runs then. */
const ROWS = 30_000;

async function profileOf(values: readonly string[]) {
  const lines = values.map((value, row) => `${row},"${value}"`);
  const { columns } = await analyzeFile(Buffer.from(`id,value\n${lines.join("\n")}\n`), { thread: false, delimiter: ",", header: true });
  return columns[1];
}

/** Numbers that look random and differ for each row. */
function numbersOf(seed: number): (row: number, below: number) => number {
  return (row, below) => (Math.imul(row + 1, (seed | 1) ^ 0x9e37_79b0) >>> 0) % below;
}

describe("columns that are read in runs", () => {
  it("take a text for a phone number where the reader of cells does", async () => {
    const separator = fc.constantFrom(" ", " ", " ", "  ", "-", ". ");
    // The second are also how numbers are grouped.
    const groups = fc.oneof(
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom([2, 3, 3], [1, 3, 3, 3]),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer(), groups, separator, async (seed, sizes, between) => {
        const number = numbersOf(seed);
        const odd = (row: number) => `+${sizes.map((size, at) => String(number(row + at, 10 ** size)).padStart(size, "1")).join(between)}`;
        // Most are phone numbers, so that the runs are for these; each is another one.
        const values = Array.from({ length: ROWS }, (_, row) => (row % 8 === 0 ? odd(row) : `+49 30 ${1_000_000 + row}`));
        const phones = values.filter((value) => readKind(value) === Kind.Phone).length;
        const profile = await profileOf(values);
        expect(profile?.semantic).toBe("phone");
        expect(profile?.disagreeing.count).toBe(ROWS - phones);
      }),
      { numRuns: 8 },
    );
  });

  it("measure and compare texts of any script as JavaScript does", async () => {
    const letter = fc.constantFrom("a", "ä", "日", "\ue000", "\u{1f600}", "\uffee", "Ł", "z");
    const words = fc.array(
      fc.array(letter, { minLength: 1, maxLength: 40 }).map((letters) => letters.join("")),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(fc.integer(), words, words, async (seed, heads, tails) => {
        const number = numbersOf(seed);
        const values = Array.from({ length: ROWS }, (_, row) => {
          // The extremes come late, when the runs have begun.
          if (row < ROWS - 2_000) return `m ä${number(row, 99)} t${row}`;
          return `${heads[number(row, heads.length)]} ${tails[number(row + 1, tails.length)]} t${row}`;
        });
        const lengths = values.map((value) => Array.from(value).length);
        const sorted = values.toSorted();
        expect(await profileOf(values)).toMatchObject({
          min: sorted[0],
          max: sorted.at(-1),
          length: {
            min: Math.min(...lengths),
            max: Math.max(...lengths),
            mean: expect.closeTo(lengths.reduce((a, b) => a + b) / ROWS, 6) as number,
          },
        });
      }),
      { numRuns: 8 },
    );
  });
});
