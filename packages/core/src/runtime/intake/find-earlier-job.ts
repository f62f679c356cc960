import { RowmillError } from "../../domain/errors.ts";
import { hashJson } from "../../domain/values/idempotency.ts";
import type { Job } from "../../domain/job.ts";
import { fromJsonText, toJsonText } from "../../domain/json.ts";
import type { JobStore, NewJob } from "../../ports/job-store.ts";
import type { CreateJobOptions } from "../call-options.ts";

/**
 * The job that a creation with this idempotency key has made before: what asking again answers, whatever would be said today to who asks for
 * the first time. `undefined` if there is none, or no key.
 * @throws RowmillError `IDEMPOTENCY_CONFLICT` if it has another input
 */
export async function findEarlierJob(
  store: Pick<JobStore, "findByIdempotencyKey">,
  type: string,
  input: unknown,
  { userId, idempotencyKey }: Pick<CreateJobOptions, "userId" | "idempotencyKey">,
): Promise<Job | undefined> {
  if (idempotencyKey === undefined) return undefined;
  const job = await store.findByIdempotencyKey({ userId: userId ?? null, type, idempotencyKey });
  if (!job) return undefined;
  const text = toJsonText(input, `The input of a "${type}" job`, "JOB_INPUT_INVALID", Infinity);
  refuseConflict({ idempotencyKey, inputHash: hashJson(fromJsonText(text)) }, job);
  return job;
}

/** Refuses a job that asks for another input than the one that has its key. @throws RowmillError `IDEMPOTENCY_CONFLICT` */
export function refuseConflict({ idempotencyKey, inputHash }: Pick<NewJob, "idempotencyKey" | "inputHash">, earlier: Job): void {
  if (earlier.inputHash === inputHash) return;
  const message = `The idempotency key ${JSON.stringify(idempotencyKey)} belongs to job ${earlier.id}, which has another input`;
  throw new RowmillError("IDEMPOTENCY_CONFLICT", message, { details: { jobId: earlier.id } });
}
