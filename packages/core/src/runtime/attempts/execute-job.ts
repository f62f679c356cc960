import { RowmillError } from "../../domain/errors.ts";
import type { Job } from "../../domain/job.ts";
import type { Attempt } from "./attempt.ts";
import type { Runner } from "./runner.ts";
import { toDelivery } from "../dispatch/to-delivery.ts";
import { waitForJob, type Watching } from "../queries/watch-job.ts";

/** When to ask again for a job that could not be claimed yet: Node's timers may fire a millisecond before the store's clock is there. */
const CLAIM_AGAIN_MS = 50;

/**
 * Runs a job that was claimed when it was created, and tries it again here until it has finished. Should another process or slot
 * take one of the later attempts, it waits for that one. A cancel is answered at once, not when the handler has stopped.
 */
export async function executeJob(attempt: Attempt, runner: Runner, watching: Watching): Promise<Job> {
  const running = runUntilFinished(attempt, runner, watching);
  try {
    return await waitForJob({ id: attempt.job.id }, {}, watching);
  } catch (error) {
    // Pruned as soon as it had finished, before anybody could read it.
    const finished = RowmillError.is(error, "JOB_NOT_FOUND") ? await running : undefined;
    if (finished) return finished;
    throw error;
  }
}

/** Runs the attempt and those after it. Answers the finished job if this ended it. Never rejects. */
async function runUntilFinished(attempt: Attempt, runner: Runner, watching: Watching): Promise<Job | undefined> {
  let job = await runner.run(attempt);
  let isTooEarly = false;
  try {
    while (job?.status === "pending") {
      await isDue(job, isTooEarly ? CLAIM_AGAIN_MS : toDelivery(job).delayMs, watching);
      const next = await runner.claimAttempt({ keys: [{ id: job.id }] });
      isTooEarly = !next;
      job = next ? await runner.run(next) : await watching.get({ id: job.id });
    }
  } catch (error) {
    watching.logger.warn({ error, jobId: attempt.job.id }, "An executed job is not tried again here; it waits for a slot");
  }
  return job;
}

/** Resolves when it is time for the next attempt, or the job has been cancelled meanwhile. */
async function isDue({ id }: Job, delayMs: number, watching: Watching): Promise<void> {
  await waitForJob({ id }, { timeoutMs: delayMs }, watching).catch((error: unknown) => {
    if (!RowmillError.is(error, "WAIT_TIMEOUT")) throw error;
  });
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
