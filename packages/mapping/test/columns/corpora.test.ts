import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { type MatchTable, matchColumns } from "../../src/index.ts";

const folder = resolve(import.meta.dirname, "../../../..", process.env["ROWMILL_CORPORA"] ?? "../shared/corpora");
const scorer = join(folder, "score-mapping.mjs");
const present = existsSync(scorer);
if (!present)
  process.stdout.write(`The corpora of mapping were skipped: there is no ${scorer}. Set ROWMILL_CORPORA to the folder of the corpora.\n`);

interface GoldPair {
  readonly source: string;
  readonly target: string;
}
interface Scorer {
  loadPairs(root: string, filter: (dataset: string) => boolean): readonly GoldPair[];
  loadTable(file: string, maxRows: number): { readonly columns: readonly { readonly name: string; readonly values: readonly string[] }[] };
  scorePair(
    pair: GoldPair,
    prediction: object,
    targets: number,
  ): { recallAtGT: number; f1: number; conf: readonly (readonly [number, 0 | 1])[] };
}

/** Columns with their values counted, without a profile: this test is about matching, and cheap. */
function table(file: string, { loadTable }: Scorer): MatchTable {
  return {
    columns: loadTable(file, 300).columns.map(({ name, values }) => {
      const counts = new Map<string, number>();
      for (const value of values) if (value.trim() !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
      return { name, ...(counts.size > 0 ? { values: [...counts].map(([value, count]) => ({ value, count })) } : {}) };
    }),
  };
}

async function scoresOf(dataset: string) {
  const api = (await import(pathToFileURL(scorer).href)) as Scorer;
  return api
    .loadPairs(folder, (name) => name === dataset)
    .map((pair) => {
      const source = table(pair.source, api);
      const target = table(pair.target, api);
      const match = matchColumns(source, target);
      const name = (side: MatchTable, index: number) => side.columns[index]?.name;
      const ranked = target.columns.flatMap((_, index) =>
        match
          .candidatesOfTarget(index, source.columns.length)
          .map((one) => [name(source, one.source), name(target, one.target), one.score]),
      );
      const assigned = match.assigned.map((one) => [name(source, one.source), name(target, one.target), one.confidence]);
      return api.scorePair(pair, { ranked, assigned }, target.columns.length);
    });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.skipIf(!present)("the development sets", () => {
  // A little below what the bench measures (docs/mapping.md), so that only a real loss fails.
  it.each([
    ["fabricated", "recallAtGT", 0.96],
    ["codemeta", "f1", 0.7],
    ["bank2ynab", "f1", 0.57],
    ["smutf", "recallAtGT", 0.85],
    ["valentine-magellan", "recallAtGT", 1],
  ] as const)("%s keeps its %s of %d", async (dataset, measure, least) => {
    const scores = await scoresOf(dataset);
    expect(scores.length).toBeGreaterThan(0);
    expect(mean(scores.map((score) => score[measure]))).toBeGreaterThanOrEqual(least);
  });

  it("are right in 95 of 100 pairs with a confidence of 0.9 or more", async () => {
    const all = (await Promise.all(["fabricated", "codemeta", "bank2ynab", "smutf"].map(scoresOf))).flat();
    const sure = all.flatMap(({ conf }) => conf).filter(([confidence]) => confidence >= 0.9);
    expect(mean(sure.map(([, right]) => right))).toBeGreaterThanOrEqual(0.95);
  });
});
