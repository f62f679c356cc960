import type { Dialect } from "./dialect.ts";

/**
 * Reads delimited text as batches of rows. The one thing that everything behind it knows about parsing.
 *
 * Every record of the file comes out once, in order: also the preamble, the header and blank lines (`[""]`). Nothing is
 * dropped or changed without a `ReadProblem`. Rows may be longer or shorter than each other.
 *
 * The cells of a batch may be views into its text: copy what is to outlive the batch (see `keptText`).
 *
 * @throws RowmillError `FILE_RECORD_TOO_LARGE`
 */
export type TableReader = (bytes: AsyncIterable<Uint8Array>, options: ReadOptions) => AsyncIterable<RowBatch>;

/** How a `TableReader` reads. */
export interface ReadOptions {
  /** A label of the WHATWG Encoding Standard, or `undefined` for ASCII up to a point that decides; see `decodeText`. */
  readonly encoding: string | undefined;
  readonly dialect: Dialect;
  /** The longest record, in characters. A quote that is never closed must not take the rest of a big file into memory. */
  readonly maxRecordLength: number;
}

/** About a thousand rows. */
export interface RowBatch {
  /**
   * The number of the first row in the file, from 1: rows are counted as a spreadsheet shows them, with preamble, header
   * and blank lines. Where no cell has a line break, it is the number of the line.
   */
  readonly firstRow: number;
  readonly rows: readonly (readonly string[])[];
  /** How many bytes of the file were taken in until now. */
  readonly bytes: number;
  /** What was met since the batch before. The rows they name are in this batch or in one close to it. */
  readonly problems: readonly ReadProblem[];
}

/** Something in the file that a reader had to make sense of. */
export interface ReadProblem {
  readonly code: "malformed_quotes" | "unclosed_quote" | "invalid_bytes";
  /** The number of the row in the file. */
  readonly row: number;
  /** The number of the line in the file; of an unclosed quote, the line where it opens. */
  readonly line: number;
}
