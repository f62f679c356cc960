import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import {
  AGAIN,
  claimJob,
  claimNext,
  claimOf,
  COMPLETED,
  endedJob,
  FAILED,
  LEASE_MS,
  PAST_LEASE_MS,
  reportOf,
  settleJob,
  startJob,
  tryClaim,
  updateJob,
} from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { idsOf, insertJob, readJob } from "../new-job.ts";

export const retryCases: Cases<JobStoreHarness> = {
  "starts a failed job over, with all its attempts": async ({ store }) => {
    const first = await startJob(store);
    await settleJob(store, first, AGAIN);
    const second = await claimJob(store, first);
    const failed = await settleJob(store, second, FAILED, reportOf({ progress: 40, stage: "reading", counters: { rows: 7 } }));
    const change = await store.retry({ id: first.id });

    expect(change?.changed).toBe(true);
    expect(change?.job).toMatchObject({ status: "pending", attempt: 0, crashes: 0, error: null, result: null, finishedAt: null });
    expect(change?.job).toMatchObject({ progress: 0, stage: null, counters: {}, claimNo: second.claimNo, isActive: false });
    expect(change!.job.revision).toBeGreaterThan(failed!.revision);
    expect(await readJob(store, first)).toEqual(change?.job);
    expect(await claimJob(store, first)).toMatchObject({ attempt: 1, error: null });
  },

  "starts a job over that took too many processes with it": async ({ store, advanceBy }) => {
    const job = await startJob(store, { maxCrashes: 1 });
    await advanceBy(PAST_LEASE_MS);
    await store.reclaim([], 10);
    expect(await store.retry({ id: job.id })).toMatchObject({ changed: true, job: { status: "pending", crashes: 0, error: null } });
  },

  "starts a cancelled job over": async ({ store }) => {
    const { id } = await insertJob(store);
    await store.cancel({ id });
    expect(await store.retry({ id })).toMatchObject({ changed: true, job: { status: "pending", attempt: 0, finishedAt: null } });
    expect(idsOf(await claimNext(store, 10))).toEqual([id]);
  },

  "starts a job at once that was cancelled before its time": async ({ store }) => {
    const job = await insertJob(store, { start: { inMs: 3_600_000 } });
    await store.cancel({ id: job.id });
    await store.retry({ id: job.id });
    expect(await tryClaim(store, job)).toBeDefined();
  },

  "keeps the checkpoint": async ({ store }) => {
    const job = await startJob(store);
    await updateJob(store, job, { checkpoint: { offset: 7 } });
    await settleJob(store, job, FAILED);
    expect(await store.retry({ id: job.id })).toMatchObject({ job: { checkpoint: { offset: 7 } } });
    expect(await claimJob(store, job)).toMatchObject({ checkpoint: { offset: 7 } });
  },

  "keeps a job from being claimed until its old handler is released": async ({ store }) => {
    const job = await startJob(store);
    await store.cancel({ id: job.id });
    expect(await store.retry({ id: job.id })).toMatchObject({ changed: true, job: { status: "pending", isActive: true } });
    expect(await tryClaim(store, job)).toBeUndefined();
    expect(await claimNext(store, 10)).toEqual([]);

    await store.release([claimOf(job)]);
    expect(await readJob(store, job)).toMatchObject({ status: "pending", isActive: false });
    expect(idsOf(await claimNext(store, 10))).toEqual([job.id]);
  },

  "keeps a job from being claimed until the lease of its old handler has lapsed": async ({ store, advanceBy }) => {
    const job = await startJob(store);
    await store.cancel({ id: job.id });
    await store.retry({ id: job.id });
    await advanceBy(40_000);
    // The old handler is still at work: it learns that it was cancelled, and is waited for.
    expect(await updateJob(store, job)).toBe("cancelled");
    await advanceBy(40_000);
    expect(await tryClaim(store, job)).toBeUndefined();

    await advanceBy(LEASE_MS);
    expect(await store.reclaim([], 10)).toEqual([]);
    expect(await claimJob(store, job)).toMatchObject({ attempt: 1, crashes: 0 });
  },

  "refuses what the old handler still answers": async ({ store }) => {
    const job = await startJob(store);
    await store.cancel({ id: job.id });
    await store.retry({ id: job.id });

    expect(await updateJob(store, job, { report: reportOf({ progress: 70 }), checkpoint: "late" })).toBe("cancelled");
    expect(await settleJob(store, job, COMPLETED)).toBeUndefined();
    expect(await readJob(store, job)).toMatchObject({ status: "pending", progress: 0, checkpoint: null, result: null });
  },

  "cancels a job again that was started over": async ({ store }) => {
    const job = await startJob(store);
    await store.cancel({ id: job.id });
    await store.retry({ id: job.id });
    expect(await store.cancel({ id: job.id })).toMatchObject({ changed: true, job: { status: "cancelled", isActive: true } });
    expect(await updateJob(store, job)).toBe("cancelled");
    await store.release([claimOf(job)]);
    expect(await readJob(store, job)).toMatchObject({ status: "cancelled", isActive: false });
  },

  "leaves any other job as it is": async ({ store }) => {
    const jobs = [await insertJob(store, { start: { inMs: 60_000 } }), await startJob(store), await endedJob(store, COMPLETED)];
    for (const job of jobs) {
      expect(await store.retry({ id: job.id })).toEqual({ job, changed: false });
      expect(await readJob(store, job)).toEqual(job);
    }
  },

  "starts a job over once, however often it is asked": async ({ store }) => {
    const { id } = await endedJob(store, FAILED);
    const changes = await Promise.all(Array.from({ length: 10 }, () => store.retry({ id })));
    expect(changes.filter((change) => change?.changed)).toHaveLength(1);
    expect(await claimNext(store, 10)).toHaveLength(1);
  },

  "knows no job that is not there": async ({ store }) => {
    expect(await store.retry({ id: "00000000-0000-7000-8000-00000000dead" })).toBeUndefined();
  },
};
