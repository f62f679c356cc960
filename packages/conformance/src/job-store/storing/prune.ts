import type { Job } from "@rowmill/core";
import type { JobStore } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { claimOf, COMPLETED, endedJob, FAILED, PAST_LEASE_MS, startJob } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { insertJob } from "../new-job.ts";

const HOUR_MS = 3_600_000;
const NOTHING = { completed: 0, failed: 0, cancelled: 0 };

export const pruneCases: Cases<JobStoreHarness> = {
  "deletes jobs of a status that are older than it is kept": async ({ store, advanceBy }) => {
    const jobs = [await endedJob(store, COMPLETED), await endedJob(store, FAILED), await cancelledJob(store)];
    await advanceBy(2 * HOUR_MS);

    expect(await store.prune({ keepMs: { completed: HOUR_MS, failed: 3 * HOUR_MS, cancelled: 3 * HOUR_MS }, limit: 10 })).toHaveLength(1);
    expect(await left(store, jobs)).toEqual(["failed", "cancelled"]);
    expect(await store.prune({ keepMs: { completed: HOUR_MS, failed: HOUR_MS, cancelled: 3 * HOUR_MS }, limit: 10 })).toHaveLength(1);
    expect(await left(store, jobs)).toEqual(["cancelled"]);
    expect(await store.prune({ keepMs: { completed: HOUR_MS, failed: HOUR_MS, cancelled: HOUR_MS }, limit: 10 })).toHaveLength(1);
    expect(await left(store, jobs)).toEqual([]);
  },

  "says of each job that it deleted whose it was, and which files it named": async ({ store }) => {
    const { id } = await insertJob(store, { userId: "ada", inputFileId: "in", referenceFileId: "reference" });
    await store.settle([
      {
        claim: claimOf((await store.claim({ runnerId: "r", leaseMs: 1_000, limit: 1, from: { keys: [{ id }] } }))[0]!),
        settlement: { ...COMPLETED, resultFileId: "out" },
      },
    ]);
    const pruned = await store.prune({ keepMs: NOTHING, limit: 10 });
    expect(pruned).toEqual([{ id, userId: "ada", inputFileId: "in", referenceFileId: "reference", resultFileId: "out" }]);
  },

  "counts from the end of a job, not from its creation": async ({ store, advanceBy }) => {
    const waited = await insertJob(store);
    await advanceBy(2 * HOUR_MS);
    await store.cancel({ id: waited.id });
    expect(await store.prune({ keepMs: { ...NOTHING, cancelled: HOUR_MS }, limit: 10 })).toHaveLength(0);
  },

  "keeps a status indefinitely, if asked": async ({ store, advanceBy }) => {
    await endedJob(store, COMPLETED);
    await endedJob(store, FAILED);
    await advanceBy(1_000 * 365 * 24 * HOUR_MS);
    expect(await store.prune({ keepMs: { completed: 0, failed: Infinity, cancelled: Infinity }, limit: 10 })).toHaveLength(1);
  },

  "never deletes a job that has not finished": async ({ store, advanceBy }) => {
    const jobs = [await insertJob(store, { start: { inMs: 9 * HOUR_MS } }), await startJob(store), await endedJob(store, FAILED)];
    await store.retry({ id: jobs[2]!.id });
    await advanceBy(HOUR_MS);
    expect(await store.prune({ keepMs: NOTHING, limit: 10 })).toHaveLength(0);
    expect(await left(store, jobs)).toEqual(["pending", "processing", "pending"]);
  },

  "never deletes a job whose handler is still at work": async ({ store, advanceBy }) => {
    const [stopping, silent] = [await startJob(store), await startJob(store)];
    await store.cancel({ id: stopping.id });
    await store.cancel({ id: silent.id });
    await advanceBy(1_000);
    expect(await store.prune({ keepMs: NOTHING, limit: 10 })).toHaveLength(0);

    await store.release([claimOf(stopping)]);
    expect(await store.prune({ keepMs: NOTHING, limit: 10 })).toHaveLength(1);
    await advanceBy(PAST_LEASE_MS);
    expect(await store.prune({ keepMs: NOTHING, limit: 10 })).toHaveLength(1);
  },

  "deletes at most the limit, the oldest first": async ({ store, advanceBy }) => {
    const jobs: Job[] = [];
    for (let count = 0; count < 5; count += 1) {
      jobs.push(await endedJob(store, COMPLETED));
      await advanceBy(1_000);
    }
    expect(await store.prune({ keepMs: NOTHING, limit: 2 })).toHaveLength(2);
    const stored = await store.get(jobs.map(({ id }) => ({ id })));
    expect(stored.map((job) => job !== undefined)).toEqual([false, false, true, true, true]);
    expect(await store.prune({ keepMs: NOTHING, limit: 10 })).toHaveLength(3);
    expect(await store.prune({ keepMs: NOTHING, limit: 10 })).toHaveLength(0);
  },
};

async function cancelledJob(store: JobStore): Promise<Job> {
  const { id } = await insertJob(store);
  return (await store.cancel({ id }))!.job;
}

/** The statuses of those of the jobs that are still there. */
async function left(store: JobStore, jobs: readonly Job[]): Promise<string[]> {
  const stored = await store.get(jobs.map(({ id }) => ({ id })));
  return stored.flatMap((job) => (job ? [job.status] : []));
}
