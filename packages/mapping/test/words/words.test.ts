import { describe, expect, it } from "vitest";
import { foldText } from "../../src/names/fold-text.ts";
import { abbreviations } from "../../src/words/abbreviations.ts";
import { wordsOf } from "../../src/words/header-words.ts";
import { nameKinds } from "../../src/words/kinds.ts";
import { languages } from "../../src/words/languages/index.ts";
import { lexicon } from "../../src/words/lexicon.ts";
import { opposites, strongSynonyms, weakSynonyms } from "../../src/words/synonyms.ts";

/** Groups as pairs of words. */
function pairs(groups: readonly string[]): Set<string> {
  return new Set(
    groups.flatMap((group) => {
      const words = wordsOf(group);
      return words.flatMap((one) => words.filter((other) => one < other).map((other) => `${one}, ${other}`));
    }),
  );
}

describe.each(languages)("the header words of $language", ({ words }) => {
  it("stand under one concept only", () => {
    const places = new Map<string, string[]>();
    for (const [concept, list] of Object.entries(words)) {
      for (const word of new Set(wordsOf(list).map(foldText))) places.set(word, [...(places.get(word) ?? []), concept]);
    }
    expect([...places].filter(([, concepts]) => concepts.length > 1)).toEqual([]);
  });

  it("have no empty entries", () => {
    expect(
      Object.values(words)
        .flatMap(wordsOf)
        .filter((word) => word === ""),
    ).toEqual([]);
  });
});

describe("the lexicon", () => {
  it("has some hundred words of each of the ten languages", () => {
    for (const { language, words } of languages.slice(1, 10))
      expect(Object.values(words).flatMap(wordsOf).length, language).toBeGreaterThan(250);
  });

  it("calls no pair of words both alike and opposite", () => {
    const opposite = pairs(opposites);
    expect([...pairs([...strongSynonyms, ...weakSynonyms])].filter((pair) => opposite.has(pair))).toEqual([]);
  });

  it("has one kind for each word", () => {
    const words = Object.values(nameKinds).flatMap(wordsOf);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });

  it("abbreviates to something shorter", () => {
    const longer = Object.entries(abbreviations).flatMap(([word, list]) => wordsOf(list).filter((short) => short.length >= word.length));
    expect(longer).toEqual([]);
  });

  it("corrects one letter, and leaves words that are too short", () => {
    expect(lexicon().corrected("quantiy")).toBe("quantity");
    expect(lexicon().corrected("dat")).toBeUndefined();
  });
});
