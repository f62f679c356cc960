import type { AnalyzeProgress } from "./analyze-options.ts";
/** Tells how far an analysis is, not more than about 20 times a second. */
export interface ProgressReport {
  detecting(bytes: number): void;
  detected(bytes: number): void;
  reading(bytes: number, rows: number): void;
  done(bytes: number, rows: number): void;
}
/** @param sizeBytes - the size of the file; without it the percentage stays at 30 while the rows are read */
export declare function createProgressReport(sizeBytes: number | undefined, tell: (progress: AnalyzeProgress) => void): ProgressReport;
//# sourceMappingURL=progress-report.d.ts.map
