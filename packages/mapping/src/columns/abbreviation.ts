import type { NameWord } from "../names/split-name.ts";
import { stopWords } from "../words/stop-words.ts";
import { withoutVowels } from "./token-similarity.ts";

/**
 * How well a short name can be read as an abbreviation of a long one, from 0 to 1: it must be used up from left to right by the beginnings of words
 * (`AgID`: Agency ID), or be the long one without vowels (`gncd`).
 *
 * @param short - the words of the short name, in which capitals mark where a word begins
 * @param long - the words of the long name
 */
export function abbreviationSimilarity(short: string, long: readonly NameWord[]): number {
  const text = short.replaceAll(/[^\p{L}\p{N}]+/gu, "");
  if (text.length === 0 || text.length > MAX_SHORT || long.length === 0 || long.length > MAX_WORDS) return 0;
  return Math.max(skeletonOf(text.toLowerCase(), long), beginningsOf(text, long));
}

const MAX_SHORT = 48;
const MAX_WORDS = 16;

function skeletonOf(short: string, long: readonly NameWord[]): number {
  const letters = long.map(({ surface }) => surface).join("");
  if (letters.length <= short.length) return 0;
  const inner = (letters[0] ?? "") + withoutVowels(letters.slice(1));
  if (short !== withoutVowels(letters) && short !== inner) return 0;
  return short.length >= 5 ? 0.96 : short.length >= 3 ? 0.86 : 0.55 + 0.1 * short.length;
}

/**
 * Aligns the short name with beginnings of the words of the long one, by dynamic programming over (letters used, words passed). What is maximised is how much
 * of the long name is used; a word that is passed over costs its weight.
 */
function beginningsOf(short: string, long: readonly NameWord[]): number {
  const lower = short.toLowerCase();
  const marks = lower.length === short.length ? capitalMarks(short) : undefined;
  const total = long.reduce((sum, word) => sum + wordWeight(word), 0);
  // used[at]: the weight of the words used, if the first `at` letters are used up.
  let used = new Float64Array(lower.length + 1).fill(-1);
  used[0] = 0;
  for (const word of long) {
    const after = used.slice();
    const weight = wordWeight(word);
    for (let at = 0; at < lower.length; at += 1) {
      const before = used[at] ?? -1;
      if (before < 0 || (marks && !marks[at])) continue;
      for (let length = 1; length <= word.surface.length && at + length <= lower.length; length += 1) {
        const inside = at + length - 1;
        if (lower[inside] !== word.surface[length - 1]) break;
        // A capital begins a word, unless the word itself is written in capitals.
        if (marks && length > 1 && marks[inside] && !word.capitals) break;
        const value = before + weight * (0.86 + 0.14 * (length / word.surface.length));
        if (value > (after[at + length] ?? -1)) after[at + length] = value;
      }
    }
    used = after;
  }
  const best = used[lower.length] ?? -1;
  if (best <= 0) return 0;
  const covered = best / total;
  // One letter, or two, prove little.
  const evidence = Math.min(1, 0.72 + 0.07 * lower.length);
  return covered < 0.5 ? 0 : (0.35 + 0.6 * covered) * evidence;
}

/** Where a word must begin, if capitals and small letters are mixed. */
function capitalMarks(short: string): boolean[] | undefined {
  if (short === short.toUpperCase() || short === short.toLowerCase()) return undefined;
  return short
    .split("")
    .map((letter, at) => at === 0 || (letter !== letter.toLowerCase() && letter === letter.toUpperCase()) || /\p{N}/u.test(letter));
}

function wordWeight({ text, aside }: NameWord): number {
  return stopWords.has(text) ? 0.3 : aside ? 0.25 : 1;
}
