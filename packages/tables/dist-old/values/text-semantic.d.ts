/** What is known of the texts of a column. */
export interface TextEvidence {
  /** Lengths of the values, in UTF-16 units. */
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
export declare function textSemantic(
  { meanLength, phraseShare, codeShare, wordsPerPhrase }: TextEvidence,
  count: number,
  distinct: number,
): "categorical" | "identifier" | "free_text" | null;
//# sourceMappingURL=text-semantic.d.ts.map
