import type { JobFilter } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import type { JobStoreHarness } from "../harness.ts";
import { insertJob } from "../new-job.ts";

export const countCases: Cases<JobStoreHarness> = {
  "counts what a list would answer": async ({ store }) => {
    for (const type of ["resize", "resize", "rotate"]) await insertJob(store, { userId: "alice", type, inputFileId: `${type}d` });
    await store.cancel(await insertJob(store, { userId: "bob", type: "resize" }));
    const filters: [filter: JobFilter, count: number][] = [
      [{}, 4],
      [{ userId: "alice" }, 3],
      [{ userId: null }, 0],
      [{ type: ["resize"] }, 3],
      [{ type: ["resize"], status: ["pending"] }, 2],
      [{ status: [] }, 0],
      [{ text: "ROT" }, 1],
      [{ fileId: "resized" }, 2],
    ];
    for (const [filter, count] of filters) expect(await store.count(filter, 100), JSON.stringify(filter)).toBe(count);
  },

  "goes no further than its limit": async ({ store }) => {
    for (let count = 0; count < 5; count += 1) await insertJob(store);
    expect(await store.count({}, 3)).toBe(3);
    expect(await store.count({}, 5)).toBe(5);
    expect(await store.count({}, 6)).toBe(5);
    expect(await store.count({}, 0)).toBe(0);
  },
};
