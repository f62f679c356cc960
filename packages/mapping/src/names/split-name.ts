import { foldText, stemWord } from "./fold-text.ts";

/** One word of a header. */
export interface NameWord {
  /** Folded, without a plural ending. */
  readonly text: string;
  /** As it stands in the header, folded only. */
  readonly surface: string;
  /** Whether the header writes it in capitals, as it does acronyms. */
  readonly capitals: boolean;
  /** How many segments of a path stand after the word's own: 0 for `email` in `author.email`, 1 for `author`. */
  readonly depth: number;
  /** Whether it stands in parentheses or brackets: a unit, or an explanation. */
  readonly aside: boolean;
}

/** Longer headers are cut: they are sentences, and all that is compared stands in front. */
export const MAX_NAME_LENGTH = 200;

/**
 * Splits a header into words: at everything that is no letter or digit, between `camel` and `Case`, `ABC` and `Word`, letters and digits. The segments of
 * paths (`author.email`, `dc:title`, `location/url`) are counted from the last one.
 */
export function splitName(name: string): NameWord[] {
  const text = name
    .slice(0, MAX_NAME_LENGTH)
    .normalize("NFKC")
    .replaceAll(/[#№]|\bn[º°]/giu, " number ")
    .replaceAll("%", " percent ");
  const segments = text.split(/(?:->|(?<![.:/>|\\])[.:/>|\\]+)\s*(?=[^\s.:/>|\\])/u).filter((segment) => /[\p{L}\p{N}]/u.test(segment));
  return segments.flatMap((segment, index) => wordsOfSegment(segment, segments.length - 1 - index));
}

function wordsOfSegment(segment: string, depth: number): NameWord[] {
  const words: NameWord[] = [];
  let nesting = 0;
  for (const [piece] of segment.matchAll(/[\p{L}\p{M}\p{N}\uFFFD]+|[()[\]]/gu)) {
    if (piece === "(" || piece === "[") nesting += 1;
    else if (piece === ")" || piece === "]") nesting = Math.max(0, nesting - 1);
    else for (const word of splitCase(piece)) words.push(nameWord(word, depth, nesting > 0));
  }
  // A header that is all in parentheses says it there.
  return words.every(({ aside }) => aside) ? words.map((word) => ({ ...word, aside: false })) : words;
}

function splitCase(piece: string): string[] {
  return piece
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .replaceAll(/(\p{L}\p{M}*)(\p{N})/gu, "$1 $2")
    .replaceAll(/(\p{N})(\p{L})/gu, "$1 $2")
    .split(" ");
}

function nameWord(word: string, depth: number, aside: boolean): NameWord {
  const surface = foldText(word);
  return { text: stemWord(surface), surface, capitals: word.length > 1 && word === word.toUpperCase(), depth, aside };
}
