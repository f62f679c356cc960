import type { Lexicon } from "../words/lexicon.ts";

/** Letters that join the parts of a compound: `Buchung-s-datum`. */
const JOINTS = ["", "s", "es", "n", "en", "e", "er"];
const SHORTEST_PART = 3;
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
  if (word.length < 2 * SHORTEST_PART || word.length > LONGEST_COMPOUND) return undefined;
  const whole = fewestParts(word, known);
  if (whole) return whole;
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
