/**
 * Where to cut a file for some threads: evenly, but for the first range, whose thread finds out what the file is before it reads. No
 * cuts for a file that one thread reads in a moment.
 *
 * @param isWarm - whether the threads have read another file before
 */
export function rangeCuts(sizeBytes: number, threads: number, isWarm = true): number[] {
  const ranges = Math.min(threads, Math.floor(sizeBytes / LEAST_RANGE_BYTES));
  const share = (sizeBytes + (isWarm ? WARM_LEAD_BYTES : COLD_LEAD_BYTES)) / ranges;
  return Array.from({ length: Math.max(0, ranges - 1) }, (_, index) => Math.floor(sizeBytes - share * (ranges - index - 1)));
}

/** Starting a thread takes a tenth of a second, in which another one reads ten megabytes or more. */
const LEAST_RANGE_BYTES = 32 * 1024 * 1024;

/** What is read in the time that a detection takes, whose code is compiled already, and in the first file of a thread. */
const WARM_LEAD_BYTES = 4 * 1024 * 1024;
const COLD_LEAD_BYTES = 12 * 1024 * 1024;
