/** A first line that names the delimiter, as Excel writes and reads it: `sep=;`. */
export interface SeparatorLine {
  readonly delimiter: string;
  /** How many characters the line has, its end included. */
  readonly length: number;
}
/** Reads a `sep=` line at the start of a text, also a quoted one. */
export declare function separatorLine(text: string): SeparatorLine | undefined;
//# sourceMappingURL=separator-line.d.ts.map
