import type { Job, JobError, Json } from "@rowmill/core";
import type { Claim, ClaimState, JobStore, NewJob, Report, Settlement } from "@rowmill/core/adapter";
import { insertJob, jsonText, TYPE } from "./new-job.ts";

/** The lease of every claim. So long that no latency makes it lapse. */
export const LEASE_MS = 60_000;

/** Moves the clock safely past a lease. */
export const PAST_LEASE_MS = LEASE_MS + 10_000;

/** Claims the next jobs of `TYPE`, for a runner that has others at work unless it is said to be idle. */
export function claimNext(store: JobStore, limit: number, isIdle = false): Promise<readonly Job[]> {
  return store.claim({ runnerId: "runner", leaseMs: LEASE_MS, limit, from: { capacities: [{ type: TYPE, limit }] }, isIdle });
}

/** Claims a job by its id, if it can be claimed, for a runner that has nothing else at work. */
export async function tryClaim(store: JobStore, { id }: { readonly id: string }): Promise<Job | undefined> {
  const [job] = await store.claim({ runnerId: "runner", leaseMs: LEASE_MS, limit: 1, from: { keys: [{ id }] }, isIdle: true });
  return job;
}

/** Claims a job that can be claimed. */
export async function claimJob(store: JobStore, job: { readonly id: string }): Promise<Job> {
  const claimed = await tryClaim(store, job);
  if (!claimed) throw new Error(`job ${job.id} could not be claimed`);
  return claimed;
}

/** Stores a job and claims it. */
export async function startJob(store: JobStore, given: Partial<NewJob> = {}): Promise<Job> {
  return claimJob(store, await insertJob(store, given));
}

/** Names the run that answered this job. */
export function claimOf(job: Job): Claim {
  return { jobId: job.id, claimNo: job.claimNo };
}

/** Renews the lease of one claim, and writes what it reports. */
export async function updateJob(store: JobStore, job: Job, written: { report?: Report; checkpoint?: Json } = {}): Promise<ClaimState> {
  const { report, checkpoint } = written;
  const [state] = await store.update([
    {
      claim: claimOf(job),
      leaseMs: LEASE_MS,
      ...(report && { report }),
      ...(checkpoint !== undefined && { checkpoint: jsonText(checkpoint) }),
    },
  ]);
  if (!state) throw new Error("update answered nothing for the claim that it was given");
  return state;
}

/** Ends one claim. */
export async function settleJob(store: JobStore, job: Job, settlement: Settlement, report?: Report): Promise<Job | undefined> {
  const [settled] = await store.settle([{ claim: claimOf(job), settlement, ...(report && { report }) }]);
  return settled;
}

/** Stores a job, runs it once, and ends it. */
export async function endedJob(store: JobStore, settlement: Settlement, given: Partial<NewJob> = {}): Promise<Job> {
  const settled = await settleJob(store, await startJob(store, given), settlement);
  if (!settled) throw new Error("settle refused the claim that owns the job");
  return settled;
}

/** Describes a report; what is left out is empty. */
export function reportOf(given: Partial<Report>): Report {
  return { progress: 0, stage: null, counters: {}, log: [], ...given };
}

/** An error of a handler. */
export const BOOM: JobError = {
  code: "HANDLER_FAILED",
  message: "boom",
  stack: "Error: boom\n    at handler",
  causes: [
    { depth: 1, name: "TypeError", code: null, message: "fetch failed", stack: "TypeError: fetch failed\n    at fetch" },
    { depth: 2, name: "Error", code: "ECONNREFUSED", message: "connect ECONNREFUSED 127.0.0.1:4", stack: null },
  ],
};

/** The handler answered. */
export const COMPLETED = { status: "completed", result: jsonText({ rows: 3 }), resultFileId: "file-1" } satisfies Settlement;

/** The handler threw, for good. */
export const FAILED = { status: "failed", error: BOOM } satisfies Settlement;

/** The handler threw, and is to be tried again at once. */
export const AGAIN = { status: "pending", error: BOOM, runInMs: 0, usesAttempt: true } satisfies Settlement;

/** The process shut down before the handler had ended. */
export const HANDED_BACK = { status: "pending", error: null, runInMs: 0, usesAttempt: false } satisfies Settlement;
