import type { Dialect } from "../../table/dialect.ts";
/** Rows that were cut from a sample of a text, and how well its quotes fit the dialect. */
export interface CutRows {
  /** Every record in order. A blank line is `[""]`, a comment `[]`. */
  readonly rows: readonly (readonly string[])[];
  /** How many cells were quoted and well-formed. */
  readonly quoted: number;
  /** How many quotes were closed before something other than a delimiter or a line end, or never. */
  readonly malformed: number;
  /** The texts of well-formed quoted cells that hold signs which would look odd without the quotes. */
  readonly enclosed: ReadonlySet<string>;
}
/**
 * Cuts a sample into rows in any dialect, also those that the fast reader does not know. Takes time in proportion to the text, whatever
 * is in it.
 *
 * A quote opens only at the start of a cell. A quoted cell that something follows is kept as it stands; one that never ends opens nothing,
 * and neither does a quote after it.
 */
export declare function cutRows(text: string, dialect: Dialect, maxRows?: number): CutRows;
//# sourceMappingURL=cut-rows.d.ts.map
