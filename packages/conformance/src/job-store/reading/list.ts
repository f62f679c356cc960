import type { Job } from "@rowmill/core";
import type { JobStore, ListQuery } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { COMPLETED, endedJob, FAILED, startJob } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { idsOf, insertJob, newJobs } from "../new-job.ts";

export const listCases: Cases<JobStoreHarness> = {
  "answers the newest job first": async (harness) => {
    const jobs = await insertApart(harness, 5);
    const page = await harness.store.list({ limit: 10 });
    expect(page).toEqual({ jobs: jobs.toReversed(), nextCursor: undefined });
  },

  "answers an empty page if there is nothing": async ({ store }) => {
    expect(await store.list({ limit: 10 })).toEqual({ jobs: [], nextCursor: undefined });
  },

  "narrows by status": async ({ store }) => {
    const [pending, processing] = [await insertJob(store, { start: { inMs: 60_000 } }), await startJob(store)];
    const [completed, failed] = [await endedJob(store, COMPLETED), await endedJob(store, FAILED)];
    const { job: cancelled } = (await store.cancel({ id: (await insertJob(store)).id }))!;

    for (const job of [pending, processing, completed, failed, cancelled]) {
      expect(await found(store, { status: [job.status] })).toEqual([job.id]);
    }
    expect(await found(store, { status: ["failed", "pending"] })).toEqual(idsOf([failed, pending]).toSorted());
    expect(await found(store, { status: [] })).toEqual([]);
  },

  "narrows by type": async ({ store }) => {
    const [resize, rotate] = [await insertJob(store, { type: "resize" }), await insertJob(store, { type: "rotate" })];
    await insertJob(store, { type: "crop" });

    expect(await found(store, { type: ["resize"] })).toEqual([resize.id]);
    expect(await found(store, { type: ["rotate", "resize"] })).toEqual(idsOf([resize, rotate]).toSorted());
    expect(await found(store, { type: [] })).toEqual([]);
  },

  "narrows by creation: from a moment on, and before one": async (harness) => {
    const [first, second, third] = (await insertApart(harness, 3)) as [Job, Job, Job];

    expect(await found(harness.store, { createdFrom: second.createdAt })).toEqual(idsOf([second, third]));
    expect(await found(harness.store, { createdBefore: second.createdAt })).toEqual([first.id]);
    expect(await found(harness.store, { createdFrom: second.createdAt, createdBefore: third.createdAt })).toEqual([second.id]);
  },

  "narrows by all of them together": async ({ store }) => {
    const wanted = await insertJob(store, { userId: "alice", type: "resize" });
    await insertJob(store, { userId: "alice", type: "rotate" });
    await insertJob(store, { userId: "bob", type: "resize" });
    await startJob(store, { userId: "alice", type: "resize" });

    const query = { userId: "alice", type: ["resize"], status: ["pending"], createdFrom: wanted.createdAt } as const;
    expect(await found(store, query)).toEqual([wanted.id]);
  },

  "answers every job once over all pages": async (harness) => {
    const jobs = await insertApart(harness, 7);
    expect(await pagesOf(harness.store, { limit: 3 })).toEqual([
      idsOf(jobs).toReversed().slice(0, 3),
      idsOf(jobs).toReversed().slice(3, 6),
      idsOf(jobs).toReversed().slice(6),
    ]);
  },

  "answers every job of the same moment once over all pages": async ({ store }) => {
    const jobs = newJobs(10);
    await store.insert(jobs);
    const pages = await pagesOf(store, { limit: 3 });
    expect(pages.map((page) => page.length)).toEqual([3, 3, 3, 1]);
    expect(pages.flat().toSorted()).toEqual(idsOf(jobs).toSorted());
  },

  "has no next page after a full last one": async ({ store }) => {
    await store.insert(newJobs(4));
    const first = await store.list({ limit: 2 });
    expect(first.nextCursor).toBeTypeOf("string");
    const second = await store.list({ limit: 2, cursor: first.nextCursor });
    expect(second.jobs).toHaveLength(2);
    expect(second.nextCursor).toBeUndefined();
  },

  "answers every job once while others are created and cancelled": async (harness) => {
    const { store, advanceBy } = harness;
    const jobs = await insertApart(harness, 6);
    const pages = await pagesOf(store, { limit: 2 }, async () => {
      await advanceBy(1_000);
      await store.cancel({ id: (await insertJob(store)).id });
    });
    expect(pages.flat()).toEqual(idsOf(jobs).toReversed());
  },

  "keeps narrowing on later pages": async (harness) => {
    const { store } = harness;
    const wanted = [];
    for (let count = 0; count < 4; count += 1) {
      wanted.unshift(await insertJob(store, { userId: "alice" }));
      await insertJob(store, { userId: "bob" });
      await harness.advanceBy(1_000);
    }
    expect((await pagesOf(store, { userId: "alice", limit: 3 })).flat()).toEqual(idsOf(wanted));
  },

  "refuses a cursor that no list answered": async ({ store }) => {
    await store.insert(newJobs(3));
    const { nextCursor } = await store.list({ limit: 1 });
    for (const cursor of ["", "garbage", nextCursor!.slice(0, -6), "' or 1=1 --", Buffer.from("[1]").toString("base64url")]) {
      await expect(store.list({ limit: 1, cursor })).rejects.toMatchObject({ code: "CURSOR_INVALID" });
    }
  },
};

/** Stores jobs a second apart, and answers them from the oldest to the newest. */
async function insertApart({ store, advanceBy }: JobStoreHarness, count: number): Promise<Job[]> {
  const jobs: Job[] = [];
  while (jobs.length < count) {
    jobs.push(await insertJob(store));
    await advanceBy(1_000);
  }
  return jobs;
}

/** The ids of all jobs that a query finds, sorted. */
async function found(store: JobStore, query: Omit<ListQuery, "limit">): Promise<string[]> {
  return idsOf((await store.list({ ...query, limit: 100 })).jobs).toSorted();
}

/** The ids on each page, from the first to the last. `between` is called after each page. */
async function pagesOf(store: JobStore, query: ListQuery, between?: () => Promise<void>): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list({ ...query, cursor });
    pages.push(idsOf(page.jobs));
    cursor = page.nextCursor;
    await between?.();
    // A store that answers the same page indefinitely must fail, not hang.
    expect(pages.length).toBeLessThan(100);
  } while (cursor !== undefined);
  return pages;
}
