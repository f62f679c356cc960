import type { JobStatus } from "./job.ts";

/** What can happen to a job. */
export type JobAction = "claim" | "complete" | "fail" | "give-back" | "cancel" | "retry";

/**
 * What status an action leads to, or `undefined` if the action is not possible in this status.
 * This is the whole state machine: stores and the manager ask here, SQL stores say the same in their `where`.
 *
 * `give-back` is every way from `processing` to `pending`: a retry later, a lapsed lease, a shutdown.
 */
export function nextStatus(status: JobStatus, action: JobAction): JobStatus | undefined {
  return transitions[status][action];
}

const transitions: Readonly<Record<JobStatus, Partial<Record<JobAction, JobStatus>>>> = {
  pending: { claim: "processing", cancel: "cancelled" },
  processing: { complete: "completed", fail: "failed", "give-back": "pending", cancel: "cancelled" },
  completed: {},
  failed: { retry: "pending" },
  cancelled: { retry: "pending" },
};
