import type { TextEvidence } from "./text-semantic.ts";

/** What is known of a column beside the kinds of its values. */
export interface ColumnEvidence extends TextEvidence {
  /** Its name: it may say what digits are. */
  readonly name: string;
  /** How many amounts and percentages there are by the kind of their number, indexed by `Kind`. */
  readonly amounts: ArrayLike<number>;
  /** Whether most of the digits that can be a day (`20240403`) have a time behind it. */
  readonly compactTimes: boolean;
  /** Whether all values that are no truth values are one answer, which comes again. @defaultValue false */
  readonly hasThirdAnswer?: boolean | undefined;
  /** The different letters that may be truth values, the first few, in lower case. */
  readonly letters: ReadonlySet<string>;
}
