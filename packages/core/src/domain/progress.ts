import type { JobProgress } from "./job.ts";

/** Where an attempt starts. */
export const NO_PROGRESS: JobProgress = { progress: 0, stage: null, counters: {} };

/**
 * What a report of `percent` makes of the progress so far: whole, never backwards, and at most 99, because 100 means that the
 * job has completed. Anything that is not a number (a division by a total of zero) leaves it as it is.
 */
export function advanceProgress(soFar: number, percent: number): number {
  if (!(percent > soFar)) return soFar;
  return percent >= 99 ? 99 : Math.floor(percent);
}
