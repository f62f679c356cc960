import type { Job } from "@rowmill/core";
import type { JobKey, JobStore } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { REPLACED_NAMES, UNSTORABLE_NAMES } from "../../names.ts";
import { claimOf, COMPLETED, endedJob, FAILED, LEASE_MS, reportOf, startJob, updateJob } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { idsOf, insertJob, readJob } from "../new-job.ts";

const UNKNOWN = "00000000-0000-7000-8000-00000000dead";

export const ownershipCases: Cases<JobStoreHarness> = {
  "answers for somebody else's job what it answers for none": async ({ store }) => {
    const strangers: [owner: string | null, asker: string | null][] = [
      ["alice", "bob"],
      ["alice", null],
      [null, "bob"],
      ["alice", "Alice"],
      ["alice", ""],
      ["", null],
    ];
    for (const [owner, userId] of strangers) {
      for (const job of await jobsOfEveryStatus(store, owner)) {
        expect(await askAll(store, { id: job.id, userId })).toEqual(await askAll(store, { id: UNKNOWN, userId }));
        expect(await readJob(store, job)).toEqual(job);
      }
    }
  },

  "reads the job of the user who is named": async ({ store }) => {
    const [alices, nobodys] = [await insertJob(store, { userId: "alice" }), await insertJob(store, { userId: null })];
    expect(await store.get([{ id: alices.id, userId: "alice" }])).toEqual([alices]);
    expect(await store.get([{ id: nobodys.id, userId: null }])).toEqual([nobodys]);
  },

  "reads anybody's job if no user is named": async ({ store }) => {
    const [alices, nobodys] = [await insertJob(store, { userId: "alice" }), await insertJob(store, { userId: null })];
    const keys = [{ id: alices.id }, { id: UNKNOWN }, { id: nobodys.id, userId: undefined }];
    expect(await store.get(keys)).toEqual([alices, undefined, nobodys]);
  },

  "narrows each key of a batch by itself": async ({ store }) => {
    const job = await insertJob(store, { userId: "alice" });
    const keys = [{ id: job.id, userId: "bob" }, { id: job.id, userId: "alice" }, { id: job.id, userId: null }, { id: job.id }];
    expect(await store.get(keys)).toEqual([undefined, job, undefined, job]);
  },

  "cancels and retries the job of the user who is named": async ({ store }) => {
    for (const userId of ["alice", null]) {
      const { id } = await insertJob(store, { userId });
      expect(await store.cancel({ id, userId })).toMatchObject({ changed: true });
      expect(await store.retry({ id, userId })).toMatchObject({ changed: true });
    }
  },

  "claims the job of the user who is named": async ({ store }) => {
    for (const userId of ["alice", null]) {
      const { id } = await insertJob(store, { userId });
      expect(await claimKey(store, { id, userId })).toHaveLength(1);
    }
  },

  "reads the log of the user who is named": async ({ store }) => {
    const job = await startJob(store, { userId: "alice" });
    await updateJob(store, job, { report: reportOf({ log: [{ level: "info", message: "hello" }] }) });
    expect(await store.readLog({ id: job.id, userId: "alice" }, 10)).toHaveLength(1);
    expect(await store.readLog({ id: job.id }, 10)).toHaveLength(1);
  },

  "finds nothing for users, files and types that no store can keep": async ({ store }) => {
    for (const name of REPLACED_NAMES) {
      const { id } = await insertJob(store, { userId: name, type: name || "none", inputFileId: name });
      for (const userId of UNSTORABLE_NAMES) expect(await store.get([{ id, userId }])).toEqual([undefined]);
    }
    for (const name of UNSTORABLE_NAMES) {
      for (const filter of [{ userId: name }, { fileId: name }, { type: [name] }]) {
        expect((await store.list({ ...filter, limit: 10 })).jobs).toEqual([]);
        expect(await store.count(filter, 10)).toBe(0);
      }
    }
  },

  "lists the jobs of the user who is named": async ({ store }) => {
    const [alices, bobs, nobodys] = [
      await insertJob(store, { userId: "alice" }),
      await insertJob(store, { userId: "bob" }),
      await insertJob(store, { userId: null }),
    ];
    const list = async (userId?: string | null) => idsOf((await store.list({ userId, limit: 10 })).jobs).toSorted();

    expect(await list("alice")).toEqual([alices.id]);
    expect(await list("carol")).toEqual([]);
    expect(await list(null)).toEqual([nobodys.id]);
    expect(await list()).toEqual(idsOf([alices, bobs, nobodys]).toSorted());
  },
};

async function jobsOfEveryStatus(store: JobStore, userId: string | null): Promise<Job[]> {
  const cancelled = await startJob(store, { userId });
  await store.cancel({ id: cancelled.id });
  await store.release([claimOf(cancelled)]);
  const processing = await startJob(store, { userId });
  await updateJob(store, processing, { report: reportOf({ log: [{ level: "info", message: "secret" }] }) });
  return [
    await insertJob(store, { userId }),
    await readJob(store, processing),
    await endedJob(store, COMPLETED, { userId }),
    await endedJob(store, FAILED, { userId }),
    await readJob(store, cancelled),
  ];
}

/** Every operation that takes a key. */
async function askAll(store: JobStore, key: JobKey): Promise<unknown[]> {
  return [
    await store.get([key]),
    await store.readLog(key, 10),
    await claimKey(store, key),
    await store.cancel(key),
    await store.retry(key),
  ];
}

function claimKey(store: JobStore, key: JobKey): Promise<readonly Job[]> {
  return store.claim({ runnerId: "runner", leaseMs: LEASE_MS, limit: 1, from: { keys: [key] } });
}
