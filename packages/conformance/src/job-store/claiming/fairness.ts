import type { NewJob } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { claimJob, claimNext, HANDED_BACK, settleJob } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { newJob, newJobs } from "../new-job.ts";

export const fairnessCases: Cases<JobStoreHarness> = {
  "serves users in turn": async ({ store }) => {
    await store.insert([...jobsOf("alice", 3), ...jobsOf("bob", 3), ...jobsOf("carol", 2)]);
    const users = usersOf(await claimNext(store, 10));
    expect(users).toEqual(["alice", "bob", "carol", "alice", "bob", "carol", "alice", "bob"]);
  },

  "lets a newcomer wait for one job of each other user": async ({ store }) => {
    await store.insert([...jobsOf("alice", 50), ...jobsOf("bob", 50)]);
    await claimNext(store, 11);
    await store.insert(jobsOf("carol", 1));
    expect(usersOf(await claimNext(store, 3))).toContain("carol");
  },

  "does not hold against a user what was served before": async ({ store }) => {
    await store.insert([...jobsOf("alice", 10), ...jobsOf("carol", 30)]);
    await claimNext(store, 20);
    await store.insert([...jobsOf("bob", 10), ...jobsOf("alice", 1)]);
    expect(usersOf(await claimNext(store, 3))).toContain("alice");
  },

  "does not hold against a user what was cancelled": async ({ store }) => {
    await store.insert(jobsOf("bob", 20));
    const mistakes = await store.insert(jobsOf("alice", 20));
    for (const { job } of mistakes) await store.cancel({ id: job.id });
    await store.insert(jobsOf("alice", 1));
    expect(usersOf(await claimNext(store, 2))).toContain("alice");
  },

  "does not let a user overtake who comes back with one job at a time": async ({ store }) => {
    await store.insert([...jobsOf("alice", 1), ...jobsOf("bob", 2)]);
    const users: (string | null)[] = [];
    for (let count = 0; count < 5; count += 1) {
      const [job] = await claimNext(store, 1);
      users.push(job?.userId ?? null);
      if (job?.userId === "alice") await store.insert(jobsOf("alice", 1));
    }
    expect(users.filter((user) => user === "bob")).toHaveLength(2);
  },

  "does not let such a user overtake while a job waits that no runner takes": async ({ store }) => {
    await store.insert([newJob({ type: "taken by no runner" }), ...jobsOf("alice", 1), ...jobsOf("bob", 2)]);
    const users: (string | null)[] = [];
    for (let count = 0; count < 5; count += 1) {
      const [job] = await claimNext(store, 1);
      users.push(job?.userId ?? null);
      if (job?.userId === "alice") await store.insert(jobsOf("alice", 1));
    }
    expect(users.filter((user) => user === "bob")).toHaveLength(2);
  },

  "does not set others back by a job that was claimed out of its turn": async ({ store }) => {
    const waiting = await store.insert(jobsOf("alice", 20));
    await claimJob(store, waiting.at(-1)!.job);
    await store.insert(jobsOf("bob", 1));
    expect(usersOf(await claimNext(store, 2))).toContain("bob");
  },

  "leaves its turn to a job that is handed back": async ({ store }) => {
    await store.insert(jobsOf("alice", 20));
    const claimed = await claimNext(store, 20);
    await settleJob(store, claimed.at(-1)!, HANDED_BACK);
    await store.insert(jobsOf("bob", 20));
    expect(usersOf(await claimNext(store, 2))).toContain("alice");
  },

  "does not let a user's new jobs go along with an old one that is handed back": async ({ store }) => {
    await store.insert(jobsOf("alice", 1));
    const [old] = await claimNext(store, 1);
    await store.insert(jobsOf("carol", 50));
    await claimNext(store, 50);
    await settleJob(store, old!, HANDED_BACK);
    await store.insert([...jobsOf("alice", 20), ...jobsOf("bob", 1)]);
    expect(usersOf(await claimNext(store, 3))).toContain("bob");
  },

  "takes turns within a priority": async ({ store }) => {
    await store.insert([...jobsOf("alice", 10, 9), ...jobsOf("bob", 10), ...jobsOf("alice", 1)]);
    expect(usersOf(await claimNext(store, 12)).slice(10)).toContain("alice");
  },

  "takes the jobs of nobody in particular for one user's": async ({ store }) => {
    await store.insert([...jobsOf(null, 20), ...jobsOf("alice", 1)]);
    expect(usersOf(await claimNext(store, 2))).toContain("alice");
  },
};

function jobsOf(userId: string | null, count: number, priority = 0): NewJob[] {
  return newJobs(count, { userId, priority });
}

function usersOf(jobs: readonly { readonly userId: string | null }[]): (string | null)[] {
  return jobs.map(({ userId }) => userId);
}
