import { hashJson } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { claimOf, LEASE_MS, reportOf, startJob, updateJob } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { readJob } from "../new-job.ts";

export const progressCases: Cases<JobStoreHarness> = {
  "writes what an attempt reports": async ({ store, advanceBy }) => {
    const job = await startJob(store);
    await advanceBy(5_000);
    expect(await updateJob(store, job, { report: reportOf({ progress: 40, stage: "reading", counters: { rows: 7, bytes: 1e12 } }) })).toBe(
      "held",
    );

    const after = await readJob(store, job);
    expect(after).toMatchObject({ status: "processing", progress: 40, stage: "reading", counters: { rows: 7, bytes: 1e12 } });
    expect(after.revision).toBeGreaterThan(job.revision);
    expect(after.updatedAt.getTime()).toBeGreaterThanOrEqual(job.updatedAt.getTime() + 5_000);
    expect(after.startedAt).toEqual(job.startedAt);
  },

  "puts a report in the place of the one before": async ({ store }) => {
    const job = await startJob(store);
    await updateJob(store, job, { report: reportOf({ progress: 40, stage: "reading", counters: { rows: 7 } }) });
    await updateJob(store, job, { report: reportOf({ progress: 50, stage: null, counters: { bytes: 9 } }) });

    const { progress, stage, counters } = await readJob(store, job);
    expect({ progress, stage, counters }).toEqual({ progress: 50, stage: null, counters: { bytes: 9 } });
  },

  "leaves the last report when a lease is only renewed": async ({ store }) => {
    const job = await startJob(store);
    await updateJob(store, job, { report: reportOf({ progress: 40, stage: "reading" }) });
    await updateJob(store, job);
    expect(await readJob(store, job)).toMatchObject({ progress: 40, stage: "reading" });
  },

  "writes the reports of many attempts, each to its own job": async ({ store }) => {
    const jobs = [];
    for (let count = 0; count < 20; count += 1) jobs.push(await startJob(store));
    const states = await store.update(
      jobs.map((job, index) => ({
        claim: claimOf(job),
        leaseMs: LEASE_MS,
        report: reportOf({ progress: index, stage: `stage ${index}` }),
      })),
    );

    expect(states).toEqual(jobs.map(() => "held"));
    const stored = await store.get(jobs.map(({ id }) => ({ id })));
    expect(stored.map((job) => [job?.progress, job?.stage])).toEqual(jobs.map((_, index) => [index, `stage ${index}`]));
  },

  "keeps counters whatever they are called": async ({ store }) => {
    const job = await startJob(store);
    const counters = JSON.parse('{"__proto__":1,"constructor":2,"":3,"a.b":4,"$":5,"größe":6}') as Record<string, number>;
    await updateJob(store, job, { report: reportOf({ counters }) });
    // Not toEqual: it would overlook a lost "__proto__".
    expect(hashJson((await readJob(store, job)).counters)).toBe(hashJson(counters));
  },
};
