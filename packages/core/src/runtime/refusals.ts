import { RowmillError } from "../domain/errors.ts";
import type { Job } from "../domain/job.ts";

/** There is no such job, or not for this user: callers cannot tell, and are not told. */
export function jobNotFound(id: string): RowmillError {
  return new RowmillError("JOB_NOT_FOUND", `There is no job ${JSON.stringify(id)}`, { details: { id }, retriable: false });
}

/** The job is there, but its status does not allow what was asked for. */
export function statusConflict({ id, status }: Job, rule: string): RowmillError {
  return new RowmillError("JOB_STATUS_CONFLICT", `Job ${id} is ${status}. ${rule}.`, { details: { id, status } });
}
