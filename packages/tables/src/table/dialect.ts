/** How a delimited text is written. */
export interface Dialect {
  /** What parts the cells, one character or more (`||`, `", "`); `null` if the file has one column. */
  readonly delimiter: string | null;
  /** What encloses cells that hold a delimiter or a line break; `null` if nothing does. */
  readonly quote: string | null;
  /**
   * What comes before a quote inside quotes: the quote itself (`""`), a backslash, or `null` without quotes. Without quotes a
   * backslash comes before a delimiter that belongs to the cell.
   */
  readonly escape: string | null;
  /** Whether blanks after a delimiter do not belong to the cell, as in `a, "b"`. */
  readonly skipInitialSpace: boolean;
  /**
   * Whether a run of delimiters counts as one and those at the start and the end of a line as none, as in columns lined up with
   * blanks.
   * @defaultValue false
   */
  readonly mergeDelimiters?: boolean | undefined;
  /**
   * What starts a line that is a comment and no row, such as `#`; `null` if the file has none.
   * @defaultValue null
   */
  readonly comment?: string | null | undefined;
}

/** What a caller knows about a file. What is left out is detected. */
export interface DialectOptions {
  /** One to four characters, or `null` for a file with one column. */
  readonly delimiter?: string | null | undefined;
  /** One ASCII character, or `null` for a file without quotes. */
  readonly quote?: string | null | undefined;
  readonly escape?: string | null | undefined;
  /** What starts a line that is a comment, one to four ASCII characters, or `null` for a file without comments. */
  readonly comment?: string | null | undefined;
  /** Whether blanks after a delimiter do not belong to the cell. */
  readonly skipInitialSpace?: boolean | undefined;
  /** Whether the first row of the table holds the names of the columns. */
  readonly header?: boolean | undefined;
  /** How many rows name the columns, up to 20: 0 if none does. */
  readonly headerRows?: number | undefined;
  /** How many rows stand above the table, up to 1,000; blank rows and comments count. Blank rows that follow are skipped, too. */
  readonly preambleRows?: number | undefined;
  /** Of several tables in a text, which one to read: its index from 0, or its name among `otherTables` (`rows 12-30`). */
  readonly table?: number | string | undefined;
}

/** How the lines of a file end, outside of quotes. */
export type LineEnd = "lf" | "crlf" | "cr" | "mixed";
