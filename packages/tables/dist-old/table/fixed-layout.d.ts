/** A field of fixed-width text. */
export interface FixedField {
  /** What the column is called. @defaultValue the text at its place in the header, if there is one */
  readonly name?: string | undefined;
  /** The position of its first character in the line, from 1. */
  readonly start: number;
  /** How many characters it has. The last field may say `Infinity`: up to the end of the line. */
  readonly width: number;
}
/** Where the fields of fixed-width text stand, from left to right. */
export type FixedLayout = readonly FixedField[];
//# sourceMappingURL=fixed-layout.d.ts.map
