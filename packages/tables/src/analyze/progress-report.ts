import type { AnalyzeProgress } from "./analyze-options.ts";

/** Tells how far an analysis is, not more than about 20 times a second. */
export interface ProgressReport {
  detecting(bytes: number): void;
  detected(bytes: number): void;
  reading(bytes: number, rows: number): void;
  done(bytes: number, rows: number): void;
}

/** @param sizeBytes - the size of the file; without it the percentage stays at 30 while the rows are read */
export function createProgressReport(sizeBytes: number | undefined, tell: (progress: AnalyzeProgress) => void): ProgressReport {
  let toldAt = Number.NEGATIVE_INFINITY;
  let highest = 0;
  const share = (bytes: number) => (sizeBytes ? Math.min(1, bytes / sizeBytes) : 0);

  /** A file that is read a second time does not go back. */
  function tellOnwards(progress: AnalyzeProgress): void {
    highest = Math.max(highest, progress.percent);
    tell({ ...progress, percent: highest });
  }

  function tellSometimes(progress: AnalyzeProgress): void {
    const now = performance.now();
    if (now - toldAt < INTERVAL_MS) return;
    toldAt = now;
    tellOnwards(progress);
  }

  return {
    detecting: (bytes) => tellSometimes({ percent: Math.floor(share(bytes) * 9), stage: "detecting", bytes, rows: 0 }),
    detected(bytes) {
      tellOnwards({ percent: 10, stage: "detecting", bytes, rows: 0 });
      tellOnwards({ percent: 30, stage: "reading", bytes: 0, rows: 0 });
      toldAt = performance.now();
    },
    reading: (bytes, rows) => tellSometimes({ percent: 30 + Math.floor(share(bytes) * 69), stage: "reading", bytes, rows }),
    done: (bytes, rows) => tellOnwards({ percent: 100, stage: "done", bytes, rows }),
  };
}

const INTERVAL_MS = 50;
