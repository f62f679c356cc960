/** Flags of a regular expression; all are off by default. */
export interface PatternFlags {
  readonly ignoreCase?: boolean | undefined;
  readonly multiline?: boolean | undefined;
  readonly dotAll?: boolean | undefined;
}
/** One match: where its whole and its groups start and end. */
export interface Match {
  readonly start: number;
  readonly end: number;
  group(index: number): string | undefined;
}
/** A regular expression that takes time by the length of the text, whatever it says: RE2 without lookaround and backreferences. */
export interface LinearPattern {
  readonly groupCount: number;
  /** Whether it matches somewhere. */
  test(text: string): boolean;
  /** Whether it matches the whole text. */
  matchesAll(text: string): boolean;
  /** The matches from left to right. Each counts only until the next is taken. */
  matches(text: string): Iterable<Match>;
}
/** @throws SyntaxError with a sentence, if it is no pattern of RE2 */
export declare function compilePattern(pattern: string, flags?: PatternFlags): LinearPattern;
//# sourceMappingURL=regular-expression.d.ts.map
