import type { JobChange } from "@rowmill/core/adapter";
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
import { listen } from "./listen.ts";
import { insertJob, newJob, readJob } from "../new-job.ts";

export const subscribeCases: Cases<JobStoreHarness> = {
  "tells each change of a job, in their order": async (harness) => {
    const { store, advanceBy } = harness;
    await using heard = await listen(storeOf(harness, 1), store);
    const { id } = await insertJob(store);
    const first = await claimJob(store, { id });
    await updateJob(store, first, { report: reportOf({ progress: 40 }) });
    await settleJob(store, first, AGAIN);
    await claimJob(store, { id });
    await advanceBy(PAST_LEASE_MS);
    await store.reclaim([], 10);
    await settleJob(store, await claimJob(store, { id }), FAILED);
    await store.retry({ id });
    const last = await claimJob(store, { id });
    await store.cancel({ id });
    await store.release([claimOf(last)]);

    const changes = await heard.changesOf(id, (await readJob(store, { id })).revision);
    expect(changes.map(({ status }) => status)).toEqual([
      "pending",
      "processing",
      "processing",
      "pending",
      "processing",
      "pending",
      "processing",
      "failed",
      "pending",
      "processing",
      "cancelled",
      "cancelled",
    ]);
    const revisions = changes.map(({ revision }) => revision);
    expect(revisions).toEqual([...new Set(revisions)].toSorted((a, b) => a - b));
  },

  "tells which job changed, and to what": async (harness) => {
    const { store } = harness;
    await using heard = await listen(storeOf(harness, 1), store);
    const job = await startJob(store, { type: "resize", userId: "alice" });

    const changes = await heard.changesOf(job.id, job.revision);
    const { claimNo, revision } = job;
    expect(changes.at(-1)).toEqual({ jobId: job.id, type: "resize", userId: "alice", status: "processing", claimNo, revision });
  },

  "tells of a job that was claimed when it was stored only that": async (harness) => {
    const { store } = harness;
    await using heard = await listen(storeOf(harness, 1), store);
    const [insertion] = await store.insert([newJob({ claim: { runnerId: "runner", leaseMs: LEASE_MS } })]);
    const { id, revision } = insertion!.job;
    expect((await heard.changesOf(id, revision)).map(({ status }) => status)).toEqual(["processing"]);
  },

  "tells nothing of what was refused": async (harness) => {
    const { store } = harness;
    await using heard = await listen(storeOf(harness, 1), store);
    const job = await startJob(store, { userId: "alice", idempotencyKey: "key" });
    await settleJob(store, job, FAILED);
    await store.insert([newJob({ userId: "alice", idempotencyKey: "key" })]);
    await settleJob(store, job, COMPLETED);
    await updateJob(store, job, { report: reportOf({ progress: 70 }) });
    await store.cancel({ id: job.id });
    await store.retry({ id: job.id, userId: "bob" });
    // The changes of one job come in their order: what was refused would be heard before this one.
    const retried = await store.retry({ id: job.id });

    const changes = await heard.changesOf(job.id, retried!.job.revision);
    expect(changes.map(({ status }) => status)).toEqual(["pending", "processing", "failed", "pending"]);
  },

  "tells every subscriber, and none that has ended it": async (harness) => {
    const { store } = harness;
    const ended: JobChange[] = [];
    const end = store.subscribe((change) => ended.push(change));
    await using one = await listen(store, store);
    await using other = await listen(store, store);
    end();
    // Ending twice is as good as once.
    end();
    const endedWith = ended.length;

    const job = await startJob(store);
    expect(await one.changesOf(job.id, job.revision)).toHaveLength(2);
    expect(await other.changesOf(job.id, job.revision)).toHaveLength(2);
    expect(ended).toHaveLength(endedWith);
  },

  "ends one of two subscriptions of the same listener": async ({ store }) => {
    let count = 0;
    const listener = (): void => {
      count += 1;
    };
    const end = store.subscribe(listener);
    const endOther = store.subscribe(listener);
    end();
    await using heard = await listen(store, store);
    const job = await insertJob(store);
    await heard.changesOf(job.id, job.revision);
    endOther();
    expect(count).toBeGreaterThan(0);
  },
};
