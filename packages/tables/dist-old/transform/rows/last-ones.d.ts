import type { RowReport, RowStage, SourceRow } from "./row-stage.ts";
/**
 * Passes on the last of the rows that have the same digest, in the order in which they stand. No row can pass before the end, so
 * rows beyond some thousands wait in a file, and their digests in others.
 */
export declare function lastOnes(digest: (row: SourceRow) => string, temporaryFolder: string, report: RowReport): RowStage;
//# sourceMappingURL=last-ones.d.ts.map
