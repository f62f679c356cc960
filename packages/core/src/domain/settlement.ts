import type { Job, JobError } from "./job.ts";
import type { JsonText } from "./json.ts";
import type { WaitRequest } from "./waiting/wait.ts";
import { retryDelayMs, type RetryPolicy } from "./retry-policy.ts";

/** How a run of a handler ended. */
export type Outcome =
  | { readonly kind: "completed"; readonly result: JsonText; readonly resultFileId: string | null }
  | { readonly kind: "failed"; readonly error: JobError; readonly retriable: boolean }
  /** It asks for something that others have to do first. */
  | { readonly kind: "waiting"; readonly for: WaitRequest; readonly result: JsonText | null }
  /** Its handler found that it should not go on: `error` says why. */
  | { readonly kind: "cancelled"; readonly error: JobError }
  /** Nobody's fault: the process shuts down, and another one should go on. */
  | { readonly kind: "handed-back" };

/** What becomes of a job after that. The store adds `runInMs` to its own clock. */
export type Settlement =
  | { readonly status: "completed"; readonly result: JsonText; readonly resultFileId: string | null }
  | { readonly status: "failed"; readonly error: JobError }
  /** By its own handler, which has stopped: nothing is left to `release`. */
  | { readonly status: "cancelled"; readonly error: JobError }
  /**
   * `processing` without a lease, until `JobStore.wake` finds that what it waits for has come. The attempt is not counted. `result` is stored
   * as the result of the job, and stays until it has another one or is started over.
   */
  | { readonly status: "waiting"; readonly for: WaitRequest; readonly result?: JsonText | null }
  | {
      readonly status: "pending";
      /** `null` leaves the error of an earlier attempt as it is. */
      readonly error: JobError | null;
      readonly runInMs: number;
      /** Whether the attempt counts against `maxAttempts`. */
      readonly usesAttempt: boolean;
    };

/** What a job becomes after its handler ended. */
export function settle(job: Pick<Job, "attempt" | "maxAttempts">, outcome: Outcome, policy: RetryPolicy, random: number): Settlement {
  switch (outcome.kind) {
    case "completed":
      return { status: "completed", result: outcome.result, resultFileId: outcome.resultFileId };
    case "waiting":
      return { status: "waiting", for: outcome.for, result: outcome.result };
    case "cancelled":
      return { status: "cancelled", error: outcome.error };
    case "handed-back":
      return { status: "pending", error: null, runInMs: 0, usesAttempt: false };
    case "failed":
      if (!outcome.retriable || job.attempt >= job.maxAttempts) return { status: "failed", error: outcome.error };
      return { status: "pending", error: outcome.error, runInMs: retryDelayMs(policy, job.attempt, random), usesAttempt: true };
  }
}

/**
 * Whether the next crash fails this job. It then runs alone in its process, so that no crash but its own fails it: until now it may only have
 * shared its processes with the job that killed them. A job whose very first crash fails it does not: no crash has ever spoken against it.
 */
export function isFinalCrashAttempt({ crashes, maxCrashes }: Pick<Job, "crashes" | "maxCrashes">): boolean {
  return crashes > 0 && crashes >= maxCrashes - 1;
}

/** A lapsed lease: no process renewed it, so the process that held it counts as dead. */
export type LapsedSettlement =
  | { readonly status: "pending"; readonly crashes: number }
  | { readonly status: "failed"; readonly crashes: number; readonly error: JobError };

/**
 * What a job becomes whose lease has lapsed: `pending` again, its attempt not used up, until it has taken `maxCrashes`
 * processes in a row with it.
 */
export function settleLapsed(job: Pick<Job, "crashes" | "maxCrashes">): LapsedSettlement {
  const crashes = job.crashes + 1;
  if (crashes < job.maxCrashes) return { status: "pending", crashes };
  const times = crashes === 1 ? "once" : `${crashes} times in a row`;
  const message = `The process that ran this job died or froze ${times} and its lease lapsed: the job may use too much memory or block the event loop. Retry it once that is mended.`;
  return { status: "failed", crashes, error: { code: "JOB_CRASHED", message, stack: null, causes: [] } };
}
