import { foldText, stemWord } from "../names/fold-text.ts";

/** A value without case, accents and punctuation: `"São-Tomé "` is `saotome`. Symbols that mean something are kept. */
export function foldValue(text: string): string {
  const folded = foldText(text);
  const letters = folded.replaceAll(/[^\p{L}\p{N}]+/gu, "");
  return letters === "" ? folded.trim() : letters;
}

/** The words of a value, folded: cut at punctuation, between small and capital letters, and between letters and digits. */
export function valueWords(text: string): string[] {
  const parted = text
    .slice(0, MAX_LENGTH)
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2");
  return foldText(parted)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && !FILLERS.has(word))
    .map(stemWord);
}

/** Longer values are texts, not answers. */
const MAX_LENGTH = 200;

const FILLERS: ReadonlySet<string> = new Set(
  "the a an of and or for in to with is was de la le les des du et y e del della di da der die das und mit von zu en et og".split(" "),
);
