import type { Job } from "@rowmill/core";
import type { JobFilter, JobStore } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { COMPLETED, endedJob, FAILED, reportOf, startJob, updateJob } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { idsOf, insertJob, jsonText } from "../new-job.ts";

export const searchCases: Cases<JobStoreHarness> = {
  "finds a text anywhere in the id, the type, the stage or the message of the error": async ({ store }) => {
    const byType = await insertJob(store, { type: "make-thumbnails" });
    const byStage = await startJob(store, { type: "other" });
    await updateJob(store, byStage, { report: reportOf({ stage: "reading thumbs" }) });
    const byError = await endedWith(store, "no room for a thumbnail");
    const neither = await insertJob(store, { type: "other" });

    expect(await found(store, { text: "thumb" })).toEqual(idsOf([byType, byStage, byError]).toSorted());
    expect(await found(store, { text: "thumbnails" })).toEqual([byType.id]);
    expect(await found(store, { text: neither.id.slice(2, -2) })).not.toEqual([]);
    expect(await found(store, { text: neither.id })).toEqual([neither.id]);
    expect(await found(store, { text: "nowhere" })).toEqual([]);
  },

  "does not search inputs and results, which may be secret": async ({ store }) => {
    await insertJob(store, { input: jsonText("hidden") });
    await endedJob(store, { ...COMPLETED, result: jsonText("hidden") });
    expect(await found(store, { text: "hidden" })).toEqual([]);
  },

  "finds ASCII letters in either case, and other letters as they are": async ({ store }) => {
    const job = await endedWith(store, "Der ZUG fährt nach KÖLN \u0130 K");
    for (const text of ["zug", "ZUG", "ZUG FäHRT", "kÖln", "\u0130"]) expect(await found(store, { text })).toEqual([job.id]);
    for (const text of ["FÄHRT", "köln", "i\u0307", "\u212A"]) expect(await found(store, { text })).toEqual([]);
  },

  "takes no character for a pattern": async ({ store }) => {
    const odd = await endedWith(store, "100 % of a_b\\c [d] (e) 'f' \"g\" *");
    await endedWith(store, "100 of aXbXc");
    for (const text of ["%", "_", "\\", "100 %", "a_b\\c", "[d]", "(e)", "'f'", '"g"', "*"]) {
      expect(await found(store, { text }), text).toEqual([odd.id]);
    }
  },

  "takes any text": async ({ store }) => {
    const job = await insertJob(store);
    for (const text of ["\0", "\uD800", "x".repeat(100_000), "'; drop table jobs; --", "😀"]) {
      expect(await found(store, { text })).toEqual([]);
    }
    expect(await found(store, { text: "" })).toEqual([job.id]);
  },

  "finds the jobs that name a file, whatever for": async ({ store }) => {
    const input = await insertJob(store, { inputFileId: "file-1", referenceFileId: "file-2" });
    const reference = await insertJob(store, { inputFileId: "file-3", referenceFileId: "file-1" });
    const result = await endedJob(store, { ...COMPLETED, resultFileId: "file-1" }, { inputFileId: "file-1" });
    await insertJob(store, { templateId: "file-1" });

    expect(await found(store, { fileId: "file-1" })).toEqual(idsOf([input, reference, result]).toSorted());
    expect(await found(store, { fileId: "file-2" })).toEqual([input.id]);
    for (const fileId of ["file", "FILE-1", "file-4", "", "\0", "\uD800"]) expect(await found(store, { fileId })).toEqual([]);
  },

  "finds what has changed since a moment": async ({ store, advanceBy }) => {
    const [untouched, retouched] = [await insertJob(store), await insertJob(store)];
    await advanceBy(1_000);
    const { job: cancelled } = (await store.cancel(retouched))!;
    await advanceBy(1_000);
    const late = await insertJob(store);

    expect(await found(store, { updatedFrom: cancelled.updatedAt })).toEqual(idsOf([retouched, late]).toSorted());
    expect(await found(store, { updatedFrom: late.createdAt })).toEqual([late.id]);
    expect(await found(store, { updatedFrom: untouched.createdAt })).toHaveLength(3);
  },

  "narrows by all of them together, page by page": async ({ store, advanceBy }) => {
    const wanted: Job[] = [];
    for (let count = 0; count < 5; count += 1) {
      wanted.unshift(await insertJob(store, { userId: "alice", type: "resize", inputFileId: "file-1" }));
      await insertJob(store, { userId: "bob", type: "resize", inputFileId: "file-1" });
      await insertJob(store, { userId: "alice", type: "rotate", inputFileId: "file-1" });
      await insertJob(store, { userId: "alice", type: "resize", inputFileId: "file-2" });
      await advanceBy(1_000);
    }
    const query = {
      userId: "alice",
      fileId: "file-1",
      text: "RES",
      status: ["pending"],
      updatedFrom: wanted[3]!.createdAt,
      limit: 3,
    } as const;
    const first = await store.list(query);
    const second = await store.list({ ...query, cursor: first.nextCursor });
    expect([idsOf(first.jobs), idsOf(second.jobs), second.nextCursor]).toEqual([idsOf(wanted.slice(0, 3)), [wanted[3]!.id], undefined]);
  },
};

async function found(store: JobStore, filter: JobFilter): Promise<string[]> {
  return idsOf((await store.list({ ...filter, limit: 100 })).jobs).toSorted();
}

/** A job that failed with this message. */
function endedWith(store: JobStore, message: string): Promise<Job> {
  return endedJob(store, { ...FAILED, error: { ...FAILED.error, message } });
}
