import type { ColumnTally } from "../column/column-tally.ts";
import type { Finding } from "../../table/finding.ts";
import type { FinishedColumn } from "../column/finish-column.ts";
/** What is worth saying about one column. */
export declare function columnFindings({ profile: column, disagreeingRows, datePatterns }: FinishedColumn, tally: ColumnTally): Finding[];
//# sourceMappingURL=column-findings.d.ts.map
