import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import {
  claimNext,
  claimOf,
  COMPLETED,
  endedJob,
  FAILED,
  PAST_LEASE_MS,
  reportOf,
  settleJob,
  startJob,
  tryClaim,
  updateJob,
} from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { insertJob, readJob } from "../new-job.ts";

export const cancelCases: Cases<JobStoreHarness> = {
  "cancels a job that waits": async ({ store }) => {
    const job = await insertJob(store);
    const change = await store.cancel({ id: job.id });

    expect(change).toMatchObject({ changed: true, job: { id: job.id, status: "cancelled", isActive: false, attempt: 0, startedAt: null } });
    expect(change?.job.finishedAt).toBeInstanceOf(Date);
    expect(change?.job.revision).toBeGreaterThan(job.revision);
    expect(await readJob(store, job)).toEqual(change?.job);
    expect(await tryClaim(store, job)).toBeUndefined();
    expect(await claimNext(store, 10)).toEqual([]);
  },

  "cancels a job that waits for its time": async ({ store }) => {
    const job = await insertJob(store, { start: { inMs: 60_000 } });
    expect(await store.cancel({ id: job.id })).toMatchObject({ changed: true, job: { status: "cancelled" } });
    expect(await store.nextDueInMs([job.type])).toBeUndefined();
  },

  "cancels a job at once while its handler is at work": async ({ store }) => {
    const job = await startJob(store);
    await updateJob(store, job, { report: reportOf({ progress: 40 }) });
    const change = await store.cancel({ id: job.id });

    expect(change).toMatchObject({
      changed: true,
      job: { status: "cancelled", isActive: true, progress: 40, claimNo: job.claimNo, attempt: 1 },
    });
    expect(change?.job.finishedAt).toBeInstanceOf(Date);
    expect(await readJob(store, job)).toEqual(change?.job);
  },

  "takes the handler for active until it is released": async ({ store }) => {
    const job = await startJob(store);
    await store.cancel({ id: job.id });
    const active = await readJob(store, job);
    await store.release([claimOf(job)]);

    const released = await readJob(store, job);
    expect(released).toMatchObject({ status: "cancelled", isActive: false });
    expect(released.revision).toBeGreaterThan(active.revision);
    expect(released.finishedAt).toEqual(active.finishedAt);
  },

  "takes the handler for active until its lease has lapsed": async ({ store, advanceBy }) => {
    const job = await startJob(store);
    await store.cancel({ id: job.id });
    await advanceBy(PAST_LEASE_MS);
    expect(await readJob(store, job)).toMatchObject({ status: "cancelled", isActive: false });
    expect(await store.reclaim([], 10)).toEqual([]);
  },

  "tells the handler, and renews its lease while it stops": async ({ store, advanceBy }) => {
    const job = await startJob(store);
    await store.cancel({ id: job.id });
    for (let renewal = 0; renewal < 3; renewal += 1) {
      await advanceBy(40_000);
      expect(await updateJob(store, job)).toBe("cancelled");
      expect(await readJob(store, job)).toMatchObject({ status: "cancelled", isActive: true });
    }
  },

  "writes nothing that the handler still reports or answers": async ({ store }) => {
    const job = await startJob(store);
    await store.cancel({ id: job.id });
    const report = reportOf({ progress: 70, stage: "late", log: [{ level: "info", message: "late" }] });

    expect(await updateJob(store, job, { report, checkpoint: "late" })).toBe("cancelled");
    expect(await settleJob(store, job, COMPLETED, report)).toBeUndefined();
    expect(await readJob(store, job)).toMatchObject({ status: "cancelled", progress: 0, stage: null, checkpoint: null, result: null });
    expect(await store.readLog({ id: job.id }, 10)).toEqual([]);
  },

  "does not act on a handler that is released without a cancel": async ({ store }) => {
    const job = await startJob(store);
    await store.release([claimOf(job)]);
    expect(await readJob(store, job)).toEqual(job);
    expect(await settleJob(store, job, COMPLETED)).toMatchObject({ status: "completed" });
  },

  "leaves a job that has completed or failed as it is": async ({ store }) => {
    for (const settlement of [COMPLETED, FAILED]) {
      const job = await endedJob(store, settlement);
      expect(await store.cancel({ id: job.id })).toEqual({ job, changed: false });
      expect(await readJob(store, job)).toEqual(job);
    }
  },

  "leaves a job that was cancelled before as it is": async ({ store, advanceBy }) => {
    const { id } = await insertJob(store);
    const first = await store.cancel({ id });
    await advanceBy(1_000);
    expect(await store.cancel({ id })).toEqual({ job: first?.job, changed: false });
  },

  "knows no job that is not there": async ({ store }) => {
    expect(await store.cancel({ id: "00000000-0000-7000-8000-00000000dead" })).toBeUndefined();
  },
};
