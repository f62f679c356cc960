import type { JobType } from "../../domain/job-type.ts";
import type { Job } from "../../domain/job.ts";
import type { Outcome } from "../../domain/settlement.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Logger } from "../../ports/logger.ts";
import type { Attempt } from "./attempt.ts";
import { toJobError } from "./describe-error.ts";
import type { Events } from "../events.ts";

/** Frees the slots of handlers that do not stop, where the job type allows it: see `timeoutMs` of `JobTypeOptions`. */
export interface Abandonment {
  /**
   * Resolves with the outcome of a handler, or, if that has not stopped `unresponsiveAfterMs` after its signal aborted, without it. It then goes on
   * in the background: JavaScript cannot end it. What it still returns or reports is dropped.
   * @param running - the handler; never rejects
   */
  outcomeOf(attempt: Attempt, jobType: JobType, running: Promise<Outcome>): Promise<Outcome>;
  /** The jobs whose handlers were abandoned and have not stopped, as they were when their attempts began. */
  jobs(): readonly Job[];
}

/** What it works with. */
export interface AbandonmentOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly events: Events;
  readonly unresponsiveAfterMs: number;
  readonly maxAbandoned: number;
}

/** Makes it. */
export function createAbandonment({ clock, logger, events, unresponsiveAfterMs, maxAbandoned }: AbandonmentOptions): Abandonment {
  const abandoned = new Set<Attempt>();

  return {
    jobs: () => Array.from(abandoned, ({ job }) => job),

    outcomeOf(attempt, jobType, running) {
      if (jobType.abandonsHandlers === false) return running;
      let stopTimer = () => {};
      return new Promise<Outcome>((resolve) => {
        const wait = () => {
          if (!jobType.abandonsHandlers && !isLastTimeout(attempt)) return;
          stopTimer = clock.setTimer(() => abandonIfAllowed(resolve, wait), unresponsiveAfterMs, false);
        };
        attempt.onAborted = wait;
        if (attempt.abortReason) wait();
        const stopped = (outcome: Outcome) => {
          resolve(outcome);
          stopTimer();
          attempt.onAborted = undefined;
          if (abandoned.delete(attempt)) logger.info(detailsOf(attempt), "An abandoned handler has stopped; what it returned is dropped");
        };
        void running.then(stopped);
      });

      function abandonIfAllowed(resolve: (outcome: Outcome) => void, wait: () => void): void {
        const reason = attempt.abortReason;
        // A manager that closes frees no slots: the job keeps its lease, so that nothing else runs it while this process may still do so.
        if (reason?.code === "MANAGER_CLOSED") return;
        if (abandoned.size >= maxAbandoned) {
          logger.error(
            detailsOf(attempt),
            `The handler of "${attempt.job.type}" has not stopped, but keeps its slot: ${abandoned.size} abandoned handlers are running already, as many as maxAbandoned allows`,
          );
          wait();
          return;
        }
        abandoned.add(attempt);
        attempt.isAbandoned = true;
        logger.error(
          detailsOf(attempt),
          `The handler of "${attempt.job.type}" has not stopped ${unresponsiveAfterMs / 1_000} s after its signal aborted and is abandoned: its slot is free, and it goes on in the background`,
        );
        events.emit("attempt:abandoned", { job: attempt.job });
        resolve({ kind: "failed", retriable: true, error: toJobError(reason) });
      }
    },
  };

  function detailsOf({ job }: Attempt): object {
    return { jobId: job.id, type: job.type, attempt: job.attempt, abandoned: abandoned.size };
  }
}

/** Whether a timeout has ended the last attempt: no other one can run beside a handler that goes on. */
function isLastTimeout({ job, abortReason }: Attempt): boolean {
  return abortReason?.code === "ATTEMPT_TIMEOUT" && job.attempt >= job.maxAttempts;
}
