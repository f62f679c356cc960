import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import {
  AGAIN,
  claimJob,
  claimNext,
  COMPLETED,
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
import { idsOf, insertJob, newJob, readJob } from "../new-job.ts";

const RUNNER = { runnerId: "runner", leaseMs: LEASE_MS };

export const claimCases: Cases<JobStoreHarness> = {
  "begins an attempt": async ({ store, advanceBy }) => {
    const pending = await insertJob(store);
    await advanceBy(5_000);
    const job = await claimJob(store, pending);

    expect(job).toMatchObject({ status: "processing", attempt: 1, isActive: true, finishedAt: null, result: null });
    expect(job.startedAt?.getTime()).toBeGreaterThanOrEqual(pending.createdAt.getTime() + 5_000);
    expect(job.claimNo).toBeGreaterThan(pending.claimNo);
    expect(job.revision).toBeGreaterThan(pending.revision);
    expect(await readJob(store, job)).toEqual(job);
  },

  "raises claimNo each time and never resets it": async ({ store, advanceBy }) => {
    const first = await startJob(store, { maxAttempts: 2 });
    await settleJob(store, first, AGAIN);
    const second = await claimJob(store, first);
    await advanceBy(PAST_LEASE_MS);
    await store.reclaim([], 10);
    const third = await claimJob(store, first);
    await settleJob(store, third, FAILED);
    await store.retry({ id: first.id });
    const fourth = await claimJob(store, first);

    const claimNos = [first, second, third, fourth].map(({ claimNo }) => claimNo);
    expect(new Set(claimNos).size).toBe(4);
    expect(claimNos).toEqual(claimNos.toSorted((a, b) => a - b));
    expect(fourth.attempt).toBe(1);
  },

  "takes only jobs that are pending": async ({ store }) => {
    const processing = await startJob(store);
    const completed = await startJob(store);
    await settleJob(store, completed, COMPLETED);
    const cancelled = await insertJob(store);
    await store.cancel({ id: cancelled.id });

    for (const job of [processing, completed, cancelled]) expect(await tryClaim(store, job)).toBeUndefined();
    expect(await claimNext(store, 10)).toEqual([]);
  },

  "takes no job by its key before its time": async ({ store, advanceBy }) => {
    const job = await insertJob(store, { start: { inMs: 60_000 } });
    expect(await tryClaim(store, job)).toBeUndefined();
    await advanceBy(60_000);
    expect(await tryClaim(store, job)).toBeDefined();
  },

  "starts progress again at nothing": async ({ store }) => {
    const first = await startJob(store);
    await settleJob(store, first, AGAIN, reportOf({ progress: 40, stage: "reading", counters: { rows: 7 } }));
    expect(await claimJob(store, first)).toMatchObject({ progress: 0, stage: null, counters: {} });
  },

  "leaves progress where it stands if there is a checkpoint": async ({ store }) => {
    const first = await startJob(store);
    const report = reportOf({ progress: 40, stage: "reading", counters: { rows: 7 } });
    await updateJob(store, first, { report, checkpoint: { offset: 7 } });
    await settleJob(store, first, AGAIN);

    const second = await claimJob(store, first);
    expect(second).toMatchObject({ progress: 40, stage: "reading", counters: { rows: 7 }, checkpoint: { offset: 7 } });
  },

  "says when the last attempt began": async ({ store, advanceBy }) => {
    const first = await startJob(store);
    await settleJob(store, first, AGAIN);
    await advanceBy(5_000);
    const second = await claimJob(store, first);
    expect(second.startedAt!.getTime() - first.startedAt!.getTime()).toBeGreaterThanOrEqual(5_000);
  },

  "claims a job in the moment it is stored, if asked": async ({ store }) => {
    const [insertion] = await store.insert([newJob({ claim: RUNNER })]);
    const job = insertion!.job;

    expect(job).toMatchObject({ status: "processing", attempt: 1, isActive: true });
    expect(job.startedAt).toBeInstanceOf(Date);
    expect(await claimNext(store, 10)).toEqual([]);
    expect(await settleJob(store, job, COMPLETED)).toMatchObject({ status: "completed" });
  },

  "gives a job that was claimed when it was stored a lease like any other": async ({ store, advanceBy }) => {
    const [insertion] = await store.insert([newJob({ claim: RUNNER }), newJob()]);
    expect(await store.reclaim([], 10)).toEqual([]);
    await advanceBy(PAST_LEASE_MS);
    expect(idsOf(await store.reclaim([], 10))).toEqual([insertion!.job.id]);
  },
};
