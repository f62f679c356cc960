/** A piece of a date pattern: a field with its letter and how often it stands, or text as it is. */
export type DateToken =
  | {
      readonly letter: string;
      readonly count: number;
    }
  | {
      readonly literal: string;
    };
/**
 * Reads a pattern in the letters of CLDR (`dd.MM.yyyy 'at' HH:mm`) or, if it has a `%`, of strptime (`%d.%m.%Y`).
 * @param lenient - whether the fields of strptime that pad also mean fewer digits, as they do where they read
 * @throws SyntaxError with a sentence
 */
export declare function dateTokens(pattern: string, lenient: boolean): DateToken[];
//# sourceMappingURL=date-tokens.d.ts.map
