import type { JobStatus, RetryPolicy } from "@rowmill/core";
import { type ClaimState, type JobAction, nextStatus, type Outcome, settle, settleLapsed } from "@rowmill/core/adapter";
import { LEASE_MS } from "../attempt.ts";

/** What a store must know of a job, and when by a clock that only the model moves. */
export interface ModelJob {
  readonly status: JobStatus;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly crashes: number;
  readonly maxCrashes: number;
  readonly errorCode: string | null;
  readonly progress: number;
  readonly checkpoint: number | null;
  readonly dueAtMs: number;
  /** Until when a handler is taken to be at work; `null`: none is. */
  readonly heldUntilMs: number | null;
}

/** Every attempt that fails is put off by the same time, which no sum of steps of the clock comes close to. */
export const RETRY_POLICY: RetryPolicy = { maxAttempts: 3, firstDelayMs: 50_000, maxDelayMs: 50_000 };

/** A job that was just created. */
export function createdJob(dueAtMs: number): ModelJob {
  return {
    status: "pending",
    attempt: 0,
    maxAttempts: RETRY_POLICY.maxAttempts,
    crashes: 0,
    maxCrashes: 2,
    errorCode: null,
    progress: 0,
    checkpoint: null,
    dueAtMs,
    heldUntilMs: null,
  };
}

/** Whether a handler is taken to be at work. */
export function isActive({ heldUntilMs }: ModelJob, nowMs: number): boolean {
  return heldUntilMs !== null && heldUntilMs > nowMs;
}

/** Whether the job can be claimed now. */
export function canClaim(job: ModelJob, nowMs: number): boolean {
  return nextStatus(job.status, "claim") !== undefined && job.dueAtMs <= nowMs && !isActive(job, nowMs);
}

/** Whether the job's lease has lapsed. */
export function hasLapsed(job: ModelJob, nowMs: number): boolean {
  return job.status === "processing" && !isActive(job, nowMs);
}

/** The job after a claim. */
export function claimed(job: ModelJob, nowMs: number): ModelJob {
  const progress = job.checkpoint === null ? 0 : job.progress;
  return { ...to(job, "claim"), attempt: job.attempt + 1, progress, heldUntilMs: nowMs + LEASE_MS };
}

/** What an update of the job's last claim is told. */
export function stateOfLastClaim(job: ModelJob): ClaimState {
  if (job.heldUntilMs === null) return "lost";
  return job.status === "processing" ? "held" : "cancelled";
}

/** The job after an update of its last claim. */
export function updated(job: ModelJob, progress: number, checkpoint: number | null, nowMs: number): ModelJob {
  const state = stateOfLastClaim(job);
  if (state === "lost") return job;
  const renewed = { ...job, heldUntilMs: nowMs + LEASE_MS };
  return state === "held" ? { ...renewed, progress, checkpoint: checkpoint ?? job.checkpoint } : renewed;
}

/** The job after the end of its attempt. */
export function ended(job: ModelJob, outcome: Outcome, nowMs: number): ModelJob {
  const settlement = settle(job, outcome, RETRY_POLICY, 0.5);
  const after = { ...job, crashes: 0, heldUntilMs: null };
  switch (settlement.status) {
    case "completed":
      return { ...to(after, "complete"), progress: 100, errorCode: null };
    case "failed":
      return { ...to(after, "fail"), errorCode: settlement.error.code };
    case "waiting":
    case "cancelled":
      throw new Error("the model does neither wait nor cancel itself");
    case "pending":
      return {
        ...to(after, "give-back"),
        attempt: settlement.usesAttempt ? job.attempt : job.attempt - 1,
        errorCode: settlement.error?.code ?? job.errorCode,
        dueAtMs: nowMs + settlement.runInMs,
      };
  }
}

/** The job after its lapsed lease was acted on. */
export function reclaimed(job: ModelJob, nowMs: number): ModelJob {
  const settlement = settleLapsed(job);
  const after = { ...job, crashes: settlement.crashes, heldUntilMs: null };
  if (settlement.status === "failed") return { ...to(after, "fail"), errorCode: settlement.error.code };
  return { ...to(after, "give-back"), attempt: job.attempt - 1, dueAtMs: nowMs };
}

/** The job after a cancel: as it was, if it has finished. */
export function cancelled(job: ModelJob): ModelJob {
  return nextStatus(job.status, "cancel") ? to(job, "cancel") : job;
}

/** The job after a retry: as it was, if it cannot be retried. */
export function retried(job: ModelJob, nowMs: number): ModelJob {
  if (!nextStatus(job.status, "retry")) return job;
  const progress = job.checkpoint === null ? 0 : job.progress;
  return { ...to(job, "retry"), attempt: 0, crashes: 0, errorCode: null, progress, dueAtMs: nowMs };
}

/** The job after its handler said that it has stopped. */
export function released(job: ModelJob): ModelJob {
  return job.status === "processing" ? job : { ...job, heldUntilMs: null };
}

function to(job: ModelJob, action: JobAction): ModelJob {
  const status = nextStatus(job.status, action);
  if (!status) throw new Error(`the model lets a ${job.status} job ${action}`);
  return { ...job, status };
}
