/** An expression that is ready to be evaluated. */
export interface CelExpression {
  /**
   * @param value - what `value` is in the expression
   * @param column - the value of a column, for `row["name"]`
   * @throws Error with a sentence
   */
  evaluate(value: string | null | undefined, column: (name: string) => string | null): unknown;
  /** The columns that it names. */
  readonly columns: readonly string[];
}
/** The Common Expression Language with limits, without regular expressions and macros. */
export interface CelLanguage {
  /** @throws SyntaxError with a sentence */
  compile(source: string): CelExpression;
}
/**
 * Loads the language.
 * @throws RowmillError `OPTION_INVALID` if `@marcbachmann/cel-js` is not installed
 */
export declare function loadCel(): Promise<CelLanguage>;
//# sourceMappingURL=cel-language.d.ts.map
