import type { Job, TaskManager } from "@rowmill/core";
import { progressBar } from "./progress-bar.ts";

/** Shows the progress of a job until it has ended, and cancels it when the user interrupts. Returns the job as it ended. */
export async function runJob(
  manager: Pick<TaskManager, "watchJob" | "waitForJob" | "cancelJob">,
  jobId: string,
  interrupted: AbortSignal,
): Promise<Job> {
  // Too late is no error: the job has finished.
  const cancel = () => void manager.cancelJob(jobId).catch(() => {});
  if (interrupted.aborted) cancel();
  else interrupted.addEventListener("abort", cancel, { once: true });

  const bar = progressBar(process.stdout);
  const startedAtMs = performance.now();
  for await (const { progress, stage, counters } of manager.watchJob(jobId)) {
    const seconds = (performance.now() - startedAtMs) / 1_000;
    const { rows = 0, bytes = 0 } = counters;
    const rate = `${Math.round(rows / seconds).toLocaleString("en")} rows/s  ${(bytes / 1e6 / seconds).toFixed(1)} MB/s`;
    bar.show(progress, stage, rows === 0 ? "" : `${rows.toLocaleString("en")} rows  ${rate}`);
  }
  bar.end();
  interrupted.removeEventListener("abort", cancel);
  return manager.waitForJob(jobId);
}

/** The exit code of a program for a job that did not complete, after a line for its user. */
export function reportEnd({ status, error }: Pick<Job, "status" | "error">): number {
  if (status === "completed") return 0;
  if (status === "cancelled") {
    console.log("\nCancelled. The job is recorded as such, its thread has ended, and nothing is left behind.");
    return 130;
  }
  console.error(`\nThe job failed (${error?.code}): ${error?.message}`);
  return 1;
}
