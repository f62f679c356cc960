import type { Job } from "@rowmill/core";
import type { JobStore } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import {
  AGAIN,
  claimJob,
  claimOf,
  COMPLETED,
  FAILED,
  LEASE_MS,
  PAST_LEASE_MS,
  reportOf,
  settleJob,
  startJob,
  updateJob,
} from "../attempt.ts";
import { type JobStoreHarness, storeOf } from "../harness.ts";
import { readJob } from "../new-job.ts";

/** All that a handler can write. */
const EVERYTHING = {
  report: reportOf({ progress: 70, stage: "stale", counters: { stale: 1 }, log: [{ level: "info", message: "stale" }] }),
  checkpoint: "stale",
};

export const fencingCases: Cases<JobStoreHarness> = {
  "refuses every write of a claim whose job was taken back": async ({ store, advanceBy }) => {
    const lost = await startJob(store);
    await advanceBy(PAST_LEASE_MS);
    await store.reclaim([], 10);
    await expectRefused(store, lost);
  },

  "refuses every write of a claim whose job somebody else has": async ({ store, advanceBy }) => {
    const lost = await startJob(store);
    await advanceBy(PAST_LEASE_MS);
    await store.reclaim([], 10);
    const current = await claimJob(store, lost);
    await expectRefused(store, lost);

    expect(await updateJob(store, current)).toBe("held");
    expect(await settleJob(store, current, COMPLETED)).toMatchObject({ status: "completed" });
  },

  "lets a stale failure not harm the run that works": async ({ store, advanceBy }) => {
    const lost = await startJob(store);
    await advanceBy(PAST_LEASE_MS);
    await store.reclaim([], 10);
    const current = await claimJob(store, lost);

    expect(await settleJob(store, lost, FAILED)).toBeUndefined();
    expect(await readJob(store, current)).toEqual(current);
  },

  "lets a stale release not harm the run that works": async ({ store }) => {
    const cancelled = await startJob(store);
    await store.cancel({ id: cancelled.id });
    await store.release([claimOf(cancelled)]);
    await store.retry({ id: cancelled.id });
    const current = await claimJob(store, cancelled);
    await store.release([claimOf(cancelled)]);

    expect(await readJob(store, current)).toEqual(current);
  },

  "lets a stale release not harm a newer run that is stopping": async ({ store, advanceBy }) => {
    const first = await startJob(store);
    await store.cancel({ id: first.id });
    await advanceBy(PAST_LEASE_MS);
    await store.retry({ id: first.id });
    await claimJob(store, first);
    await store.cancel({ id: first.id });
    await store.release([claimOf(first)]);

    expect(await readJob(store, first)).toMatchObject({ status: "cancelled", isActive: true });
  },

  "refuses every write of a claim that was settled": async ({ store }) => {
    for (const settlement of [COMPLETED, FAILED, AGAIN]) {
      const job = await startJob(store);
      await settleJob(store, job, settlement);
      await expectRefused(store, job);
    }
  },

  "refuses every write of a claim whose job was pruned, or never was": async ({ store, advanceBy }) => {
    const job = await startJob(store);
    await settleJob(store, job, COMPLETED);
    await advanceBy(1_000);
    await store.prune({ keepMs: { completed: 0, failed: 0, cancelled: 0 }, limit: 10 });

    expect(await updateJob(store, job, EVERYTHING)).toBe("lost");
    expect(await settleJob(store, job, COMPLETED)).toBeUndefined();
    await store.release([claimOf(job)]);
  },

  "refuses a claim number that was never given": async ({ store }) => {
    const job = await startJob(store);
    await expectRefused(store, { ...job, claimNo: job.claimNo + 1 });
  },

  "records one of many settlements of a claim": async (harness) => {
    const job = await startJob(harness.store);
    const asked = Array.from({ length: 20 }, (_, index) => settleJob(storeOf(harness, index), job, index % 3 === 0 ? FAILED : COMPLETED));
    const recorded = (await Promise.all(asked)).filter((settled) => settled !== undefined);

    expect(recorded).toHaveLength(1);
    expect(await readJob(harness.store, job)).toEqual(recorded[0]);
  },

  "lets either a cancel or a settlement win": async (harness) => {
    for (let round = 0; round < 10; round += 1) {
      const job = await startJob(harness.store);
      const [change, settled] = await Promise.all([
        storeOf(harness, round).cancel({ id: job.id }),
        settleJob(storeOf(harness, round + 1), job, COMPLETED),
      ]);
      const { status } = await readJob(harness.store, job);
      expect({ cancelled: change?.changed, completed: settled !== undefined }).toEqual({
        cancelled: status === "cancelled",
        completed: status === "completed",
      });
    }
  },

  "answers lost claims beside held ones, in their order": async ({ store }) => {
    const [lost, held, cancelled] = [await startJob(store), await startJob(store), await startJob(store)];
    await settleJob(store, lost, COMPLETED);
    await store.cancel({ id: cancelled.id });
    const claims = [cancelled, lost, held].map((job) => ({ claim: claimOf(job), leaseMs: LEASE_MS }));

    expect(await store.update(claims)).toEqual(["cancelled", "lost", "held"]);
    const settled = await store.settle(claims.map(({ claim }) => ({ claim, settlement: COMPLETED })));
    expect(settled.map((job) => job?.id)).toEqual([undefined, undefined, held.id]);
  },

  "takes empty batches": async ({ store }) => {
    expect(await store.update([])).toEqual([]);
    expect(await store.settle([])).toEqual([]);
    expect(await store.get([])).toEqual([]);
    await store.release([]);
  },
};

/** Nothing of a lost claim is written, and it is told so. */
async function expectRefused(store: JobStore, lost: Job): Promise<void> {
  const before = await readJob(store, lost);

  expect(await updateJob(store, lost, EVERYTHING)).toBe("lost");
  for (const settlement of [COMPLETED, FAILED, AGAIN]) expect(await settleJob(store, lost, settlement, EVERYTHING.report)).toBeUndefined();

  expect(await readJob(store, lost)).toEqual(before);
  expect(await store.readLog({ id: lost.id }, 10)).toEqual([]);
}
