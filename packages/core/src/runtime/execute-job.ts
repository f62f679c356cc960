import { RowmillError } from "../domain/errors.ts";
import type { Job } from "../domain/job.ts";
import type { Runner } from "./runner.ts";
import { waitForJob, type WatchOptions } from "./watch-job.ts";

/**
 * Runs a job that was claimed when it was created, and tries it again here until it has finished.
 * Should another process or slot take one of the later attempts, it waits for that one.
 */
export async function executeJob(claimed: Job, runner: Runner, watching: WatchOptions): Promise<Job> {
  const key = { id: claimed.id };
  await runner.run(claimed);
  for (let job = await watching.get(key); job?.status === "pending"; job = await watching.get(key)) {
    const timeoutMs = job.runAt.getTime() - job.updatedAt.getTime();
    const finished = await waitForJob(key, { timeoutMs }, watching).catch(ignoreTimeout);
    if (finished) return finished;
    const execution = await runner.claim(key.id);
    if (!execution) break;
    await execution.run();
  }
  return await waitForJob(key, {}, watching);
}

function ignoreTimeout(error: unknown): undefined {
  if (!RowmillError.is(error, "WAIT_TIMEOUT")) throw error;
}

/**
 * The result of a finished job, or its error, thrown.
 * @throws RowmillError `JOB_FAILED`, `JOB_CANCELLED`, both with `details.job`
 */
export function resultOf(job: Job): unknown {
  if (job.status === "completed") return job.result;
  const details = { job };
  if (job.status === "cancelled") throw new RowmillError("JOB_CANCELLED", `Job ${job.id} was cancelled`, { details });
  throw new RowmillError("JOB_FAILED", `Job ${job.id} failed: ${job.error?.message}`, { details });
}
