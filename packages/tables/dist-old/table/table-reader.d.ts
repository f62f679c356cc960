import type { Dialect } from "./dialect.ts";
/** How delimited text is read. */
export interface ReadOptions {
  /** A label of the WHATWG Encoding Standard, or `undefined` for ASCII up to a point that decides; see `utf8Chunks`. */
  readonly encoding: string | undefined;
  readonly dialect: Dialect;
  /** The longest record, in bytes of UTF-8. A quote that is not closed within so many is taken to be closed at the end of its line. */
  readonly maxRecordLength: number;
  /** The most cells of a row; what follows them is one more cell, as it stands. @defaultValue 16,384 */
  readonly maxColumns?: number | undefined;
}
/**
 * A cell, as text. `null` is a value that the format itself says is missing: JSON's `null` and a key that a record does not
 * have. Delimited text has no such thing: an empty cell is `""`.
 */
export type Cell = string | null;
/** The cells of a record. */
export type Row = readonly Cell[];
/**
 * About a thousand rows of a table: what every reader yields, and the one thing that those behind it know about parsing.
 *
 * Every record of the file comes out once, in order: also the preamble, the header and blank lines (`[""]`). A record that
 * could not be read is a row without cells (`[]`) and a `ReadProblem`: it has its number, and is no data. Nothing is
 * dropped or changed without a `ReadProblem`. Rows may be longer or shorter than each other.
 *
 * The cells of a batch may be views into its text: copy what is to outlive the batch (see `keptText`).
 */
export interface RowBatch {
  /**
   * The number of the first row in the file, from 1: rows are counted as a spreadsheet shows them, with preamble, header
   * and blank lines. Where no cell has a line break, it is the number of the line.
   */
  readonly firstRow: number;
  readonly rows: readonly Row[];
  /** Where each row starts, in bytes from the start of the file after unpacking, where that is known. There may be more of them than rows. */
  readonly byteOffsets?: readonly number[] | undefined;
  /** The indexes of rows whose only cell is quoted in the file, as far as the reader knows: these are no blank lines, whatever is in the quotes. */
  readonly quotedLines?: ReadonlySet<number> | undefined;
  /** How many bytes were taken in until now, after unpacking. */
  readonly bytes: number;
  /** What was met since the batch before. The rows they name are in this batch or in one close to it. */
  readonly problems: readonly ReadProblem[];
}
/** What a reader may have to make sense of. `docs/reading-files.md` explains each. */
export type ReadProblemCode =
  | "malformed_quotes"
  | "unclosed_quote"
  | "stray_quotes"
  | "blanks_around_quotes"
  | "comment_lines"
  | "ruling_lines"
  | "too_many_cells"
  | "end_of_file_sign"
  | "blank_lines"
  | "invalid_bytes"
  | "bad_record"
  | "json_extensions"
  | "duplicate_keys"
  | "lone_surrogates"
  | "mixed_records"
  | "too_many_keys"
  | "text_between_fields"
  | "truncated_file"
  | "trailing_data"
  | "error_value"
  | "formula_without_value"
  | "long_cell"
  | "broken_cell"
  | "omitted_rows";
/** Something in the file that a reader had to make sense of. */
export interface ReadProblem {
  readonly code: ReadProblemCode;
  /** The number of the row in the file. */
  readonly row: number;
  /** The number of the line in the file; of an unclosed quote, the line where it opens. */
  readonly line: number;
  /** Where in the file it is, in bytes from its start after unpacking, where that is known. */
  readonly byteOffset?: number | undefined;
  /** The index of the column, where it is about one. */
  readonly column?: number | undefined;
  /** What exactly is wrong, as part of a sentence: `a comma or } was expected`. */
  readonly detail?: string | undefined;
}
//# sourceMappingURL=table-reader.d.ts.map
