/**
 * Values that were counted, as the kernel reports them: a record of doubles for each, and the bytes of their texts. There are thousands in
 * every column and a few are shown, so they stay numbers until then; and in this form they travel between threads.
 */
export interface CountedValues {
  /** For each value `RECORD` doubles: see `Field`. */
  readonly records: Float64Array;
  /** UTF-8. */
  readonly texts: Uint8Array;
}
/** Where in its record each fact of a value stands. */
export declare const Field: {
  /** The 64 bits of its hash, as two numbers. */
  readonly High: 0;
  readonly Low: 1;
  /** Where its text starts in `texts`, and how many bytes it has. */
  readonly Start: 2;
  readonly Bytes: 3;
  readonly Count: 4;
  /** The row in which it was met first since it is counted. */
  readonly Row: 5;
  readonly Kind: 6;
  readonly Number: 7;
};
/** Doubles in a record. */
export declare const RECORD = 8;
/** How many values there are. */
export declare function valueCount({ records }: CountedValues): number;
export declare function textOf({ records, texts }: CountedValues, value: number): string;
/** The same values of several parts of a file, counted together, in the order in which they come. */
export declare function joinValues(
  parts: readonly {
    readonly values: CountedValues;
    readonly rowsBefore: number;
  }[],
): CountedValues;
//# sourceMappingURL=counted-values.d.ts.map
