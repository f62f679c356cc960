/**
 * The header words of one language, as a translator reads them: on the left an English concept, on the right the words that a header of this
 * language uses for it, separated by commas. A word of several words is written with spaces. Case and accents do not matter.
 *
 * A word stands under one concept only; `test/words.test.ts` checks that. List the most frequent word first.
 */
export interface HeaderWords {
  /** The language's code of ISO 639-1. */
  readonly language: string;
  readonly words: Readonly<Record<string, string>>;
}

/** The words of one line of a list. */
export function wordsOf(list: string): string[] {
  return list.split(",").map((word) => word.trim());
}
