import type { Dialect, DialectOptions } from "../../table/dialect.ts";
/** A dialect that may be the one of a file, and how usual it is, 0 to 1. */
export interface Candidate {
  readonly dialect: Dialect;
  readonly prior: number;
  /** Whether the delimiter is one that also stands in text, dates and times: it needs typed cells to speak for it. */
  readonly needsTypes: boolean;
  /** What starts the lines at the top of which the last names the columns, or `null`. They prove nothing about the delimiter. */
  readonly marked: string | null;
}
/** A delimiter, and how usual it is. */
export interface DelimiterCandidate extends Pick<Candidate, "prior" | "needsTypes"> {
  readonly delimiter: string | null;
  readonly mergeDelimiters?: boolean;
}
/** The delimiters that a text may have: the four usual ones, and whatever other sign, or run of signs, is in most of its lines. */
export declare function delimiterCandidates(lines: readonly string[]): DelimiterCandidate[];
/** Every way of quoting that a sample gives reason to think of, with each delimiter. */
export declare function dialectCandidates(
  sample: string,
  lines: readonly string[],
  delimiters: readonly DelimiterCandidate[],
  options: DialectOptions,
): Candidate[];
//# sourceMappingURL=dialect-candidates.d.ts.map
