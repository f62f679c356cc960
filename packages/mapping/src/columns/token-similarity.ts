import type { Lexicon } from "../words/lexicon.ts";

/** Words that share as many letters at their start as this share of the longer one are forms of one word: `publish`, `publisher`. */
const SHARED_STEM = 0.7;
const SHARED_STEM_LETTERS = 5;
const SHARED_STEM_SIMILARITY = 0.6;
const NEAR_SPELLING = 0.88;

/**
 * How alike two words of headers are, from 0 to 1; below 0 if they exclude each other. Two words that are known are alike only if the lists say so, or if
 * one is a form of the other: `country` is no misspelling of `county`.
 */
export function tokenSimilarity(one: string, other: string, words: Lexicon): number {
  if (one === other) return 1;
  if (isNumber(one) || isNumber(other)) return 0;
  const relation = words.relation(one, other);
  if (relation !== undefined) return relation;
  const shared = sharedStart(one, other);
  const longer = Math.max(one.length, other.length);
  if (words.isKnown(one) && words.isKnown(other)) {
    return shared >= SHARED_STEM_LETTERS && shared >= longer * SHARED_STEM ? SHARED_STEM_SIMILARITY : 0;
  }
  return Math.max(startSimilarity(one, other, shared), skeletonSimilarity(one, other), spellingSimilarity(one, other));
}

/** Whether a word is a number: `1` of `address1`. */
export function isNumber(word: string): boolean {
  const code = word.charCodeAt(0);
  return code >= 48 && code <= 57;
}

/** One word is the beginning of the other: `desc`, `description`. */
function startSimilarity(one: string, other: string, shared: number): number {
  const shorter = Math.min(one.length, other.length);
  if (shared < shorter || shorter < 2) return 0;
  return (shorter === 2 ? 0.35 : 0.5) + 0.4 * (shorter / Math.max(one.length, other.length));
}

/** One word is the other without its vowels: `dscrptn`. */
function skeletonSimilarity(one: string, other: string): number {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  const skeleton = withoutVowels(longer);
  if (skeleton === "" || skeleton === longer || (shorter !== skeleton && shorter !== longer[0] + withoutVowels(longer.slice(1)))) return 0;
  return shorter.length >= 3 ? 0.9 : 0.5 + 0.1 * shorter.length;
}

/** A word without its vowels, `y` among them. */
export function withoutVowels(word: string): string {
  return word.replaceAll(/[aeiouy]/g, "");
}

function spellingSimilarity(one: string, other: string): number {
  if (Math.min(one.length, other.length) < 4 || one[0] !== other[0]) return 0;
  const similarity = jaroWinkler(one, other);
  return similarity < NEAR_SPELLING ? 0 : 0.5 + (0.45 * (similarity - NEAR_SPELLING)) / (1 - NEAR_SPELLING);
}

function sharedStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

/** The similarity of Jaro and Winkler (Winkler 1990), from 0 to 1. */
function jaroWinkler(one: string, other: string): number {
  if (one === other) return 1;
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken = new Uint8Array(other.length);
  const matched: string[] = [];
  for (let at = 0; at < one.length; at += 1) {
    for (let near = Math.max(0, at - reach); near < Math.min(other.length, at + reach + 1); near += 1) {
      if (taken[near] || one[at] !== other[near]) continue;
      taken[near] = 1;
      matched.push(one[at] ?? "");
      break;
    }
  }
  const count = matched.length;
  if (count === 0) return 0;
  let swaps = 0;
  let next = 0;
  for (let at = 0; at < other.length; at += 1) {
    if (!taken[at]) continue;
    if (matched[next] !== other[at]) swaps += 1;
    next += 1;
  }
  const jaro = (count / one.length + count / other.length + (count - swaps / 2) / count) / 3;
  return jaro + Math.min(4, sharedStart(one, other)) * 0.1 * (1 - jaro);
}
