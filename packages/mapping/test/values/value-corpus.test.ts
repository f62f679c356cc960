import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { suggestValues, type TargetValue } from "../../src/index.ts";

const corpora = resolve(import.meta.dirname, "../../../..", process.env["ROWMILL_CORPORA"] ?? "../shared/corpora");
const folder = join(corpora, "value-mapping/dev");
if (!existsSync(folder))
  console.warn(`value-mapping was skipped: there is no ${folder}. Set ROWMILL_CORPORA to the folder of the corpora.`);

interface ValueSet {
  readonly source: { readonly values: readonly { readonly value: string; readonly count?: number }[] };
  readonly target: { readonly values: readonly TargetValue[] };
  readonly gold: { readonly matches: readonly (readonly [string, string])[] };
}

describe.skipIf(!existsSync(folder))("suggestValues on 41 public sets", () => {
  it("finds the right values, and is right where it is sure", () => {
    const totals = { gold: 0, none: 0, proposed: 0, right: 0, sure: 0, sureRight: 0, open: 0 };
    for (const name of readdirSync(folder).filter((entry) => entry.startsWith("value-mapping-"))) add(totals, readSet(join(folder, name)));
    const precision = totals.right / totals.proposed;
    const recall = totals.right / totals.gold;
    // Measured: F1 0.79, 0.996 right of those with 0.9 or more, 0.48 of the gold covered there, 0.92 of "none" left open.
    expect((2 * precision * recall) / (precision + recall)).toBeGreaterThan(0.78);
    expect(totals.sureRight / totals.sure).toBeGreaterThan(0.985);
    expect(totals.sure / totals.gold).toBeGreaterThan(0.46);
    expect(totals.open / totals.none).toBeGreaterThan(0.9);
  });
});

function add(totals: Record<"gold" | "none" | "proposed" | "right" | "sure" | "sureRight" | "open", number>, set: ValueSet): void {
  const gold = new Map<string, Set<string>>();
  for (const [from, to] of set.gold.matches) gold.set(from, (gold.get(from) ?? new Set()).add(to));
  const { pairs } = suggestValues(
    set.source.values.map(({ value, count = 1 }) => ({ value, count })),
    set.target.values,
  );
  for (const { source, target, confidence } of pairs) {
    const right = gold.get(source);
    if (right) totals.gold += 1;
    else totals.none += 1;
    if (target === null) {
      if (!right) totals.open += 1;
      continue;
    }
    const isRight = right?.has(target) === true;
    totals.proposed += 1;
    if (isRight) totals.right += 1;
    if (confidence < 0.9) continue;
    totals.sure += 1;
    if (isRight) totals.sureRight += 1;
  }
}

function readSet(path: string): ValueSet {
  const read = (name: string) => JSON.parse(readFileSync(join(path, `${name}.json`), "utf8")) as never;
  return { source: read("source"), target: read("target"), gold: read("gold") };
}
