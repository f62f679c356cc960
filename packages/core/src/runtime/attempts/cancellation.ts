import type { Job } from "../../domain/job.ts";
import type { Claim, JobChange, JobKey, JobStore } from "../../ports/job-store.ts";
import type { Logger } from "../../ports/logger.ts";
import { inCleanContext } from "../async-context.ts";
import type { ActiveAttempts } from "./active-attempts.ts";
import type { Attempt } from "./attempt.ts";
import type { Events } from "../events.ts";
import type { Waits } from "../waiting/waits.ts";
import { jobNotFound, statusConflict } from "../refusals.ts";

/** Cancels jobs, and tells the handlers of jobs that were cancelled, here or in another process. */
export interface Cancellation {
  /** Cancels a job for a caller. @throws RowmillError `JOB_NOT_FOUND`, `JOB_STATUS_CONFLICT` */
  cancel(key: JobKey): Promise<Job>;
  /** Notices that a job which runs here was cancelled, from the answer to one of its writes. */
  notice(attempt: Attempt): void;
  /** Notices it, and the loss of a job, from the store's change feed. */
  noticeChange(change: JobChange): void;
}

/** What cancellation works with. */
export interface CancellationOptions {
  readonly store: Pick<JobStore, "cancel" | "get">;
  readonly attempts: Pick<ActiveAttempts, "get" | "cancelledAhead">;
  readonly events: Events;
  readonly logger: Logger;
  readonly waits: Pick<Waits, "parentEnded" | "childChanged">;
}

/** Makes it. */
export function createCancellation({ store, attempts, events, logger, waits }: CancellationOptions): Cancellation {
  /**
   * Jobs that are being cancelled by calls here: how many, and whether a handler was told meanwhile without an event. The call that changed
   * the job emits it; if none of them did, the last.
   */
  const cancelling = new Map<string, { calls: number; owesEvent: boolean }>();

  return {
    async cancel(key) {
      const under = cancelling.get(key.id) ?? { calls: 0, owesEvent: false };
      cancelling.set(key.id, under);
      under.calls += 1;
      let cancelled: Job | undefined;
      try {
        const change = await store.cancel(key);
        if (!change) throw jobNotFound(key.id);
        const { job, changed } = change;
        if (job.status !== "cancelled") throw statusConflict(job, "Only a job that has not finished can be cancelled");
        // The change feed may not tell, or not soon.
        noticeClaim({ jobId: job.id, claimNo: job.claimNo });
        cancelled = job;
        if (changed) {
          under.owesEvent = false;
          events.emit("job:cancelled", { job });
          waits.parentEnded();
          if (job.parentId !== null) waits.childChanged(job.parentId, true);
        }
        return job;
      } finally {
        under.calls -= 1;
        if (under.calls === 0) {
          cancelling.delete(key.id);
          // Somebody else has cancelled it, or our own answer was lost.
          if (under.owesEvent && cancelled) events.emit("job:cancelled", { job: cancelled });
          else if (under.owesEvent) void announce(key.id);
        }
      }
    },

    notice,

    noticeChange({ jobId, status, claimNo }) {
      if (status === "cancelled") noticeClaim({ jobId, claimNo });
      const attempt = attempts.get(jobId);
      if (attempt && claimNo > attempt.claim.claimNo && attempt.abort("ATTEMPT_LOST")) events.emit("attempt:lost", { job: attempt.job });
    },
  };

  function noticeClaim(claim: Claim): void {
    const attempt = attempts.get(claim.jobId);
    if (attempt?.claim.claimNo === claim.claimNo) notice(attempt);
    else attempts.cancelledAhead(claim);
  }

  function notice(attempt: Attempt): void {
    const { id } = attempt.job;
    if (attempt.isCancelling || !attempt.abort("JOB_CANCELLED")) return;
    const under = cancelling.get(id);
    if (under) under.owesEvent = true;
    else void inCleanContext(() => announce(id));
  }

  /** Says that another process has cancelled a job that runs here. */
  async function announce(id: string): Promise<void> {
    try {
      const [job] = await store.get([{ id }]);
      if (job?.status === "cancelled") events.emit("job:cancelled", { job });
    } catch (error) {
      logger.warn({ error, jobId: id }, "A job that was cancelled could not be read");
    }
  }
}
