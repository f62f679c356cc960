import type { Job, JobError } from "../../domain/job.ts";
import type { Logger } from "../../ports/logger.ts";
import { toDelivery } from "../dispatch/to-delivery.ts";

/** How much of an error's message a line of the log repeats, in characters; the whole is in its details. */
const MAX_LOGGED_MESSAGE_LENGTH = 300;

/**
 * Logs a failed attempt: a warning if the job is tried again, an error if it has failed. An application that does not listen to events would
 * not notice otherwise.
 */
export function logFailure(logger: Logger, job: Job, error: JobError): void {
  const { id: jobId, type, userId, attempt, maxAttempts } = job;
  const details = { jobId, type, userId, attempt, maxAttempts, error };
  const reason = error.message.slice(0, MAX_LOGGED_MESSAGE_LENGTH);
  if (job.status === "failed") {
    logger.error(details, `Job ${jobId} ("${type}") failed in attempt ${attempt} of ${maxAttempts}: ${reason}`);
  } else {
    const delayMs = toDelivery(job).delayMs;
    logger.warn(
      details,
      `Attempt ${attempt} of ${maxAttempts} of job ${jobId} ("${type}") failed and is repeated in ${delayMs} ms: ${reason}`,
    );
  }
}
