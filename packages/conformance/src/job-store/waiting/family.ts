import type { Job, WaitingFor } from "@rowmill/core";
import type { JobStore, NewJob, ParentOptions, Settlement, WaitRequest } from "@rowmill/core/adapter";
import { claimJob, claimOf, settleJob, startJob } from "../attempt.ts";
import { newJob } from "../new-job.ts";

/** An attempt ends, and its job waits. */
export function waitingFor(wait: Partial<WaitRequest>): Settlement {
  return { status: "waiting", for: { children: null, signal: null, until: null, ...wait } };
}

/** What a job waits for, as it is answered. */
export function waits(wait: Partial<WaitingFor>): WaitingFor {
  return { children: null, signal: null, until: null, ...wait };
}

/** Stores a job, runs it once, and lets it wait. */
export async function waitingJob(store: JobStore, wait: Partial<WaitRequest>, given: Partial<NewJob> = {}): Promise<Job> {
  const job = await settleJob(store, await startJob(store, given), waitingFor(wait));
  if (!job) throw new Error("settle refused the claim that owns the job");
  return job;
}

/** Adds children to a running job. */
export async function insertChildren(
  store: JobStore,
  parent: Job,
  children: readonly Partial<NewJob>[],
  options: Omit<ParentOptions, "claim"> = {},
): Promise<readonly Job[]> {
  const jobs = children.map((child) => newJob({ type: "child", ...child }));
  const insertions = await store.insert(jobs, { parent: { claim: claimOf(parent), ...options } });
  return insertions.map(({ job }) => job);
}

/** Stores a job with so many children, and lets it wait for them. */
export async function waitingParent(
  store: JobStore,
  count: number,
  options: Omit<ParentOptions, "claim"> & { readonly children?: "settled" | "failed" } = {},
): Promise<{ readonly parent: Job; readonly children: readonly Job[] }> {
  const { children: kind = "settled", ...parentOptions } = options;
  const running = await startJob(store);
  const children = await insertChildren(
    store,
    running,
    Array.from({ length: count }, () => ({})),
    parentOptions,
  );
  const parent = await settleJob(store, running, waitingFor({ children: kind }));
  if (!parent) throw new Error("settle refused the claim that owns the job");
  return { parent, children };
}

/** Runs a child to its end. */
export async function endChild(store: JobStore, child: Job, settlement: Settlement): Promise<void> {
  await settleJob(store, await claimJob(store, child), settlement);
}

/** Wakes these jobs, and answers those that were woken. */
export async function wake(store: JobStore, ...jobs: readonly Job[]): Promise<readonly Job[]> {
  return (await store.wake({ ids: jobs.map(({ id }) => id) })).jobs;
}
