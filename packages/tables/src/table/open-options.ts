import type { ExpansionBudget } from "./expansion-budget.ts";
import type { Finding } from "./finding.ts";
import type { CompleteFormatOptions } from "./check-format-options.ts";
import type { OpenedTable } from "./opened-table.ts";

/** What `openTable` takes beside the bytes. */
export interface OpenOptions extends CompleteFormatOptions {
  /**
   * Whether all columns are to be known before the first row is read. Of JSON in a file that costs one more reading of it.
   * @defaultValue false
   */
  readonly allColumns?: boolean | undefined;
  /**
   * Whether samples of a file are enough to take it for UTF-8. Whoever says so looks at every byte later, and opens the file anew without this
   * if one is wrong: then most files are read once. See `OpenedTable.encodingIsSampled`.
   * @defaultValue false
   */
  readonly trustSamples?: boolean | undefined;
  /** Whether every row is to come as it stands, also those below the table. @defaultValue false */
  readonly raw?: boolean | undefined;
  /** Is told how many bytes were looked through for the encoding. It may throw, to stop. */
  readonly onSurveyed?: ((bytes: number) => void) | undefined;
}

/** The same on the way through containers to the table. */
export interface OpenContext extends OpenOptions {
  /** Of the file, whatever it is packed in. */
  readonly budget: ExpansionBudget;
  readonly say: (finding: Finding) => void;
}

/** A table without what is known about the file as a whole. */
export interface OpenedContent extends Omit<OpenedTable, "findings" | "sizeBytes" | "bytesTaken" | "close" | "encodingIsSampled"> {
  readonly encodingIsSampled?: boolean;
  /** The size of an archive, which is known even if it came as a stream. */
  readonly sizeBytes?: number | undefined;
  /** Where it is not what was taken from the input. */
  readonly bytesTaken?: (() => number) | undefined;
  readonly close?: (() => Promise<void>) | undefined;
}
