import type { OutputType } from "../../../table/output.ts";
/** How the cells of delimited text are written. */
export interface CellsAsText {
  readonly delimiter: string;
  readonly quoteAll: boolean;
}
/** A cell of delimited text by RFC 4180: quoted where it holds a delimiter, a quote or a line break, or always. */
export declare function delimitedText(cell: string | null, guarded: boolean, { delimiter, quoteAll }: CellsAsText): string;
/** A row of delimited text. A row of one empty cell is quoted, because an empty line is no row. */
export declare function delimitedLine(texts: readonly string[], { delimiter }: CellsAsText): string;
/** Whether a formula may stand in a column: steps have checked the numbers and dates of the others. */
export declare function mayHoldFormulas(type: OutputType | undefined): boolean;
//# sourceMappingURL=delimited-text.d.ts.map
