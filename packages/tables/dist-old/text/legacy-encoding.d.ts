/** An encoding of one or two bytes a character, maybe one that nothing decodes (`UnreadableEncoding`), and how sure it is. */
export interface LegacyGuess {
  readonly encoding: string;
  /** 0 to 1. */
  readonly confidence: number;
}
/**
 * Guesses an encoding from a sample that is not UTF-8, whole lines that hold non-ASCII bytes.
 *
 * jschardet says how well each encoding fits, from the letter pairs of the languages that are written in it. On short texts that is
 * close: the five letters of a few names fit Hungarian nearly as well as Spanish. So each counts as much as it is usual, and one that
 * leaves signs no text has (controls, letters of two scripts in one word, capitals inside words), or letters that no one language has,
 * counts less.
 */
export declare function guessLegacyEncoding(sample: Uint8Array): Promise<LegacyGuess>;
//# sourceMappingURL=legacy-encoding.d.ts.map
