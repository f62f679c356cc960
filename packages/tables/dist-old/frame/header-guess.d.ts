/** Which of the first rows of a table name its columns, and how sure that is, 0.5 to 1. */
export interface HeaderGuess {
  /** How many rows above the header are titles that happen to be as wide as the table. */
  readonly titles: number;
  readonly rows: number;
  readonly confidence: number;
  /** The row that says in what units the columns are, as an index, or `undefined`. */
  readonly unitsRow: number | undefined;
}
//# sourceMappingURL=header-guess.d.ts.map
