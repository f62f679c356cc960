import { describe, expect, it } from "vitest";
import { attacksOn, type Attack, plainAttacksOn, textOf } from "./attacks.ts";
import { findPatterns, type Pattern } from "./find-patterns.ts";
import { cpuMsOf, findSuperlinear, isSuperlinearAt } from "./measure.ts";

const { patterns, computed } = findPatterns(process.cwd());

/** Runs a pattern as its callers may: once, or for all of its matches. */
function apply(pattern: RegExp, text: string): void {
  pattern.lastIndex = 0;
  if (pattern.global) text.replaceAll(pattern, "");
  else pattern.test(text);
}

/** The attack under which a pattern takes more than linear time, and what was measured. */
function superlinearAttack(pattern: Pattern): object | undefined {
  const regExp = new RegExp(pattern.source, pattern.flags);
  for (const attack of attacksOn(pattern)) {
    const work = workOf(regExp, attack);
    // Short texts first, for exponential patterns. Most attacks cost a few short runs.
    const found =
      firstFound(SHORT, (length) => isSuperlinearAt(work, length, SUSPICIOUS_MS)) ??
      (cpuMsOf(work(3000)) > SUSPICIOUS_MS ? findSuperlinear(work, 100_000) : undefined);
    if (found) return { ...pattern, attack, ...found };
  }
  for (const attack of plainAttacksOn(pattern)) {
    const found = findSuperlinear(workOf(regExp, attack), 100_000);
    if (found) return { ...pattern, attack, ...found };
  }
  return undefined;
}

function workOf(pattern: RegExp, attack: Attack): (length: number) => () => void {
  return (length) => {
    const text = textOf(attack, length);
    return () => apply(pattern, text);
  };
}

function firstFound<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

const SHORT = [24, 40, 64, 200];

/** Half a million steps take more, three thousand far less. */
const SUSPICIOUS_MS = 0.2;

/** Patterns that are computed, why they take linear time, and one of each, which is attacked like the others. */
const COMPUTED: Readonly<Record<string, readonly [why: string, example: RegExp]>> = {
  "packages/tables/src/formats/delimited/dialect-candidates.ts": [
    "nothing in them repeats: a quote with the delimiter or a line end at one side",
    /(?:^|[\n\r]|;) ?'(?!'(?:$|[\n\r]|;))/,
  ],
  "packages/tables/src/values/dates/read-date.ts": [
    "texts of more than 100 characters are no dates, and at most three parts are of any length",
    /^(\d\d?)\.[ \u00a0\u202f](\p{L}+) (\d{4})$/u,
  ],
};

describe("every regular expression of the packages", () => {
  it("is written where this test can read it", () => {
    expect(patterns.length).toBeGreaterThan(150);
    const unknown = computed.filter(({ place }) => COMPUTED[place.split(":", 1)[0] ?? ""] === undefined);
    expect(unknown, "a pattern that is computed at run time; write it as a literal, or use re2js for a user's").toEqual([]);
  });

  it("takes linear time on its own characters, alone and repeated, with every end that does not match", () => {
    const examples = Object.entries(COMPUTED).map(([place, [, { source, flags }]]) => ({ place, source, flags }));
    const different = new Map([...patterns, ...examples].map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern]));
    expect([...different.values()].flatMap((pattern) => superlinearAttack(pattern) ?? [])).toEqual([]);
  });
});

describe("the search for slow patterns", () => {
  it.each([
    [/^\s*[-+]?\d*\.?\d{8,}$/, "two quantifiers for the same digits"],
    [/0+$/, "one quantifier that is tried from every place"],
    [/[\p{L}\u2500-\u259f]*[\u2500-\u259f]/gu, "a class that a text of one byte a character cannot have"],
    [/"(?:[^"\\]+)+"/, "nested quantifiers"],
    [/h+[^a-z0-9]*m+/gi, "a run that may go on to something else"],
    [/("(?:[^"\\]|\\.)*")|\s+/gs, "an end that may be missing"],
    [/\}\s*,?\s*(?=\{)/g, "two runs of spaces around something optional"],
  ])("finds %s: %s", ({ source, flags }) => {
    expect(superlinearAttack({ place: "here", source, flags })).toMatchObject({ source, attack: expect.anything() });
  });

  it.each([[/^\s*\d+\s*$/], [/[^"]*"/y], [/(?<!0)0+$/], [/"[^"\\]*(?:\\.[^"\\]*)*"?/g]])("leaves %s alone", ({ source, flags }) => {
    expect(superlinearAttack({ place: "here", source, flags })).toBeUndefined();
  });
});
