import type { JobStatus } from "./job.ts";

/** What can happen to a job. */
export type JobAction = "claim" | "complete" | "fail" | "give-back" | "wait" | "wake" | "cancel" | "retry";

/**
 * What status an action leads to, or `undefined` if the action is not possible in this status.
 * This is the whole state machine: stores and the manager ask here, SQL stores say the same in their `where`.
 *
 * `give-back` is every way of an attempt from `processing` to `pending`: a retry later, a lapsed lease, a shutdown. `wait` ends an attempt, and
 * the job stays `processing` without one, until `wake` makes it `pending`.
 */
export function nextStatus(status: JobStatus, action: JobAction): JobStatus | undefined {
  return transitions[status][action];
}

const transitions: Readonly<Record<JobStatus, Partial<Record<JobAction, JobStatus>>>> = {
  pending: { claim: "processing", cancel: "cancelled" },
  processing: { complete: "completed", fail: "failed", "give-back": "pending", wait: "processing", wake: "pending", cancel: "cancelled" },
  completed: {},
  failed: { retry: "pending" },
  cancelled: { retry: "pending" },
};
