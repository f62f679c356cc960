import type { Row } from "./table-reader.ts";
/**
 * The names of the columns, from the rows of a header. A header of several rows names a column from top to bottom: a cell above
 * others (`2024` over `Q1`, `Q2`) stands for those to its right, too, up to the next filled one.
 */
export declare function headerNames(rows: readonly Row[]): string[];
/** Whether a row is a line that is drawn between names and records: dashes in every cell, and two at least in one of them. */
export declare function isRulerRow(row: Row): boolean;
/** What a column is called that has no name. */
export declare function columnName(name: string | undefined, index: number): string;
//# sourceMappingURL=header-names.d.ts.map
