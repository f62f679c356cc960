import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { AGAIN, BOOM, claimJob, claimOf, COMPLETED, PAST_LEASE_MS, settleJob, startJob, tryClaim, updateJob } from "../attempt.ts";
import { type JobStoreHarness, storeOf } from "../harness.ts";
import { idsOf, readJob } from "../new-job.ts";

export const leaseCases: Cases<JobStoreHarness> = {
  "leaves a job alone whose lease is renewed in time": async ({ store, advanceBy }) => {
    const job = await startJob(store);
    for (let renewal = 0; renewal < 3; renewal += 1) {
      await advanceBy(40_000);
      expect(await updateJob(store, job)).toBe("held");
    }
    expect(await store.reclaim([], 10)).toEqual([]);
    expect(await readJob(store, job)).toMatchObject({ status: "processing", isActive: true });
  },

  "takes a lapsed lease for a handler that is not at work": async ({ store, advanceBy }) => {
    const job = await startJob(store);
    await advanceBy(PAST_LEASE_MS);
    expect(await readJob(store, job)).toMatchObject({ status: "processing", isActive: false });
  },

  "renews a lapsed lease that nobody has acted on": async ({ store, advanceBy }) => {
    const job = await startJob(store);
    await advanceBy(PAST_LEASE_MS);

    expect(await updateJob(store, job)).toBe("held");
    expect(await store.reclaim([], 10)).toEqual([]);
    expect(await readJob(store, job)).toMatchObject({ status: "processing", isActive: true });
  },

  "settles under a lapsed lease that nobody has acted on": async ({ store, advanceBy }) => {
    const job = await startJob(store);
    await advanceBy(PAST_LEASE_MS);
    expect(await settleJob(store, job, COMPLETED)).toMatchObject({ status: "completed" });
    expect(await store.reclaim([], 10)).toEqual([]);
  },

  "lets no one claim a job whose lease has lapsed until it was taken back": async ({ store, advanceBy }) => {
    const job = await startJob(store);
    await advanceBy(PAST_LEASE_MS);
    expect(await tryClaim(store, job)).toBeUndefined();
  },

  "takes a job back without using up its attempt": async ({ store, advanceBy }) => {
    const job = await startJob(store, { maxAttempts: 1 });
    await updateJob(store, job, { checkpoint: { offset: 7 } });
    await advanceBy(PAST_LEASE_MS);
    const [reclaimed, ...others] = await store.reclaim([], 10);

    expect(others).toEqual([]);
    expect(reclaimed).toMatchObject({
      id: job.id,
      status: "pending",
      attempt: 0,
      crashes: 1,
      isActive: false,
      error: null,
      finishedAt: null,
    });
    expect(reclaimed).toMatchObject({ checkpoint: { offset: 7 } });
    expect(await readJob(store, job)).toEqual(reclaimed);
    expect(await claimJob(store, job)).toMatchObject({ attempt: 1, crashes: 1 });
  },

  "fails a job that took maxCrashes processes in a row with it": async ({ store, advanceBy }) => {
    let job = await startJob(store, { maxCrashes: 3 });
    for (const crashes of [1, 2]) {
      await advanceBy(PAST_LEASE_MS);
      expect(await store.reclaim([], 10)).toMatchObject([{ status: "pending", crashes }]);
      job = await claimJob(store, job);
    }
    await advanceBy(PAST_LEASE_MS);
    const [failed] = await store.reclaim([], 10);

    expect(failed).toMatchObject({ status: "failed", crashes: 3, isActive: false, error: { code: "JOB_CRASHED" }, result: null });
    expect(failed?.finishedAt).toBeInstanceOf(Date);
    expect(await readJob(store, job)).toEqual(failed);
    expect(await tryClaim(store, job)).toBeUndefined();
  },

  "fails a job at its first crash if it may have no more": async ({ store, advanceBy }) => {
    await startJob(store, { maxCrashes: 1 });
    await advanceBy(PAST_LEASE_MS);
    expect(await store.reclaim([], 10)).toMatchObject([{ status: "failed", crashes: 1 }]);
  },

  "forgets crashes when an attempt ends by itself": async ({ store, advanceBy }) => {
    const first = await startJob(store);
    await advanceBy(PAST_LEASE_MS);
    await store.reclaim([], 10);
    const second = await claimJob(store, first);
    expect(await settleJob(store, second, AGAIN)).toMatchObject({ status: "pending", crashes: 0 });
  },

  "keeps the error of an earlier attempt when it takes a job back": async ({ store, advanceBy }) => {
    const first = await startJob(store);
    await settleJob(store, first, AGAIN);
    await claimJob(store, first);
    await advanceBy(PAST_LEASE_MS);
    expect(await store.reclaim([], 10)).toMatchObject([{ attempt: 1, error: BOOM }]);
  },

  "takes back nothing that a live lease protects": async ({ store, advanceBy }) => {
    const lapsed = await startJob(store);
    await advanceBy(PAST_LEASE_MS);
    await startJob(store);
    expect(idsOf(await store.reclaim([], 10))).toEqual([lapsed.id]);
  },

  "takes back no claim that the caller knows to be alive": async ({ store, advanceBy }) => {
    const [alive, dead] = [await startJob(store), await startJob(store)];
    await advanceBy(PAST_LEASE_MS);

    expect(idsOf(await store.reclaim([claimOf(alive)], 10))).toEqual([dead.id]);
    expect(await settleJob(store, alive, COMPLETED)).toMatchObject({ status: "completed" });
  },

  "is not kept from a job by a claim that has lost it": async ({ store, advanceBy }) => {
    const first = await startJob(store);
    await settleJob(store, first, AGAIN);
    await claimJob(store, first);
    await advanceBy(PAST_LEASE_MS);
    expect(idsOf(await store.reclaim([claimOf(first)], 10))).toEqual([first.id]);
  },

  "takes back at most the limit, past those that are excepted": async ({ store, advanceBy }) => {
    const jobs = [];
    for (let count = 0; count < 6; count += 1) jobs.push(await startJob(store));
    await advanceBy(PAST_LEASE_MS);
    const except = jobs.slice(0, 3).map(claimOf);

    expect(await store.reclaim(except, 2)).toHaveLength(2);
    expect(await store.reclaim(except, 2)).toHaveLength(1);
    expect(await store.reclaim(except, 2)).toEqual([]);
  },

  "takes a job back once, however many ask at the same time": async (harness) => {
    const job = await startJob(harness.store);
    await harness.advanceBy(PAST_LEASE_MS);
    const asked = Array.from({ length: 20 }, (_, index) => storeOf(harness, index).reclaim([], 10));

    expect((await Promise.all(asked)).flat()).toHaveLength(1);
    expect(await readJob(harness.store, job)).toMatchObject({ status: "pending", crashes: 1, attempt: 0 });
  },
};
