/** A table that is drawn with signs, as Markdown and the shells of databases write it: where its lines stand, and what parts its cells. */
export interface DrawnTable {
  readonly bar: string;
  /** The index of the line with the names. A line is drawn below it. */
  readonly header: number;
  /** The index of the line after the last one of the table. */
  readonly end: number;
}
/**
 * Recognizes a table that is drawn: rows whose cells a bar parts, as many in each, and a line drawn below the first. `undefined` if the
 * lines are something else.
 */
export declare function detectDrawnTable(lines: readonly string[]): DrawnTable | undefined;
/** Whether a line is drawn: `|---|:-:|`, `+----+`, `├──┼──┤`, `---+---`. */
export declare function isRuling(line: string): boolean;
/** The cells of a row, without the bars at its ends and the blanks around them. */
export declare function cutDrawnRow(line: string, bar: string): string[];
//# sourceMappingURL=drawn-table.d.ts.map
