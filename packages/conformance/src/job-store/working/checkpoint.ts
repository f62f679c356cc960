import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { AGAIN, claimJob, claimOf, COMPLETED, LEASE_MS, reportOf, settleJob, startJob, updateJob } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { jsonText, readJob } from "../new-job.ts";

export const checkpointCases: Cases<JobStoreHarness> = {
  "is kept with the job, the last one only": async ({ store }) => {
    const job = await startJob(store);
    await updateJob(store, job, { checkpoint: { offset: 1, seen: ["a"] } });
    await updateJob(store, job, { checkpoint: { offset: 2 } });

    const after = await readJob(store, job);
    expect(after.checkpoint).toEqual({ offset: 2 });
    expect(after.revision).toBeGreaterThan(job.revision);
  },

  "leaves progress as it is, and is left by it": async ({ store }) => {
    const job = await startJob(store);
    await updateJob(store, job, { report: reportOf({ progress: 40 }) });
    await updateJob(store, job, { checkpoint: 7 });
    expect(await readJob(store, job)).toMatchObject({ progress: 40, checkpoint: 7 });
    await updateJob(store, job, { report: reportOf({ progress: 50 }) });
    expect(await readJob(store, job)).toMatchObject({ progress: 50, checkpoint: 7 });
  },

  "is handed to the next attempt": async ({ store }) => {
    const first = await startJob(store);
    await updateJob(store, first, { checkpoint: { offset: 2 } });
    await settleJob(store, first, AGAIN);
    expect(await claimJob(store, first)).toMatchObject({ checkpoint: { offset: 2 } });
  },

  "stays with a job that has completed": async ({ store }) => {
    const job = await startJob(store);
    await updateJob(store, job, { checkpoint: { offset: 2 } });
    expect(await settleJob(store, job, COMPLETED)).toMatchObject({ checkpoint: { offset: 2 } });
  },

  "is saved beside other claims, each with its own": async ({ store }) => {
    const jobs = [await startJob(store), await startJob(store), await startJob(store)];
    const checkpoints = [{ offset: 1 }, undefined, { offset: 3 }];
    await store.update(
      jobs.map((job, index) => {
        const checkpoint = checkpoints[index];
        return { claim: claimOf(job), leaseMs: LEASE_MS, ...(checkpoint && { checkpoint: jsonText(checkpoint) }) };
      }),
    );
    const stored = await store.get(jobs.map(({ id }) => ({ id })));
    expect(stored.map((job) => job?.checkpoint)).toEqual([{ offset: 1 }, null, { offset: 3 }]);
  },
};
