import type { Candidate } from "./dialect-candidates.ts";
/** How well a dialect explains a sample. */
export interface DialectScore {
  /** 0 to 1, comparable between the dialects of one sample. */
  readonly score: number;
  /** How many cells its rows have, usually. */
  readonly width: number;
  /** The share of the rows that have that width. */
  readonly consistency: number;
  /** The share of all rows that these rows are; the others stand above and below. */
  readonly covered: number;
  /** How plausible the cells are, 0 to 1. */
  readonly plausibility: number;
  /** The share of the cells, without those of the first column, that start with a blank. */
  readonly blankLed: number;
  /** How many rows that is said of. */
  readonly rows: number;
}
/**
 * Scores a dialect by how consistent the rows are that it makes, and how plausible their cells.
 *
 * @param pieces - parts of the text, each starting at the start of a line
 * @param maxRows - how many rows of each piece are looked at
 */
export declare function scoreDialect(candidate: Candidate, pieces: readonly string[], maxRows: number): DialectScore;
//# sourceMappingURL=score-dialect.d.ts.map
