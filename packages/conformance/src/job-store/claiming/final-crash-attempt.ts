import { expect } from "vitest";
import type { Job } from "@rowmill/core";
import { isFinalCrashAttempt, type JobStore, type NewJob } from "@rowmill/core/adapter";
import type { Cases } from "../../cases.ts";
import { AGAIN, claimNext, LEASE_MS, PAST_LEASE_MS, settleJob, startJob, tryClaim } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { idsOf, insertJob, TYPE } from "../new-job.ts";

export const finalCrashAttemptCases: Cases<JobStoreHarness> = {
  "is passed by while its runner has others at work": async (harness) => {
    const [suspect] = await jobsOnFinalCrashAttempt(harness, 1);
    const other = await insertJob(harness.store);
    expect(isFinalCrashAttempt(suspect!)).toBe(true);
    expect(idsOf(await claimNext(harness.store, 10))).toEqual([other.id]);
    expect(await claimNext(harness.store, 10)).toEqual([]);
  },

  "comes first, and by itself, when its runner is idle": async (harness) => {
    const other = await insertJob(harness.store, { priority: 5 });
    const suspects = await jobsOnFinalCrashAttempt(harness, 2);
    const first = await claimNext(harness.store, 10, true);
    const second = await claimNext(harness.store, 10, true);
    expect(idsOf([...first, ...second])).toEqual(idsOf(suspects));
    expect(first).toMatchObject([{ crashes: 2, attempt: 1, status: "processing" }]);
    expect(idsOf(await claimNext(harness.store, 10, true))).toEqual([other.id]);
  },

  "comes in the order of claims with others of its kind, whatever their types": async (harness) => {
    const { store } = harness;
    const [late] = await jobsOnFinalCrashAttempt(harness, 1, { priority: -1 });
    const [soon] = await jobsOnFinalCrashAttempt(harness, 1, { priority: 1, type: "other" });
    const capacities = [
      { type: TYPE, limit: 5 },
      { type: "other", limit: 5 },
    ];
    const claim = () => store.claim({ runnerId: "runner", leaseMs: LEASE_MS, limit: 10, from: { capacities }, isIdle: true });
    expect(idsOf(await claim())).toEqual([soon!.id]);
    expect(idsOf(await claim())).toEqual([late!.id]);
  },

  "stays where its type has no room": async (harness) => {
    await jobsOnFinalCrashAttempt(harness, 1, { type: "other" });
    const other = await insertJob(harness.store);
    expect(idsOf(await claimNext(harness.store, 10, true))).toEqual([other.id]);
    expect(await claimNext(harness.store, 0, true)).toEqual([]);
  },

  "is claimed by its key by an idle runner, and nothing beside it": async (harness) => {
    const { store } = harness;
    const other = await insertJob(store);
    const [suspect] = await jobsOnFinalCrashAttempt(harness, 1);
    const keys = [{ id: other.id }, { id: suspect!.id }];
    const claim = (isIdle: boolean, from = keys) =>
      store.claim({ runnerId: "runner", leaseMs: LEASE_MS, limit: 10, from: { keys: from }, isIdle });
    expect(await claim(false, [{ id: suspect!.id }])).toEqual([]);
    expect(idsOf(await claim(true))).toEqual([suspect!.id]);
    expect(idsOf(await claim(true))).toEqual([other.id]);
  },

  "has crashed: one whose first crash fails it runs beside others": async ({ store }) => {
    const job = await insertJob(store, { maxCrashes: 1 });
    expect(idsOf(await claimNext(store, 10))).toEqual([job.id]);
  },

  "is the one before the last crash, not an earlier one": async ({ store, advanceBy }) => {
    const job = await startJob(store, { maxCrashes: 3 });
    await advanceBy(PAST_LEASE_MS);
    expect(await store.reclaim([], 10)).toMatchObject([{ crashes: 1 }]);
    expect(idsOf(await claimNext(store, 10))).toEqual([job.id]);
  },

  "is none any more when its attempt has ended by itself": async (harness) => {
    const [suspect] = await jobsOnFinalCrashAttempt(harness, 1);
    const [claimed] = await claimNext(harness.store, 1, true);
    await settleJob(harness.store, claimed!, AGAIN);
    expect(idsOf(await claimNext(harness.store, 10))).toEqual([suspect!.id]);
  },

  "is what nextDueInMs tells of, if asked": async (harness) => {
    const { store } = harness;
    const due = async () => [
      await store.nextDueInMs([TYPE]),
      await store.nextDueInMs([TYPE], "shared"),
      await store.nextDueInMs([TYPE], "exclusive"),
    ];
    const [suspect] = await jobsOnFinalCrashAttempt(harness, 1);
    expect(await due()).toEqual([0, undefined, 0]);
    await insertJob(store);
    expect(await due()).toEqual([0, 0, 0]);
    expect(await tryClaim(store, suspect!)).toBeDefined();
    expect(await due()).toEqual([0, 0, undefined]);
  },

  "can be cancelled and started over, and is none any more": async (harness) => {
    const { store } = harness;
    const [suspect] = await jobsOnFinalCrashAttempt(harness, 1);
    await store.cancel({ id: suspect!.id });
    expect(await store.nextDueInMs([TYPE], "exclusive")).toBeUndefined();
    await store.retry({ id: suspect!.id });
    expect(idsOf(await claimNext(store, 10))).toEqual([suspect!.id]);
  },
};

/** Stores jobs and lets two processes die with them: as they are before their third crash. */
async function jobsOnFinalCrashAttempt({ store, advanceBy }: JobStoreHarness, count: number, given: Partial<NewJob> = {}): Promise<Job[]> {
  const jobs: Job[] = [];
  for (let index = 0; index < count; index += 1) jobs.push(await startJob(store, { ...given, maxCrashes: 3 }));
  for (const crashes of [1, 2]) {
    await advanceBy(PAST_LEASE_MS);
    const reclaimed = await store.reclaim([], 10);
    expect(reclaimed.filter((job) => job.crashes === crashes)).toHaveLength(count);
    if (crashes === 1) for (const job of jobs) await again(store, job);
  }
  return jobs.map((job) => ({ ...job, crashes: 2, maxCrashes: 3 }));
}

async function again(store: JobStore, job: Job): Promise<void> {
  expect(await tryClaim(store, job)).toBeDefined();
}
