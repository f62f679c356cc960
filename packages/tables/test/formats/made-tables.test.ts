import { describe, expect, it } from "vitest";
import { detectFormat, readRows } from "../../src/index.ts";
import { Chance, madeTables, type MadeTable } from "./make-tables.ts";

/** Of a hundred answers that are this sure, 97 must be right. */
const SURE = 0.9;
const TABLES = Number(process.env["ROWMILL_MADE_TABLES"] ?? 60);

/** What is read otherwise than it was written, or `undefined`; and how sure the reader was. */
async function difference(made: MadeTable): Promise<{ readonly wrong: string | undefined; readonly confidence: number }> {
  const bytes = Buffer.from(made.text);
  const { dialect, columns, hasHeader, formatConfidence } = await detectFormat(bytes);
  const rows: (readonly (string | null)[])[] = [];
  for await (const batch of readRows(bytes)) rows.push(...batch.rows);
  const checks: readonly (readonly [string, unknown, unknown])[] = [
    ["delimiter", made.delimiter ?? dialect?.delimiter, dialect?.delimiter],
    ["names", made.names, hasHeader ? columns.map((name) => name.trim()) : undefined],
    ["rows", made.rows, rows.map((row) => row.map((cell) => cell?.trim()))],
  ];
  const wrong = checks.find(([, expected, found]) => JSON.stringify(expected) !== JSON.stringify(found));
  return { wrong: wrong && `${wrong[0]}: ${JSON.stringify(wrong[2])?.slice(0, 200)}`, confidence: formatConfidence };
}

describe("a made-up table", () => {
  it.each(Object.entries(madeTables))("with %s is read as it was written, in 98 of 100", async (_, make) => {
    const wrong: string[] = [];
    let sure = 0;
    let wrongAndSure = 0;
    for (let seed = 1; seed <= TABLES; seed += 1) {
      const found = await difference(make(new Chance(seed * 7_919)));
      if (found.confidence >= SURE) sure += 1;
      if (found.wrong === undefined) continue;
      wrong.push(`${seed}: ${found.wrong}`);
      if (found.confidence >= SURE) wrongAndSure += 1;
    }
    expect(wrong.length, wrong.join("\n")).toBeLessThanOrEqual(TABLES * 0.02);
    expect(wrongAndSure, wrong.join("\n")).toBeLessThanOrEqual(sure * 0.03);
  });
});
