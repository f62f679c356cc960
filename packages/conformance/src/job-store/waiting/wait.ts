import { expect } from "vitest";
import type { Settlement } from "@rowmill/core/adapter";
import type { Cases } from "../../cases.ts";
import {
  AGAIN,
  claimJob,
  claimNext,
  claimOf,
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
import { type JobStoreHarness, storeOf } from "../harness.ts";
import { insertJob, jsonText, readJob } from "../new-job.ts";
import { waitingFor, waitingJob, waits, wake } from "./family.ts";

export const waitCases: Cases<JobStoreHarness> = {
  "keeps a job that waits without a lease": async ({ store }) => {
    const job = await startJob(store);
    const report = reportOf({ progress: 40, stage: "for Ada", counters: { rows: 7 } });
    const waiting = await settleJob(store, job, waitingFor({ signal: "review" }), report);

    expect(waiting).toMatchObject({ status: "processing", isActive: false, attempt: 0, finishedAt: null, claimNo: job.claimNo });
    expect(waiting).toMatchObject({ progress: 40, stage: "for Ada", counters: { rows: 7 }, wakeup: null });
    expect(waiting?.waitingFor).toEqual(waits({ signal: "review" }));
    expect(waiting!.revision).toBeGreaterThan(job.revision);
    expect(await readJob(store, job)).toEqual(waiting);
  },

  "claims no job that waits, and takes none back": async ({ store, advanceBy }) => {
    const job = await waitingJob(store, { signal: "review" });
    await advanceBy(PAST_LEASE_MS);
    expect(await tryClaim(store, job)).toBeUndefined();
    expect(await claimNext(store, 10)).toEqual([]);
    expect(await store.reclaim([], 10)).toEqual([]);
    expect(await store.nextDueInMs([job.type])).toBeUndefined();
    expect(await store.update([{ claim: claimOf(job), leaseMs: LEASE_MS }])).toEqual(["lost"]);
    expect(await settleJob(store, job, COMPLETED)).toBeUndefined();
    expect(await readJob(store, job)).toEqual(job);
  },

  "wakes nothing before its time": async ({ store, advanceBy }) => {
    const job = await waitingJob(store, { until: { inMs: 60_000 } });
    expect(job.waitingFor!.until!.getTime() - job.updatedAt.getTime()).toBe(60_000);
    const { jobs, nextInMs } = await store.wake({ limit: 10 });
    expect(jobs).toEqual([]);
    expect(nextInMs).toBeGreaterThan(50_000);
    expect(nextInMs).toBeLessThanOrEqual(60_000);
    await advanceBy(60_000);
    const awakening = await store.wake({ limit: 10 });
    expect(awakening.nextInMs).toBeUndefined();
    expect(awakening.jobs).toMatchObject([{ id: job.id, status: "pending", waitingFor: null, wakeup: { by: "time" } }]);
    expect(await readJob(store, job)).toEqual(awakening.jobs[0]);
  },

  "waits for a moment that is given": async ({ store, advanceBy }) => {
    const { updatedAt } = await insertJob(store, { type: "other" });
    const at = new Date(updatedAt.getTime() + 90_000);
    const job = await waitingJob(store, { until: { at } });
    expect(job.waitingFor).toEqual(waits({ until: at }));
    await advanceBy(80_000);
    expect(await wake(store, job)).toEqual([]);
    await advanceBy(10_000);
    expect(await wake(store, job)).toMatchObject([{ id: job.id }]);
  },

  "begins again with its wakeup, its checkpoint and its progress, in the same attempt": async ({ store }) => {
    const first = await startJob(store, { maxAttempts: 1 });
    await updateJob(store, first, { checkpoint: 7 });
    await settleJob(store, first, waitingFor({ until: { inMs: 0 } }), reportOf({ progress: 40, stage: "asleep" }));
    await wake(store, first);
    expect(await claimJob(store, first)).toMatchObject({
      attempt: 1,
      claimNo: first.claimNo + 1,
      checkpoint: 7,
      progress: 40,
      stage: "asleep",
      wakeup: { by: "time" },
      waitingFor: null,
    });
  },

  "keeps progress without a checkpoint, too": async ({ store }) => {
    const first = await startJob(store);
    await settleJob(store, first, waitingFor({ until: { inMs: 0 } }), reportOf({ progress: 40 }));
    await wake(store, first);
    expect(await claimJob(store, first)).toMatchObject({ progress: 40, checkpoint: null });
  },

  "keeps the wakeup until an attempt waits again or ends the job": async ({ store, advanceBy }) => {
    const job = await waitingJob(store, { until: { inMs: 0 } });
    await wake(store, job);
    await claimJob(store, job);
    await advanceBy(PAST_LEASE_MS);
    await store.reclaim([], 10);
    await settleJob(store, await claimJob(store, job), AGAIN);
    const again = await claimJob(store, job);
    expect(again).toMatchObject({ wakeup: { by: "time" } });
    expect(await settleJob(store, again, waitingFor({ signal: "review" }))).toMatchObject({ wakeup: null });
  },

  "forgets the wakeup of a job that has ended, and of one that is retried": async ({ store }) => {
    const job = await waitingJob(store, { until: { inMs: 0 } });
    await wake(store, job);
    const failed = await settleJob(store, await claimJob(store, job), FAILED);
    expect(failed).toMatchObject({ wakeup: null });
    const other = await waitingJob(store, { until: { inMs: 0 } });
    await wake(store, other);
    await store.cancel({ id: other.id });
    expect((await store.retry({ id: other.id }))?.job).toMatchObject({ status: "pending", wakeup: null });
  },

  "ends a wait once, however many ask": async (harness) => {
    const job = await waitingJob(harness.store, { until: { inMs: 0 } });
    const asked = await Promise.all(Array.from({ length: 8 }, (_, index) => wake(storeOf(harness, index), job)));
    expect(asked.flat()).toHaveLength(1);
  },

  "wakes no more jobs than it is asked to": async ({ store }) => {
    for (let count = 0; count < 3; count += 1) await waitingJob(store, { until: { inMs: 0 } });
    expect((await store.wake({ limit: 2 })).jobs).toHaveLength(2);
    expect((await store.wake({ limit: 2 })).jobs).toHaveLength(1);
  },

  "cancels a job that waits at once": async ({ store }) => {
    const job = await waitingJob(store, { signal: "review", until: { inMs: 0 } });
    const change = await store.cancel({ id: job.id });
    expect(change).toMatchObject({ changed: true, job: { status: "cancelled", isActive: false, waitingFor: null } });
    expect(change?.job.finishedAt).toBeInstanceOf(Date);
    expect(await wake(store, job)).toEqual([]);
    expect((await store.retry({ id: job.id }))?.job).toMatchObject({ status: "pending", waitingFor: null });
    expect(await claimJob(store, job)).toMatchObject({ wakeup: null });
  },

  "tells of a wait and of its end": async ({ store }) => {
    const seen: string[] = [];
    const job = await startJob(store);
    const heard = Promise.withResolvers<void>();
    const stop = store.subscribe(({ jobId, status }) => {
      if (jobId === job.id) seen.push(status);
      if (seen.includes("pending")) heard.resolve();
    });
    await settleJob(store, job, waitingFor({ until: { inMs: 0 } }));
    await wake(store, job);
    await heard.promise;
    stop();
    expect(seen).toEqual(expect.arrayContaining(["processing", "pending"]));
  },

  "lists jobs by what they wait for": async ({ store }) => {
    const review = await waitingJob(store, { signal: "review", until: { inMs: 60_000 } });
    await waitingJob(store, { signal: "other" });
    const timed = await waitingJob(store, { until: { inMs: 60_000 } });
    await startJob(store);
    const idsOf = async (filter: NonNullable<Parameters<typeof store.list>[0]["waitingFor"]>) => {
      const { jobs } = await store.list({ waitingFor: filter, limit: 10 });
      expect(await store.count({ waitingFor: filter }, 10)).toBe(jobs.length);
      return jobs.map(({ id }) => id).toSorted();
    };
    expect(await idsOf({ signal: "review" })).toEqual([review.id]);
    expect(await idsOf({ until: true })).toEqual([review.id, timed.id].toSorted());
    expect(await idsOf({ children: true })).toEqual([]);
  },

  "shows a result while it waits, and until it has another one": async ({ store }) => {
    const result = jsonText({ proposed: ["id"] });
    const job = await startJob(store);
    const waiting = await settleJob(store, job, { ...waitingFor({ until: { inMs: 0 } }), result } as Settlement);
    expect(waiting).toMatchObject({ status: "processing", result: { proposed: ["id"] }, resultFileId: null });
    await wake(store, job);
    expect(await settleJob(store, await claimJob(store, job), AGAIN)).toMatchObject({ status: "pending", result: { proposed: ["id"] } });
    const last = await claimJob(store, job);
    expect(last).toMatchObject({ result: { proposed: ["id"] }, wakeup: { by: "time" } });
    expect(await settleJob(store, last, COMPLETED)).toMatchObject({ status: "completed", result: { rows: 3 } });
  },

  "shows nothing any more when it waits without a result, or starts over": async ({ store }) => {
    const result = jsonText({ proposed: ["id"] });
    const shown = { ...waitingFor({ until: { inMs: 0 } }), result } as Settlement;
    const job = await startJob(store);
    await settleJob(store, job, shown);
    await wake(store, job);
    expect(await settleJob(store, await claimJob(store, job), waitingFor({ until: { inMs: 0 } }))).toMatchObject({ result: null });
    await wake(store, job);
    await settleJob(store, await claimJob(store, job), shown);
    expect(await store.cancel({ id: job.id })).toMatchObject({ job: { status: "cancelled", result: { proposed: ["id"] } } });
    expect(await store.retry({ id: job.id })).toMatchObject({ job: { status: "pending", result: null } });
  },

  "is cancelled by its own handler, with the reason": async ({ store }) => {
    const error = { code: "JOB_CANCELLED", message: "Rejected: wrong file", stack: null, causes: [] };
    const job = await waitingJob(store, { until: { inMs: 0 } });
    await wake(store, job);
    const running = await claimJob(store, job);
    const cancelled = await settleJob(store, running, { status: "cancelled", error });
    expect(cancelled).toMatchObject({ status: "cancelled", error, isActive: false, wakeup: null, waitingFor: null, result: null });
    expect(cancelled!.finishedAt).toBeInstanceOf(Date);
    expect(await settleJob(store, running, COMPLETED)).toBeUndefined();
    expect(await claimNext(store, 10)).toEqual([]);
    const retried = await store.retry({ id: job.id });
    expect(retried).toMatchObject({ changed: true, job: { status: "pending", error: null } });
    expect((await claimJob(store, job)).claimNo).toBe(running.claimNo + 1);
  },
};
