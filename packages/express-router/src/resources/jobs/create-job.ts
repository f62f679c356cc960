import { type Creation, type JobType, RowmillError } from "@rowmill/core";
import type { RouterContext } from "../../router-context.ts";

/** Who creates a job, and under which `Idempotency-Key`. */
export interface CreationOptions {
  readonly userId: string | null;
  readonly idempotencyKey: string | undefined;
}

/**
 * Creates a job, if its user may have one more. A repeated request gets the job that it has created before, in any case.
 * @throws RowmillError `LIMIT_REACHED`, and as `TaskManager.createJob`
 */
export async function createJob(
  { manager, admission }: Pick<RouterContext, "manager" | "admission">,
  jobType: JobType,
  input: unknown,
  { userId, idempotencyKey }: CreationOptions,
): Promise<Creation<unknown, unknown>> {
  try {
    return await admission.admit(userId, () => manager.createJob(jobType, input, { userId, idempotencyKey }));
  } catch (error) {
    if (idempotencyKey === undefined || !RowmillError.is(error, "LIMIT_REACHED")) throw error;
    const job = await manager.findEarlierJob(jobType, input, { userId, idempotencyKey });
    if (!job) throw error;
    return { job, created: false };
  }
}
