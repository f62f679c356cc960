import { isFormula } from "../../../values/formula.ts";
import type { OutputType } from "../../../table/output.ts";

/** How the cells of delimited text are written. */
export interface CellsAsText {
  readonly delimiter: string;
  readonly quoteAll: boolean;
}

/** A cell of delimited text by RFC 4180: quoted where it holds a delimiter, a quote or a line break, or always. */
export function delimitedText(cell: string | null, guarded: boolean, { delimiter, quoteAll }: CellsAsText): string {
  const text = cell ?? "";
  const safe = guarded && isFormula(text) ? `'${text}` : text;
  return quoteAll || safe.includes(delimiter) || NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const NEEDS_QUOTES = /["\n\r]/;

/** A row of delimited text. A row of one empty cell is quoted, because an empty line is no row. */
export function delimitedLine(texts: readonly string[], { delimiter }: CellsAsText): string {
  return texts.length === 1 && texts[0] === "" ? '""' : texts.join(delimiter);
}

/** Whether a formula may stand in a column: steps have checked the numbers and dates of the others. */
export function mayHoldFormulas(type: OutputType | undefined): boolean {
  return type === undefined || type === "string";
}
