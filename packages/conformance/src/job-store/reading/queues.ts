import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { COMPLETED, endedJob, startJob } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { insertJob, TYPE } from "../new-job.ts";

export const queueCases: Cases<JobStoreHarness> = {
  "counts the jobs that could be claimed now": async ({ store }) => {
    await insertJob(store, { type: "other" });
    await endedJob(store, COMPLETED);
    await startJob(store);
    await insertJob(store);
    await insertJob(store, { priority: 5 });
    await insertJob(store, { start: { inMs: 60_000 } });
    const [own] = await store.measureQueues([TYPE], 100);
    expect(own).toMatchObject({ type: TYPE, waiting: 2 });
  },

  "counts jobs whose time has come since": async ({ store, advanceBy }) => {
    await insertJob(store, { start: { inMs: 60_000 } });
    expect(await store.measureQueues([TYPE], 100)).toEqual([{ type: TYPE, waiting: 0, oldestMs: 0 }]);
    await advanceBy(100_000);
    const [state] = await store.measureQueues([TYPE], 100);
    expect(state?.waiting).toBe(1);
    expectWithin(state?.oldestMs, 40_000, 70_000);
  },

  "knows for how long the oldest of them has waited": async ({ store, advanceBy }) => {
    await insertJob(store);
    await advanceBy(600_000);
    await insertJob(store, { priority: 9 });
    await advanceBy(100_000);
    const [state] = await store.measureQueues([TYPE], 100);
    expectWithin(state?.oldestMs, 700_000, 730_000);
  },

  "has a state for each type, in their order": async ({ store }) => {
    await insertJob(store, { type: "b" });
    const states = await store.measureQueues(["c", "b", "a"], 100);
    expect(states.map(({ type, waiting }) => [type, waiting])).toEqual([
      ["c", 0],
      ["b", 1],
      ["a", 0],
    ]);
    expect(await store.measureQueues([], 100)).toEqual([]);
  },

  "counts no further than the limit": async ({ store }) => {
    for (let at = 0; at < 5; at += 1) await insertJob(store);
    expect(await store.measureQueues([TYPE], 3)).toMatchObject([{ waiting: 3 }]);
  },
};

function expectWithin(value: number | undefined, from: number, to: number): void {
  expect(value).toBeGreaterThanOrEqual(from);
  expect(value).toBeLessThanOrEqual(to);
}
