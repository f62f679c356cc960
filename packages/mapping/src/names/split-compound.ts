import type { Lexicon } from "../words/lexicon.ts";

/** Letters that join the parts of a compound: `Buchung-s-datum`. */
const JOINTS = ["", "s", "es", "n", "en", "e", "er"];
const SHORTEST_PART = 3;
/** Shorter words that end compounds: `deptno`, `userid`. */
const SHORT_ENDS = new Set(["no", "nr", "id"]);
const LONGEST_COMPOUND = 40;
/** A rest without meaning is kept as a part if the part after it is as long as this. */
const CLEAR_END = 4;

/**
 * Takes a word apart that is written as one, but is made of several: `transaktionsdatum`, `jobtitle`, `firstname`. The fewest parts win.
 *
 * @param known - whether a word can be a part
 * @returns the parts, or `undefined` if the word is not made of known ones
 */
export function splitCompound(word: string, known: (part: string) => boolean, words: Lexicon): string[] | undefined {
  if (word.length < SHORTEST_PART + 2 || word.length > LONGEST_COMPOUND) return undefined;
  const whole = fewestParts(word, known);
  if (whole) return whole;
  const short = word.slice(-2);
  const before = word.slice(0, -2);
  if (SHORT_ENDS.has(short) && before.length >= SHORTEST_PART && known(before)) return [before, short];
  // `Belegdatum`: the last part says what it is, even if the first is unknown.
  for (let at = SHORTEST_PART; at <= word.length - CLEAR_END; at += 1) {
    const end = word.slice(at);
    if (words.compounding.has(end)) return [word.slice(0, at), end];
  }
  return undefined;
}

function fewestParts(word: string, known: (part: string) => boolean): string[] | undefined {
  // best[end]: the parts of the first `end` letters.
  const best: (string[] | undefined)[] = [[]];
  for (let end = SHORTEST_PART; end <= word.length; end += 1) {
    for (let start = 0; start <= end - SHORTEST_PART; start += 1) {
      const before = best[start];
      if (!before || (best[end]?.length ?? Infinity) <= before.length + 1) continue;
      const piece = word.slice(start, end);
      for (const joint of end === word.length ? [""] : JOINTS) {
        const part = piece.slice(0, piece.length - joint.length);
        if (!piece.endsWith(joint) || part.length < SHORTEST_PART || !known(part)) continue;
        best[end] = [...before, part];
        break;
      }
    }
  }
  const parts = best[word.length];
  return parts && parts.length > 1 ? parts : undefined;
}
