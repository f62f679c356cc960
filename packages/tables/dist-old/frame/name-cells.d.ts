import { Kind } from "../values/kind.ts";
import { type ColumnKinds } from "./column-kinds.ts";
/** The kind of a cell. A number with more digits than a number keeps is text as a value, and no name either. */
export declare function kindOf(cell: string): Kind;
/** Whether a cell is a name over a typed column: text or an answer, and nothing that could be a value of the column. */
export declare function isName(cells: readonly string[], { column, agrees }: ColumnKinds): boolean;
/** `Unknown` and `Missing` are no values among values, and names above them. */
export declare function isWord(cell: string): boolean;
/** Whether a cell could be a value of a typed column, or says that a value is missing. */
export declare function isValue(cells: readonly string[], { column, agrees }: ColumnKinds): boolean;
/** Whether two rows are the same cell by cell, and have several. */
export declare function isSame(a: readonly string[], b: readonly string[]): boolean;
//# sourceMappingURL=name-cells.d.ts.map
