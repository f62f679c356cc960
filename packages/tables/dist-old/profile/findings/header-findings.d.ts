import type { Finding } from "../../table/finding.ts";
/** What is worth saying about the names of the columns. */
export declare function headerFindings(header: readonly string[] | undefined, row: number | undefined): Finding[];
//# sourceMappingURL=header-findings.d.ts.map
