import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { UNSTORABLE_NAMES } from "../../names.ts";
import { claimNext } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { idsOf, insertJob, jsonText, newJob, newJobs, readJob } from "../new-job.ts";

export const insertCases: Cases<JobStoreHarness> = {
  "answers the job as it was given, with nothing done yet": async ({ store }) => {
    const given = newJob({
      userId: "alice",
      input: jsonText({ file_id: "f1", columns: ["a", "b"] }),
      priority: -7,
      maxAttempts: 5,
      maxCrashes: 2,
      idempotencyKey: "key-1",
      inputHash: "a".repeat(64),
      inputFileId: "file-in",
      referenceFileId: "file-reference",
      templateId: "template",
    });
    const [insertion] = await store.insert([given]);

    const { input: _text, start: _start, ...kept } = given;
    expect(insertion?.created).toBe(true);
    expect(insertion?.job).toMatchObject({
      ...kept,
      input: { file_id: "f1", columns: ["a", "b"] },
      status: "pending",
      attempt: 0,
      crashes: 0,
      progress: 0,
      stage: null,
      counters: {},
      result: null,
      resultFileId: null,
      error: null,
      checkpoint: null,
      isActive: false,
      startedAt: null,
      finishedAt: null,
    });
    expect(insertion?.job.updatedAt).toEqual(insertion?.job.createdAt);
  },

  "answers what a later read answers": async ({ store }) => {
    const job = await insertJob(store, { userId: "alice", start: { inMs: 60_000 } });
    expect(await readJob(store, job)).toEqual(job);
  },

  "answers in the order of the jobs": async ({ store }) => {
    const jobs = newJobs(20).toReversed();
    const insertions = await store.insert(jobs);
    expect(idsOf(insertions.map(({ job }) => job))).toEqual(idsOf(jobs));
  },

  "refuses names that cannot be kept as they are, and with them the batch": async ({ store }) => {
    const fields = ["userId", "type", "idempotencyKey", "inputFileId", "referenceFileId", "templateId"] as const;
    const good = newJob();
    for (const name of UNSTORABLE_NAMES) {
      for (const field of fields) {
        await expect(store.insert([good, newJob({ [field]: name })])).rejects.toMatchObject({ code: "OPTION_INVALID" });
      }
    }
    expect(await store.get([good])).toEqual([undefined]);
  },

  "takes a batch of a thousand": async ({ store }) => {
    const jobs = newJobs(1_000);
    await store.insert(jobs);
    const stored = await store.get(jobs.map(({ id }) => ({ id })));
    expect(stored.map((job) => job?.id)).toEqual(idsOf(jobs));
  },

  "takes an empty batch": async ({ store }) => {
    expect(await store.insert([])).toEqual([]);
  },

  "refuses a taken id, and the whole batch with it": async ({ store }) => {
    const taken = await insertJob(store, { userId: "alice" });
    const [before, after] = [newJob(), newJob()];

    await expect(store.insert([before, newJob({ id: taken.id }), after])).rejects.toThrow();

    expect(await store.get([{ id: before.id }, { id: after.id }])).toEqual([undefined, undefined]);
    expect(await readJob(store, taken)).toEqual(taken);
    expect(idsOf(await claimNext(store, 10))).toEqual([taken.id]);
  },

  "starts a job so long after now by its own clock": async ({ store, advanceBy }) => {
    await advanceBy(3_600_000);
    const job = await insertJob(store, { start: { inMs: 90_000 } });
    expect(job.runAt.getTime() - job.createdAt.getTime()).toBe(90_000);
  },

  "starts a job at a given moment": async ({ store }) => {
    const { createdAt } = await insertJob(store);
    const at = new Date(createdAt.getTime() + 86_400_123);
    expect((await insertJob(store, { start: { at } })).runAt).toEqual(at);
  },

  "keeps the whole range of priorities": async ({ store }) => {
    const priorities = [-2_147_483_648, -1, 0, 2_147_483_647];
    const insertions = await store.insert(priorities.map((priority) => newJob({ priority })));
    expect(insertions.map(({ job }) => job.priority)).toEqual(priorities);
  },
};
