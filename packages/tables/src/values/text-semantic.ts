/** What is known of the texts of a column. */
export interface TextEvidence {
  /** Lengths of the values, in characters. */
  readonly minLength: number;
  readonly maxLength: number;
  readonly meanLength: number;
  /** The share of the plain texts that have several words, and that are one word with a digit in it. */
  readonly phraseShare: number;
  readonly codeShare: number;
  /** How many words a text has that has several. */
  readonly wordsPerPhrase: number;
}

/**
 * What a column of plain text is: few values that come again (`categorical`), codes (`identifier`), sentences (`free_text`), or
 * nothing in particular.
 */
export function textSemantic(
  { meanLength, phraseShare, codeShare, wordsPerPhrase }: TextEvidence,
  count: number,
  distinct: number,
): "categorical" | "identifier" | "free_text" | null {
  if (count < FEW_VALUES) return null;
  const isFew = distinct <= 100 && distinct * 4 <= count;
  const isSmallShare = distinct <= 1_000 && distinct * 20 <= count;
  if ((isFew || isSmallShare) && meanLength <= 64) return "categorical";
  if (codeShare >= 0.9 && distinct * 10 >= count && meanLength <= 40) return "identifier";
  if (phraseShare >= 0.5 && (wordsPerPhrase >= 5 || meanLength >= 60)) return "free_text";
  return null;
}

/** Fewer say nothing about what more would be. */
const FEW_VALUES = 10;
