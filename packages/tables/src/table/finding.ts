/** Codes of findings. `docs/reading-files.md` explains each. */
export type FindingCode =
  | "empty_file"
  | "no_rows"
  | "format_unlike_name"
  | "preamble_skipped"
  | "footer_skipped"
  | "wrapped_rows"
  | "footer_rows"
  | "total_rows"
  | "blank_lines"
  | "ragged_rows_short"
  | "ragged_rows_long"
  | "duplicate_header"
  | "empty_header"
  | "repeated_header"
  | "omitted_rows"
  | "mixed_types"
  | "leading_blanks"
  | "trailing_blanks"
  | "ambiguous_dates"
  | "guarded_numbers"
  | "mixed_date_patterns"
  | "malformed_quotes"
  | "unclosed_quote"
  | "stray_quotes"
  | "blanks_around_quotes"
  | "comment_lines"
  | "ruling_lines"
  | "too_many_cells"
  | "end_of_file_sign"
  | "invalid_bytes"
  | "latin1_controls"
  | "mixed_line_ends"
  | "too_many_columns"
  | "bad_record"
  | "json_extensions"
  | "duplicate_keys"
  | "lone_surrogates"
  | "mixed_records"
  | "too_many_keys"
  | "text_between_fields"
  | "truncated_file"
  | "corrupt_archive"
  | "trailing_data"
  | "error_value"
  | "formula_without_value"
  | "long_cell"
  | "broken_cell"
  | "other_tables"
  | "values_outside";

/** `error`: cells may be wrong. `warning`: look at it. `info`: good to know. */
export type Severity = "error" | "warning" | "info";

/** Something in a file that its reader should know: what, how often, and where first. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** A sentence for people. Match on `code`. */
  readonly message: string;
  /** How many rows or cells it is about. */
  readonly count: number;
  /** The index of the column that it is about, if it is about one. */
  readonly column?: number;
  /** The numbers of the first few rows, ascending. Row 1 is the first record of the file, header or not. */
  readonly rows: readonly number[];
  /** Where these rows are wrong, in bytes from the start of the file after unpacking, where that is known. */
  readonly byteOffsets?: readonly number[];
}
