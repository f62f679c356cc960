import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { AGAIN, claimOf, COMPLETED, endedJob, LEASE_MS, settleJob, startJob } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { insertJob, TYPE } from "../new-job.ts";

export const nextDueCases: Cases<JobStoreHarness> = {
  "is 0 if a job can be claimed now": async ({ store }) => {
    await insertJob(store, { start: { inMs: 60_000 } });
    await insertJob(store);
    expect(await store.nextDueInMs([TYPE])).toBe(0);
  },

  "is 0 for a job whose time has long come": async ({ store, advanceBy }) => {
    await insertJob(store, { start: { inMs: 60_000 } });
    await advanceBy(3_600_000);
    expect(await store.nextDueInMs([TYPE])).toBe(0);
  },

  "is nothing if no job of these types waits": async ({ store }) => {
    await insertJob(store, { type: "other" });
    await endedJob(store, COMPLETED);
    await startJob(store);
    expect(await store.nextDueInMs([TYPE])).toBeUndefined();
    expect(await store.nextDueInMs([])).toBeUndefined();
  },

  "is the time until the first job is due": async ({ store, advanceBy }) => {
    await insertJob(store, { start: { inMs: 300_000 } });
    await insertJob(store, { start: { inMs: 100_000 } });
    await insertJob(store, { start: { inMs: 10_000 }, type: "other" });
    expectWithin(await store.nextDueInMs([TYPE]), 70_000, 100_000);
    await advanceBy(40_000);
    expectWithin(await store.nextDueInMs([TYPE]), 30_000, 60_000);
    expectWithin(await store.nextDueInMs(["other", TYPE]), 0, 0);
  },

  "is the time until the next attempt": async ({ store }) => {
    const job = await startJob(store);
    await settleJob(store, job, { ...AGAIN, runInMs: 100_000 });
    expectWithin(await store.nextDueInMs([TYPE]), 70_000, 100_000);
  },

  "is the rest of the lease while the old handler holds a job that was started over": async ({ store }) => {
    const job = await startJob(store);
    await store.cancel({ id: job.id });
    await store.retry({ id: job.id });
    expectWithin(await store.nextDueInMs([TYPE]), LEASE_MS / 2, LEASE_MS);
    await store.release([claimOf(job)]);
    expect(await store.nextDueInMs([TYPE])).toBe(0);
  },
};

/** The lower bound leaves half a minute to a slow database whose clock runs by itself. */
function expectWithin(dueInMs: number | undefined, min: number, max: number): void {
  expect(dueInMs).toBeGreaterThanOrEqual(min);
  expect(dueInMs).toBeLessThanOrEqual(max);
}
