import { randomUUID } from "node:crypto";
import { RowmillError } from "@rowmill/core";
import type { JobStore, NewJob } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { COMPLETED, endedJob, FAILED, LEASE_MS } from "../attempt.ts";
import { type JobStoreHarness, storeOf } from "../harness.ts";
import { insertJob, newJob, readJob, TYPE } from "../new-job.ts";

/** Jobs on one file, each stored in a way of its own. */
const WAYS: Readonly<Record<string, (fileId: string) => Partial<NewJob>>> = {
  "as input": (inputFileId) => ({ inputFileId }),
  "as reference": (referenceFileId) => ({ referenceFileId, userId: "alice" }),
  "as both": (id) => ({ inputFileId: id, referenceFileId: id }),
  "with a key": (inputFileId) => ({ inputFileId, idempotencyKey: randomUUID() }),
  "claimed by its caller": (inputFileId) => ({ inputFileId, claim: { runnerId: "runner", leaseMs: LEASE_MS } }),
};

const ROUNDS = 10;

// A store without a catalogue promises nothing here.
export const fileCases: Cases<JobStoreHarness> = {
  "refuses jobs whose file is not there, all or none": async ({ store }) => {
    if (!store.files) return;
    const [fileId, missing] = [await addFile(store), randomUUID()];
    for (const way of Object.values(WAYS)) {
      const jobs = [newJob(onFile(way(fileId))), newJob(onFile(way(missing)))];
      expect(await codeOf(store.insert(jobs))).toBe("FILE_NOT_FOUND");
      expect(await store.get(jobs.map(({ id }) => ({ id })))).toEqual([undefined, undefined]);
    }
    const both = newJob(onFile({ inputFileId: fileId, referenceFileId: missing }));
    await expect(store.insert([both])).rejects.toMatchObject({ code: "FILE_NOT_FOUND", details: { fileId: missing } });
  },

  "stores jobs on files of another catalogue if their caller does not ask": async ({ store }) => {
    expect(await insertJob(store, { inputFileId: "elsewhere" })).toMatchObject({ inputFileId: "elsewhere", status: "pending" });
  },

  "answers jobs on files as it answers others": async ({ store }) => {
    if (!store.files) return;
    const fileId = await addFile(store);
    for (const way of Object.values(WAYS)) {
      const job = await insertJob(store, onFile(way(fileId)));
      expect(await readJob(store, job)).toEqual(job);
    }
    const claimOnInsert = { runnerId: "runner", leaseMs: LEASE_MS, types: ["another"] };
    const [begun] = await store.insert([newJob(onFile({ inputFileId: fileId }))], { claimOnInsert });
    expect(await readJob(store, begun!.job)).toMatchObject({ status: begun!.job.status, inputFileId: fileId });
  },

  "answers the job of a taken key although its file is gone since": async ({ store }) => {
    if (!store.files) return;
    const key = { idempotencyKey: "key", inputFileId: await addFile(store) };
    const first = await endedJob(store, COMPLETED, onFile(key));
    await store.files.remove({ id: key.inputFileId });
    const { inputFileId } = key;
    const again = await store.insert([newJob(key)]);
    expect(again).toMatchObject([{ created: false, job: { id: first.id, inputFileId } }]);
  },

  "removes no file that an unfinished job names, if asked to": async ({ store }) => {
    if (!store.files) return;
    for (const way of [WAYS["as input"]!, WAYS["as reference"]!]) {
      const fileId = await addFile(store);
      const job = await insertJob(store, onFile(way(fileId)));
      await expect(store.files.remove({ id: fileId }, { unlessInUse: true })).rejects.toMatchObject({
        code: "FILE_IN_USE",
        details: { jobId: job.id },
      });
      expect(await store.files.get({ id: fileId })).toBeDefined();
      await store.cancel({ id: job.id });
      expect(await store.files.remove({ id: fileId }, { unlessInUse: true })).toBe(true);
      expect(await store.files.remove({ id: fileId }, { unlessInUse: true })).toBe(false);
    }
  },

  "lets a job on a file or its removal succeed, never both": async (harness) => {
    if (!harness.store.files) return;
    for (const way of Object.values(WAYS)) {
      const rounds = Array.from({ length: ROUNDS }, async (_, index) => {
        const fileId = await addFile(harness.store);
        const insert = () => storeOf(harness, index).insert([newJob(onFile(way(fileId)))]);
        expect(["FILE_NOT_FOUND", "FILE_IN_USE"]).toContain(await loserOf(insert, removal(storeOf(harness, index + 1), fileId), index));
      });
      await Promise.all(rounds);
    }
  },

  "lets a retry on a file or its removal succeed, never both": async (harness) => {
    const { store } = harness;
    if (!store.files) return;
    const rounds = Array.from({ length: ROUNDS }, async (_, index) => {
      const fileId = await addFile(store);
      const type = `${TYPE}-${index}`;
      const { id } = await endedJob(store, FAILED, onFile({ inputFileId: fileId, type }));
      const retry = () => storeOf(harness, index).retry({ id }, { filesMustExist: true });
      const loser = await loserOf(retry, removal(storeOf(harness, index + 1), fileId), index);
      expect(await readJob(store, { id })).toMatchObject({ status: loser === "FILE_IN_USE" ? "pending" : "failed" });
    });
    await Promise.all(rounds);
  },
};

function onFile(given: Partial<NewJob>): Partial<NewJob> {
  return { ...given, filesMustExist: true };
}

async function addFile({ files }: JobStore): Promise<string> {
  const id = randomUUID();
  const createdAt = new Date(Date.UTC(2026, 0, 1));
  await files!.add({
    id,
    name: "a.csv",
    sizeBytes: 1,
    sha256: "0".repeat(64),
    contentType: null,
    userId: null,
    createdAt,
    expiresAt: null,
  });
  return id;
}

function removal({ files }: JobStore, id: string): () => Promise<unknown> {
  return () => files!.remove({ id }, { unlessInUse: true });
}

/** Begins two acts at the same moment, in either order. Returns the code of the one that fails: exactly one must. */
async function loserOf(first: () => Promise<unknown>, second: () => Promise<unknown>, index: number): Promise<unknown> {
  const acts = index % 3 === 0 ? [second, first] : [first, second];
  const codes = await Promise.all(acts.map((act) => codeOf(act())));
  const failed = codes.filter((code) => code !== undefined);
  expect(failed).toHaveLength(1);
  return failed[0];
}

/** The code that a promise rejects with; `undefined` if it resolves. */
async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => undefined,
    (error: unknown) => (RowmillError.is(error) ? error.code : error),
  );
}
