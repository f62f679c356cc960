import type { Job } from "../../domain/job.ts";
import { NO_PROGRESS } from "../../domain/progress.ts";
import type { Logger } from "../../ports/logger.ts";
import { callSafely } from "../events.ts";
import type { CreateJobOptions } from "../call-options.ts";

/**
 * Calls back with each new progress of a job that is watched, until the watching ends. What the callback throws is logged.
 * Never rejects.
 */
export async function followProgress(
  watched: AsyncIterable<Job>,
  onProgress: NonNullable<CreateJobOptions["onProgress"]>,
  logger: Logger,
): Promise<void> {
  const tell = callSafely(onProgress, (error) => logger.error({ error }, "An onProgress callback threw"));
  let last = JSON.stringify([NO_PROGRESS.progress, NO_PROGRESS.stage, NO_PROGRESS.counters]);
  try {
    for await (const job of watched) {
      const { progress, stage, counters, status } = job;
      const now = JSON.stringify([progress, stage, counters]);
      if (now !== last && status !== "pending") tell({ progress, stage, counters }, job);
      last = now;
    }
  } catch (error) {
    logger.debug({ error }, "The progress of a job is followed no more");
  }
}
