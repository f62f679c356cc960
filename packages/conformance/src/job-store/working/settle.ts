import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import {
  AGAIN,
  BOOM,
  claimJob,
  claimOf,
  COMPLETED,
  endedJob,
  FAILED,
  HANDED_BACK,
  reportOf,
  settleJob,
  startJob,
  tryClaim,
  updateJob,
} from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { idsOf, jsonText, readJob } from "../new-job.ts";

export const settleCases: Cases<JobStoreHarness> = {
  "completes a job": async ({ store, advanceBy }) => {
    const job = await startJob(store);
    await advanceBy(5_000);
    const completed = await settleJob(store, job, COMPLETED);

    expect(completed).toMatchObject({ status: "completed", result: { rows: 3 }, resultFileId: "file-1", progress: 100 });
    expect(completed).toMatchObject({ attempt: 1, claimNo: job.claimNo, error: null, isActive: false });
    expect(completed!.finishedAt!.getTime()).toBeGreaterThanOrEqual(job.startedAt!.getTime() + 5_000);
    expect(completed!.revision).toBeGreaterThan(job.revision);
    expect(await readJob(store, job)).toEqual(completed);
  },

  "fails a job": async ({ store }) => {
    const job = await startJob(store);
    const failed = await settleJob(store, job, FAILED, reportOf({ progress: 40 }));

    expect(failed).toMatchObject({ status: "failed", error: BOOM, result: null, resultFileId: null, progress: 40, isActive: false });
    expect(failed?.finishedAt).toBeInstanceOf(Date);
    expect(await readJob(store, job)).toEqual(failed);
  },

  "puts a job off until its next attempt": async ({ store, advanceBy }) => {
    const job = await startJob(store);
    const pending = await settleJob(store, job, { ...AGAIN, runInMs: 90_000 });

    expect(pending).toMatchObject({ status: "pending", attempt: 1, error: BOOM, result: null, isActive: false, finishedAt: null });
    expect(pending!.runAt.getTime() - pending!.updatedAt.getTime()).toBe(90_000);
    await advanceBy(60_000);
    expect(await tryClaim(store, job)).toBeUndefined();
    await advanceBy(30_000);
    expect(await tryClaim(store, job)).toMatchObject({ attempt: 2, error: BOOM });
  },

  "takes a job that was handed back for one that was not tried": async ({ store }) => {
    const job = await startJob(store, { maxAttempts: 1 });
    const handedBack = await settleJob(store, job, HANDED_BACK);

    expect(handedBack).toMatchObject({ status: "pending", attempt: 0, error: null, isActive: false, finishedAt: null });
    expect(await claimJob(store, job)).toMatchObject({ attempt: 1 });
  },

  "leaves the error of an earlier attempt to a job that is handed back": async ({ store }) => {
    const first = await startJob(store);
    await settleJob(store, first, AGAIN);
    const second = await claimJob(store, first);
    expect(await settleJob(store, second, HANDED_BACK)).toMatchObject({ attempt: 1, error: BOOM });
  },

  "keeps the error of the last attempt only": async ({ store }) => {
    const first = await startJob(store);
    await settleJob(store, first, AGAIN);
    const second = await claimJob(store, first);
    const error = { code: "ATTEMPT_TIMEOUT", message: "too late", stack: null, causes: [] };
    expect(await settleJob(store, second, { status: "failed", error })).toMatchObject({ error });
  },

  "leaves no error to a job that has completed": async ({ store }) => {
    const first = await startJob(store);
    await settleJob(store, first, AGAIN);
    const second = await claimJob(store, first);
    expect(await settleJob(store, second, COMPLETED)).toMatchObject({ status: "completed", attempt: 2, error: null });
  },

  "takes null for a result, and no file": async ({ store }) => {
    const completed = await endedJob(store, { status: "completed", result: jsonText(null), resultFileId: null });
    expect(completed).toMatchObject({ status: "completed", result: null, resultFileId: null });
  },

  "writes the last report together with the end": async ({ store }) => {
    const job = await startJob(store);
    const report = reportOf({
      progress: 99,
      stage: "writing",
      counters: { rows: 12 },
      log: [{ level: "warn", message: "one row skipped" }],
    });

    expect(await settleJob(store, job, COMPLETED, report)).toMatchObject({ progress: 100, stage: "writing", counters: { rows: 12 } });
    expect(await store.readLog({ id: job.id }, 10)).toMatchObject([{ message: "one row skipped", claimNo: job.claimNo }]);
  },

  "leaves what was reported before if there is no last report": async ({ store }) => {
    const job = await startJob(store);
    await updateJob(store, job, { report: reportOf({ progress: 40, stage: "reading", counters: { rows: 7 } }) });
    expect(await settleJob(store, job, FAILED)).toMatchObject({ progress: 40, stage: "reading", counters: { rows: 7 } });
  },

  "ends many claims, each in its own way": async ({ store }) => {
    const jobs = [];
    for (let count = 0; count < 4; count += 1) jobs.push(await startJob(store));
    const settlements = [COMPLETED, FAILED, AGAIN, HANDED_BACK];
    const settled = await store.settle(jobs.map((job, index) => ({ claim: claimOf(job), settlement: settlements[index]! })));

    expect(idsOf(settled.map((job) => job!))).toEqual(idsOf(jobs));
    expect(settled.map((job) => [job?.status, job?.attempt])).toEqual([
      ["completed", 1],
      ["failed", 1],
      ["pending", 1],
      ["pending", 0],
    ]);
  },
};
