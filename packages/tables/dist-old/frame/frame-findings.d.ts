import type { Finding } from "../table/finding.ts";
import type { OtherTable } from "../table/detected-format.ts";
import type { TableFrame, RowRange } from "./table-frame.ts";
/**
 * What is worth saying about where a table stands among the rows of a file.
 * @param numberOf - the number of a row in the file, from its position in the frame
 */
export declare function frameFindings(frame: TableFrame, numberOf?: (row: number) => number): Finding[];
/** What is worth saying about rows that add up others. */
export declare function totalFindings(totalRows: readonly number[], numberOf?: (row: number) => number): Finding[];
/** What is worth saying about notes that are left out. */
export declare function footerFindings(footer: RowRange, numberOf?: (row: number) => number): Finding[];
/** What is worth saying about notes at the end of a file that is longer than what was looked at. Their rows have no known numbers. */
export declare function notesFindings(count: number): Finding[];
/** The other tables, as a detected format names them. */
export declare function blocksOf({ otherTables }: TableFrame, numberOf?: (row: number) => number): OtherTable[];
//# sourceMappingURL=frame-findings.d.ts.map
