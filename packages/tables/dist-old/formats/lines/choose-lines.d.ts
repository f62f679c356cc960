import type { Dialect } from "../../table/dialect.ts";
import type { TableFormat } from "../../table/format-options.ts";
import type { DetectedLayout } from "./detect-layout.ts";
/** The dialect that delimited text would have, and how sure that is. */
export interface DialectGuess extends Dialect {
  readonly confidence: number;
}
/**
 * Whether nobody has to look for fixed fields or free text: a usual delimiter parts the text, beyond doubt. Semicolons that end
 * statements leave two columns.
 */
export declare function isSurelyDelimited({ delimiter, confidence }: DialectGuess, columnCount: number): boolean;
/**
 * Whether text whose fields are lined up is rather fixed-width than delimited. Blanks part them either way: what reads evenly with
 * a run of blanks between cells is left at that, since it does not mind a value that is longer than the others.
 *
 * @param text - the start of the file
 */
export declare function isFixedWidth(text: string, { layout, rulerLine }: DetectedLayout, dialect: DialectGuess): boolean;
/**
 * Whether lines are free text: sentences, log entries. A single word on the first line may be the name of a column.
 *
 * @param named - what the name of the file says
 */
export declare function isFreeText(lines: readonly string[], dialect: DialectGuess, named: TableFormat | undefined): boolean;
//# sourceMappingURL=choose-lines.d.ts.map
