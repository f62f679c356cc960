import { RowmillError } from "../domain/errors.ts";
import type { Job } from "../domain/job.ts";
import type { Runner } from "./runner.ts";
import { toDelivery } from "./to-delivery.ts";
import { waitForJob, type WatchOptions } from "./watch-job.ts";

/** When to ask again for a job that could not be claimed yet: Node's timers may fire a millisecond before the store's clock is there. */
const CLAIM_AGAIN_MS = 50;

/**
 * Runs a job that was claimed when it was created, and tries it again here until it has finished.
 * Should another process or slot take one of the later attempts, it waits for that one.
 */
export async function executeJob(claimed: Job, runner: Runner, watching: WatchOptions): Promise<Job> {
  // Somebody waits for the job: that keeps the process alive, also while the attempt itself would not.
  const watcher = watching.watchers.watch(claimed.id, true);
  try {
    await runner.run(claimed);
    return await tryAgain(claimed.id, runner, watching);
  } finally {
    watcher.stop();
  }
}

async function tryAgain(id: string, runner: Runner, watching: WatchOptions): Promise<Job> {
  let wasTooEarly = false;
  for (let job = await watching.get({ id }); job?.status === "pending"; job = await watching.get({ id })) {
    const timeoutMs = wasTooEarly ? CLAIM_AGAIN_MS : toDelivery(job).delayMs;
    const finished = await waitForJob({ id }, { timeoutMs }, watching).catch(ignoreTimeout);
    if (finished) return finished;
    const execution = await runner.claim(id);
    wasTooEarly = !execution;
    await execution?.run();
  }
  return await waitForJob({ id }, {}, watching);
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
