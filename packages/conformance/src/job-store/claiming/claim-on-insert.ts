import type { Job } from "@rowmill/core";
import type { ClaimOnInsert, JobStore, NewJob } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { claimNext, COMPLETED, LEASE_MS, settleJob } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { idsOf, insertJob, newJob, newJobs, readJob, TYPE } from "../new-job.ts";

const CLAIM_ON_INSERT: ClaimOnInsert = { runnerId: "runner", leaseMs: LEASE_MS, types: [TYPE] };

// Whether a store gives head starts is its own business: both ways out are right, and nothing between them.
export const claimOnInsertCases: Cases<JobStoreHarness> = {
  "claims all of the jobs or none, and answers what a later read answers": async ({ store }) => {
    const jobs = await insertWithClaim(store, newJobs(5, { userId: "alice" }));
    expect(new Set(jobs.map(({ status }) => status)).size).toBe(1);
    for (const job of jobs) expect(await readJob(store, job)).toEqual(job);
  },

  "leaves a job as an insert and a claim after it would": async ({ store }) => {
    const [job] = await insertWithClaim(store, [newJob()]);
    const begun = job!.status === "processing" ? job! : (await claimNext(store, 1))[0]!;
    expect(begun).toMatchObject({ status: "processing", attempt: 1, claimNo: 1, revision: 2, runnerId: "runner", isActive: true });
    expect(begun.startedAt).toEqual(begun.updatedAt);
    expect(await claimNext(store, 5)).toEqual([]);
    expect(await settleJob(store, begun, COMPLETED)).toMatchObject({ status: "completed", revision: 3 });
  },

  "claims none where another job of the runner's types waits": async ({ store }) => {
    const waiting = await insertJob(store, { type: "other", priority: -5 });
    const jobs = await insertWithClaim(store, [newJob({ priority: 5 })], { ...CLAIM_ON_INSERT, types: ["none", "other", TYPE] });
    expect(jobs).toMatchObject([{ status: "pending", claimNo: 0, revision: 1 }]);
    expect(await readJob(store, waiting)).toMatchObject({ status: "pending" });
  },

  "claims none where the time of another one has come": async ({ store, advanceBy }) => {
    await insertJob(store, { start: { inMs: 60_000 } });
    await advanceBy(60_000);
    expect(await insertWithClaim(store, [newJob()])).toMatchObject([{ status: "pending" }]);
  },

  "serves a user next to whom another one began so": async ({ store }) => {
    await insertWithClaim(store, [newJob({ userId: "alice" })]);
    await store.insert(newJobs(3, { userId: "alice" }));
    const bobs = await insertJob(store, { userId: "bob" });
    expect(idsOf(await claimNext(store, 3))).toContain(bobs.id);
  },

  "answers the job that has a key, and does not claim it": async ({ store }) => {
    const given = { idempotencyKey: "key", inputHash: "a".repeat(64) };
    const first = await insertJob(store, given);
    const [insertion] = await store.insert([newJob(given)], { claimOnInsert: CLAIM_ON_INSERT });
    expect(insertion).toEqual({ job: first, created: false });
  },
};

async function insertWithClaim(store: JobStore, jobs: readonly NewJob[], claimOnInsert = CLAIM_ON_INSERT): Promise<readonly Job[]> {
  return (await store.insert(jobs, { claimOnInsert })).map(({ job }) => job);
}
