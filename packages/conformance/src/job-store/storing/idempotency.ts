import type { JobStore, NewJob } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { REPLACED_NAMES, UNSTORABLE_NAMES } from "../../names.ts";
import { claimNext, COMPLETED, endedJob, FAILED, LEASE_MS } from "../attempt.ts";
import { type JobStoreHarness, storeOf } from "../harness.ts";
import { idsOf, insertJob, jsonText, newJob, readJob, TYPE } from "../new-job.ts";

const KEY = "order-42";

export const idempotencyCases: Cases<JobStoreHarness> = {
  "answers the first job to whoever asks again": async ({ store }) => {
    const first = await insertJob(store, { idempotencyKey: KEY });
    const again = newJob({ idempotencyKey: KEY });

    expect(await store.insert([again])).toEqual([{ job: first, created: false }]);
    expect(await store.get([{ id: again.id }])).toEqual([undefined]);
  },

  "answers the first job, with the hash of its input, to whoever asks with another input": async ({ store }) => {
    const first = await insertJob(store, { idempotencyKey: KEY, input: jsonText({ width: 1 }), inputHash: "1".repeat(64) });
    const [again] = await store.insert([newJob({ idempotencyKey: KEY, input: jsonText({ width: 2 }), inputHash: "2".repeat(64) })]);

    expect(again).toEqual({ job: first, created: false });
    expect(again?.job.inputHash).toBe("1".repeat(64));
  },

  "stores one of fifty that ask at the same time": async (harness) => {
    const asked = Array.from({ length: 50 }, (_, index) => storeOf(harness, index).insert([newJob({ idempotencyKey: KEY })]));
    const insertions = (await Promise.all(asked)).flat();

    expect(insertions.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(insertions.map(({ job }) => job.id)).size).toBe(1);
    expect(await claimNext(harness.store, 50)).toHaveLength(1);
  },

  "stores one of two in the same batch": async ({ store }) => {
    const [first, other, again] = [newJob({ idempotencyKey: KEY }), newJob(), newJob({ idempotencyKey: KEY })];
    const insertions = await store.insert([first, other, again]);

    expect(insertions.map(({ created }) => created)).toEqual([true, true, false]);
    expect(idsOf(insertions.map(({ job }) => job))).toEqual([first.id, other.id, first.id]);
  },

  "lets two batches with the same keys in opposite order both through": async (harness) => {
    const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`);
    const insertions = await Promise.all(
      [keys, keys.toReversed()].map((order, index) =>
        storeOf(harness, index).insert(order.map((idempotencyKey) => newJob({ idempotencyKey }))),
      ),
    );

    expect(insertions.flat().filter(({ created }) => created)).toHaveLength(20);
  },

  "gives every user a scope of keys": async ({ store }) => {
    expect(await createdFlags(store, [{ userId: "alice" }, { userId: "bob" }, { userId: null }])).toEqual([true, true, true]);
  },

  "gives nobody in particular one scope of keys": async ({ store }) => {
    expect(await createdFlags(store, [{ userId: null }, { userId: null }])).toEqual([true, false]);
  },

  "gives every type a scope of keys": async ({ store }) => {
    expect(await createdFlags(store, [{ type: "resize" }, { type: "rotate" }])).toEqual([true, true]);
  },

  "tells scopes apart whose names run together": async ({ store }) => {
    const jobs = [
      { userId: "a", type: "b:c" },
      { userId: "a:b", type: "c" },
    ];
    expect(await createdFlags(store, jobs)).toEqual([true, true]);
  },

  "tells keys apart that differ in case or in a space at the end": async ({ store }) => {
    const jobs = [{ idempotencyKey: "key" }, { idempotencyKey: "Key" }, { idempotencyKey: "key " }];
    expect(await createdFlags(store, jobs)).toEqual([true, true, true]);
  },

  "stores every job without a key": async ({ store }) => {
    expect(await createdFlags(store, [{ idempotencyKey: null }, { idempotencyKey: null }])).toEqual([true, true]);
  },

  "keeps the key of a job that has finished": async ({ store }) => {
    const completed = await endedJob(store, COMPLETED, { idempotencyKey: "completed" });
    const failed = await endedJob(store, FAILED, { idempotencyKey: "failed" });
    const insertions = await store.insert([newJob({ idempotencyKey: "completed" }), newJob({ idempotencyKey: "failed" })]);

    expect(insertions).toEqual([
      { job: completed, created: false },
      { job: failed, created: false },
    ]);
  },

  "gives the key of a pruned job away": async ({ store, advanceBy }) => {
    await endedJob(store, COMPLETED, { idempotencyKey: KEY });
    await advanceBy(1_000);
    await store.prune({ keepMs: { completed: 0, failed: 0, cancelled: 0 }, limit: 10 });

    expect(await createdFlags(store, [{}])).toEqual([true]);
  },

  "does not claim the first job for whoever asks again and would claim": async ({ store }) => {
    const first = await insertJob(store, { idempotencyKey: KEY });
    await store.insert([newJob({ idempotencyKey: KEY, claim: { runnerId: "runner", leaseMs: LEASE_MS } })]);

    expect(await readJob(store, first)).toEqual(first);
  },

  "finds the job that has it, as it is now": async ({ store }) => {
    await insertJob(store, { idempotencyKey: "another" });
    const pending = await insertJob(store, { userId: "alice", idempotencyKey: KEY, inputHash: "1".repeat(64) });
    expect(await store.findByIdempotencyKey({ userId: "alice", type: TYPE, idempotencyKey: KEY })).toEqual(pending);

    const completed = await endedJob(store, COMPLETED, { idempotencyKey: KEY });
    expect(await store.findByIdempotencyKey({ userId: null, type: TYPE, idempotencyKey: KEY })).toEqual(completed);
  },

  "finds nothing for another user, nobody in particular, another type or another key": async ({ store }) => {
    await insertJob(store, { userId: "alice", idempotencyKey: KEY });
    await insertJob(store, { userId: "alice" });
    const key = { userId: "alice", type: TYPE, idempotencyKey: KEY };
    const others = [{ userId: "Alice" }, { userId: "" }, { userId: null }, { type: "resize" }, { idempotencyKey: "Order-42" }];
    for (const other of others) expect(await store.findByIdempotencyKey({ ...key, ...other })).toBeUndefined();
  },

  "finds nothing for what no job can have": async ({ store }) => {
    for (const idempotencyKey of REPLACED_NAMES) await insertJob(store, { userId: idempotencyKey, idempotencyKey });
    for (const impossible of UNSTORABLE_NAMES) {
      expect(await store.findByIdempotencyKey({ userId: null, type: TYPE, idempotencyKey: impossible })).toBeUndefined();
      for (const name of REPLACED_NAMES) {
        expect(await store.findByIdempotencyKey({ userId: impossible, type: TYPE, idempotencyKey: name })).toBeUndefined();
        expect(await store.findByIdempotencyKey({ userId: name, type: TYPE, idempotencyKey: impossible })).toBeUndefined();
      }
    }
  },

  "finds nothing once its job was pruned": async ({ store, advanceBy }) => {
    await endedJob(store, COMPLETED, { idempotencyKey: KEY });
    await advanceBy(1_000);
    await store.prune({ keepMs: { completed: 0, failed: 0, cancelled: 0 }, limit: 10 });
    expect(await store.findByIdempotencyKey({ userId: null, type: TYPE, idempotencyKey: KEY })).toBeUndefined();
  },
};

/** Stores jobs with the same key one after the other, and says of each whether it was created. */
async function createdFlags(store: JobStore, jobs: readonly Partial<NewJob>[]): Promise<boolean[]> {
  const flags: boolean[] = [];
  for (const job of jobs) {
    const [insertion] = await store.insert([newJob({ idempotencyKey: KEY, ...job })]);
    flags.push(insertion?.created === true);
  }
  return flags;
}
