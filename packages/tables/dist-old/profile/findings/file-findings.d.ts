import type { DetectedFormat } from "../../table/detected-format.ts";
import type { Finding } from "../../table/finding.ts";
/**
 * What is worth saying about a file as a whole, once it was read.
 *
 * @param width - how many cells the table has in a row, 0 if the file has none at all
 */
export declare function fileFindings({ preambleRows, dialect }: DetectedFormat, width: number, rowCount: number): Finding[];
//# sourceMappingURL=file-findings.d.ts.map
