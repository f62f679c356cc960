import { lexicon } from "../words/lexicon.ts";
import { tokenSimilarity } from "../columns/token-similarity.ts";
import { foldValue, valueWords } from "./fold-value.ts";
import { namesOfTarget, type TargetValue } from "./target-value.ts";
import { initialsSimilarity, wordSimilarity } from "./word-similarity.ts";

/** A value of the target that a text may mean. */
export interface ScoredName {
  readonly target: string;
  readonly score: number;
  reason(value: string): string;
}

interface Name {
  readonly target: string;
  readonly text: string;
  readonly folded: string;
  readonly words: readonly string[];
}

/** How many targets are compared word by word. */
const MOST_CANDIDATES = 24;

/**
 * Makes a function that finds the two likeliest targets of a text by its words. Words that many values have say little.
 *
 * @param sources - all values of the source
 */
export function createNameScorer(targets: readonly TargetValue[], sources: readonly string[]): (value: string) => readonly ScoredName[] {
  const names = targets.flatMap((target) =>
    namesOfTarget(target).map((text): Name => ({ target: target.value, text, folded: foldValue(text), words: valueWords(text) })),
  );
  const targetWeight = weights(names.map(({ words }) => words));
  const sourceWeight = weights(sources.map(valueWords));
  const similarity = rememberedSimilarity();
  const index = new Map<string, Set<Name>>();
  for (const name of names) {
    for (const key of name.words.flatMap(keysOf)) {
      const known = index.get(key) ?? new Set<Name>();
      index.set(key, known.add(name));
    }
  }

  return (value) => {
    const words = valueWords(value);
    const folded = foldValue(value);
    if (words.length === 0) return [];
    const scored = new Map<string, ScoredName>();
    for (const name of candidates(words)) {
      const { score, reason } = compare(words, folded, name);
      if (score > (scored.get(name.target)?.score ?? 0)) scored.set(name.target, { target: name.target, score, reason });
    }
    return [...scored.values()].toSorted((one, other) => other.score - one.score || compareTexts(one.target, other.target)).slice(0, 2);
  };

  function candidates(words: readonly string[]): Iterable<Name> {
    if (names.length <= MOST_CANDIDATES) return names;
    const counts = new Map<Name, number>();
    for (const key of new Set(words.flatMap(keysOf))) {
      const found = index.get(key);
      for (const name of found ?? []) counts.set(name, (counts.get(name) ?? 0) + 1 / Math.sqrt(found?.size ?? 1));
    }
    return [...counts]
      .toSorted(([one, a], [other, b]) => b - a || compareTexts(one.text, other.text))
      .slice(0, MOST_CANDIDATES)
      .map(([name]) => name);
  }

  function compare(words: readonly string[], folded: string, name: Name): Pick<ScoredName, "score" | "reason"> {
    const ofTarget = covered(name.words, words, targetWeight, similarity);
    const ofSource = covered(words, name.words, sourceWeight, similarity);
    const byWords = ofTarget * ofSource === 0 ? 0 : 0.6 * Math.max(ofTarget, ofSource) + 0.4 * Math.min(ofTarget, ofSource);
    const byWordsScore = byWords * (ofTarget > 0.98 && ofSource > 0.98 ? 0.96 : 0.88);
    const bySpelling = wordSimilarity(folded, name.folded) * 0.92;
    const byInitials = initialsSimilarity(folded, name.words) * 0.8;
    // A code of two letters is no word of a longer text.
    if (lacksNumber(name.words, words)) return { score: 0, reason: () => "" };
    if (name.folded.length <= 2 && folded.length > 3 && !/\p{N}/u.test(name.folded)) return { score: 0, reason: () => "" };
    const score = Math.max(byWordsScore, bySpelling, byInitials);
    if (score === byWordsScore) return { score, reason: () => `They share words with ${JSON.stringify(name.text)}.` };
    if (score === bySpelling) return { score, reason: () => `Spelled nearly like ${JSON.stringify(name.text)}.` };
    return { score, reason: (value) => `${JSON.stringify(value)} abbreviates ${JSON.stringify(name.text)}.` };
  }
}

/** The similarity of two words. Values repeat words, so each pair is compared once. */
function rememberedSimilarity(): (one: string, other: string) => number {
  const known = lexicon();
  const remembered = new Map<string, Map<string, number>>();
  return (one, other) => {
    let ofOne = remembered.get(one);
    if (!ofOne) remembered.set(one, (ofOne = new Map()));
    let similarity = ofOne.get(other);
    if (similarity === undefined) {
      similarity = Math.max(wordSimilarity(one, other), tokenSimilarity(one, other, known));
      ofOne.set(other, similarity);
    }
    return similarity;
  };
}

/** Numbers are equal or not: `Grade 1` is no `Grade 11`. */
function lacksNumber(target: readonly string[], source: readonly string[]): boolean {
  return target.some((word) => /^\p{N}+$/u.test(word) && !source.includes(word));
}

/** What share of some words, by their weight, have a partner among others. */
function covered(
  words: readonly string[],
  others: readonly string[],
  weightOf: (word: string) => number,
  similarity: (one: string, other: string) => number,
): number {
  let total = 0;
  let found = 0;
  for (const word of words) {
    const weight = weightOf(word);
    total += weight;
    let best = 0;
    for (const other of others) best = Math.max(best, similarity(word, other));
    found += weight * (best < LEAST_SIMILARITY ? 0 : best);
  }
  return total === 0 ? 0 : found / total;
}

const LEAST_SIMILARITY = 0.55;

/** Rare words weigh more. */
function weights(lists: readonly (readonly string[])[]): (word: string) => number {
  const counts = new Map<string, number>();
  for (const words of lists) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => Math.log(1 + lists.length / (counts.get(word) ?? 1)) + 0.2;
}

/** What a word is found by: itself, its start, its first letter for abbreviations. */
function keysOf(word: string): string[] {
  return word.length <= 2 ? [word, word.slice(0, 1)] : [word, word.slice(0, 3), word.slice(0, 2), word.slice(0, 1), ...trigrams(word)];
}

function trigrams(word: string): string[] {
  return Array.from({ length: Math.max(0, word.length - 2) }, (_, at) => `~${word.slice(at, at + 3)}`);
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
