/** How alike two folded words are by spelling, from 0 to 1: the same, one the start of the other, or a few letters apart. */
export function wordSimilarity(one: string, other: string): number {
  if (one === other) return 1;
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  // Numbers are equal or not: `stage 1`, `stage 11`.
  if (digitsOf(shorter) !== digitsOf(longer)) return 0;
  if (longer.startsWith(shorter)) return shorter.length < 3 ? 0 : 0.6 + 0.35 * (shorter.length / longer.length);
  if (shorter.length < 4 || longer.length - shorter.length > 3) return 0;
  const distance = editDistance(shorter, longer, MOST_EDITS);
  const allowed = shorter.length < 6 ? 1 : shorter.length < 9 ? 2 : MOST_EDITS;
  return distance > allowed ? 0 : 1 - (distance * 1.2) / longer.length;
}

const MOST_EDITS = 3;

function digitsOf(text: string): string {
  return text.replaceAll(/\P{N}+/gu, " ").trim();
}

/** Whether a short text is made of the first letters of words, or their beginnings: `bd`, `wa`, `rsq`. From 0 to 1. */
export function initialsSimilarity(short: string, words: readonly string[]): number {
  if (short.length < 2 || short.length > 8 || words.length === 0) return 0;
  const initials = words.map((word) => word[0]).join("");
  if (words.length > 1 && short === initials) return short.length === 2 ? 0.75 : 0.9;
  const whole = words.join("");
  if (short[0] !== whole[0] || short.length > whole.length * 0.7) return 0;
  // The consonants of the text in their order, from the first letter on.
  let at = 0;
  for (const letter of whole) if (letter === short[at]) at += 1;
  if (at < short.length || /[aeiou]/.test(short.slice(1))) return 0;
  return short.endsWith(whole.at(-1) ?? "") || short.length >= 3 ? 0.7 : 0.6;
}

/** The edit distance (with swaps of neighbours), or more than `most` if it is more. */
function editDistance(one: string, other: string, most: number): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    let least = i;
    for (let k = 1; k <= other.length; k += 1) {
      const same = one[i - 1] === other[k - 1];
      let cost = Math.min(next[k - 1]! + 1, row[k]! + 1, row[k - 1]! + (same ? 0 : 1));
      if (i > 1 && k > 1 && one[i - 1] === other[k - 2] && one[i - 2] === other[k - 1]) cost = Math.min(cost, before[k - 2]! + 1);
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[other.length]!;
}
