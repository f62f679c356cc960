import { sqliteStore } from "@rowmill/adapter-sqlite";
import type { Job } from "@rowmill/core";
import type { JobStore } from "@rowmill/core/adapter";
import { expect, it } from "vitest";
import { newJob } from "./new-job.ts";
import { tempFolder } from "./temp-folder.ts";

it("a job that comes back with an old turn does not take its user's new jobs along", async () => {
  const store = sqliteStore({ path: ":memory:" });
  await store.insert([newJob({ userId: "alice" })]);
  const [first] = await claim(store, 1);
  await store.insert(jobsOf("carol", 50));
  await claim(store, 50);
  await store.settle([
    {
      claim: { jobId: first!.id, claimNo: first!.claimNo },
      settlement: { status: "pending", error: null, runInMs: 0, usesAttempt: true },
    },
  ]);
  await store.insert(jobsOf("alice", 20));
  await store.insert(jobsOf("bob", 1));

  expect((await claim(store, 3)).map(({ userId }) => userId)).toEqual(["alice", "alice", "bob"]);
  await store.close();
});

it("turns go on where they were when the store is opened again", async () => {
  using folder = tempFolder();
  const first = sqliteStore({ path: folder.file("jobs.db") });
  await first.insert(jobsOf("alice", 30));
  await claim(first, 20);
  await first.close();

  const second = sqliteStore({ path: folder.file("jobs.db") });
  await second.insert(jobsOf("bob", 5));
  expect((await claim(second, 4)).map(({ userId }) => userId)).toEqual(["bob", "alice", "bob", "alice"]);
  await second.close();
});

function jobsOf(userId: string, count: number) {
  return Array.from({ length: count }, () => newJob({ userId }));
}

function claim(store: JobStore, limit: number): Promise<readonly Job[]> {
  return store.claim({ runnerId: "runner", leaseMs: 60_000, limit, from: { capacities: [{ type: "test", limit }] } });
}
