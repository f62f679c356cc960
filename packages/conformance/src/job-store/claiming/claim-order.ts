import type { JobStore, TypeCapacity } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { claimNext, LEASE_MS } from "../attempt.ts";
import { type JobStoreHarness, storeOf } from "../harness.ts";
import { idsOf, insertJob, newJob, newJobs } from "../new-job.ts";

export const claimOrderCases: Cases<JobStoreHarness> = {
  "claims bigger priorities first": async ({ store }) => {
    const priorities = [0, 5, -3, 2_147_483_647, -2_147_483_648];
    await store.insert(priorities.map((priority) => newJob({ priority })));

    const claimed = await claimNext(store, 10);
    expect(claimed.map(({ priority }) => priority)).toEqual(priorities.toSorted((a, b) => b - a));
  },

  "claims older jobs first": async ({ store, advanceBy }) => {
    const older = await store.insert(newJobs(3));
    await advanceBy(1_000);
    const younger = await store.insert(newJobs(3));

    const expected = idsOf([...older, ...younger].map(({ job }) => job));
    expect(idsOf(await claimNext(store, 10))).toEqual(expected);
  },

  "claims in the same order one by one": async ({ store }) => {
    await store.insert([newJob({ priority: 1 }), newJob({ priority: 3 }), newJob({ priority: 2 })]);

    const priorities: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      const [job] = await claimNext(store, 1);
      priorities.push(job?.priority ?? Number.NaN);
    }
    expect(priorities).toEqual([3, 2, 1]);
  },

  "claims at most the limit": async ({ store }) => {
    await store.insert(newJobs(5));
    expect(await claimNext(store, 3)).toHaveLength(3);
    expect(await claimNext(store, 3)).toHaveLength(2);
    expect(await claimNext(store, 3)).toEqual([]);
  },

  "claims at most so many of each type": async ({ store }) => {
    await store.insert([...newJobs(4, { type: "a" }), ...newJobs(4, { type: "b" }), ...newJobs(4, { type: "c" })]);
    const capacities = [
      { type: "a", limit: 3 },
      { type: "b", limit: 1 },
      { type: "c", limit: 0 },
    ];

    const types = (await claimByType(store, capacities, 10)).map(({ type }) => type);
    expect(types.toSorted()).toEqual(["a", "a", "a", "b"]);
  },

  "claims at most the limit of all types together": async ({ store }) => {
    await store.insert([...newJobs(4, { type: "a" }), ...newJobs(4, { type: "b" })]);
    const capacities = [
      { type: "a", limit: 4 },
      { type: "b", limit: 4 },
    ];
    expect(await claimByType(store, capacities, 5)).toHaveLength(5);
  },

  "looks past the jobs of a type without room": async ({ store }) => {
    await store.insert(newJobs(100, { type: "a", priority: 9 }));
    const behind = await insertJob(store, { type: "b" });
    const capacities = [
      { type: "a", limit: 1 },
      { type: "b", limit: 1 },
    ];
    expect(idsOf(await claimByType(store, capacities, 2))).toContain(behind.id);
  },

  "orders the jobs of all types by priority": async ({ store }) => {
    await store.insert([
      newJob({ type: "a", priority: 1 }),
      newJob({ type: "b", priority: 3 }),
      newJob({ type: "a", priority: 4 }),
      newJob({ type: "b", priority: 2 }),
    ]);
    const capacities = [
      { type: "a", limit: 4 },
      { type: "b", limit: 4 },
    ];
    expect((await claimByType(store, capacities, 3)).map(({ priority }) => priority)).toEqual([4, 3, 2]);
  },

  "claims only types that have room": async ({ store }) => {
    await insertJob(store, { type: "other" });
    expect(await claimNext(store, 10)).toEqual([]);
    expect(await claimByType(store, [], 10)).toEqual([]);
  },

  "claims no job before its time": async ({ store, advanceBy }) => {
    await store.insert(newJobs(100, { priority: 9, start: { inMs: 60_000 } }));
    const due = await insertJob(store);
    expect(idsOf(await claimNext(store, 10))).toEqual([due.id]);

    await advanceBy(30_000);
    expect(await claimNext(store, 10)).toEqual([]);
    await advanceBy(30_000);
    expect(await claimNext(store, 200)).toHaveLength(100);
  },

  "claims just the jobs whose keys it is given": async ({ store }) => {
    const [first, second, third] = [await insertJob(store), await insertJob(store), await insertJob(store, { type: "other" })];
    const keys = [{ id: second.id }, { id: "00000000-0000-7000-8000-00000000dead" }, { id: third.id }, { id: second.id }];

    const claimed = await store.claim({ runnerId: "runner", leaseMs: LEASE_MS, limit: 10, from: { keys } });
    expect(idsOf(claimed).toSorted()).toEqual([second.id, third.id].toSorted());
    expect(idsOf(await claimNext(store, 10))).toEqual([first.id]);
  },

  "claims at most the limit of jobs by their keys, and none of none": async ({ store }) => {
    const jobs = newJobs(5);
    await store.insert(jobs);
    const claim = (keys: { id: string }[]) => store.claim({ runnerId: "runner", leaseMs: LEASE_MS, limit: 3, from: { keys } });

    expect(await claim([])).toEqual([]);
    expect(await claim(jobs.map(({ id }) => ({ id })))).toHaveLength(3);
  },

  "gives each of a hundred jobs to one of fifty claimers": async (harness) => {
    await harness.store.insert(newJobs(100));

    const claimers = Array.from({ length: 50 }, (_, index) => claimAll(storeOf(harness, index)));
    const ids = (await Promise.all(claimers)).flat();
    expect(ids).toHaveLength(100);
    expect(new Set(ids).size).toBe(100);
  },

  "gives a job to one of fifty that ask for it by its key": async (harness) => {
    const { id } = await insertJob(harness.store);
    const claims = Array.from({ length: 50 }, (_, index) =>
      storeOf(harness, index).claim({ runnerId: `runner-${index}`, leaseMs: LEASE_MS, limit: 1, from: { keys: [{ id }] } }),
    );
    expect((await Promise.all(claims)).flat()).toHaveLength(1);
  },
};

function claimByType(store: JobStore, capacities: readonly TypeCapacity[], limit: number) {
  return store.claim({ runnerId: "runner", leaseMs: LEASE_MS, limit, from: { capacities } });
}

/** Claims two jobs at a time until there is none. */
async function claimAll(store: JobStore): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const claimed = await claimNext(store, 2);
    if (claimed.length === 0) return ids;
    ids.push(...idsOf(claimed));
  }
}
