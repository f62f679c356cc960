import { sqliteStore } from "@rowmill/adapter-sqlite";
import { describe, expect, it } from "vitest";
import { startChild } from "./child.ts";
import { newJob } from "./new-job.ts";
import { tempFolder } from "./temp-folder.ts";

describe("what was acknowledged", () => {
  // Where each process dies, in acknowledged jobs: spread over the first write of the file, and the checkpoints of its log.
  it.each([1, 17, 256, 1_009, 2_500])("is there after the process was killed, %i jobs later", async (deathAfter) => {
    using folder = tempFolder();
    await using child = startChild(new URL("./programs/acknowledge.ts", import.meta.url), folder.file("jobs.db"));
    const acknowledged: string[] = [];
    for await (const id of child.lines) {
      acknowledged.push(id);
      // Killed without waiting, so that it dies in the middle of whatever it does.
      if (acknowledged.length === deathAfter) void child.kill();
    }

    const store = sqliteStore({ path: folder.file("jobs.db") });
    const jobs = await store.get(acknowledged.map((id) => ({ id })));
    expect(acknowledged.length).toBeGreaterThanOrEqual(deathAfter);
    expect(jobs.filter((job) => job?.status === "pending")).toHaveLength(acknowledged.length);
    await store.close();
  });

  it("is there after the store was closed: its writes of that moment, too", async () => {
    using folder = tempFolder();
    const job = newJob();
    const first = sqliteStore({ path: folder.file("jobs.db") });
    const inserted = first.insert([job]);
    await first.close();
    await inserted;

    const second = sqliteStore({ path: folder.file("jobs.db") });
    expect(await second.get([{ id: job.id }])).toMatchObject([{ id: job.id }]);
    await second.close();
  });
});

describe("what a process held when it died", () => {
  it("is taken back by the next one without waiting for its lease", async () => {
    using folder = tempFolder();
    const job = newJob();
    const runner = { runnerId: "first", leaseMs: 3_600_000 };
    // Closed without a word to the job, which is all that a store can tell of a crash.
    const first = sqliteStore({ path: folder.file("jobs.db") });
    await first.insert([{ ...job, claim: runner }]);
    await first.close();

    const second = sqliteStore({ path: folder.file("jobs.db") });
    expect(await second.get([{ id: job.id }])).toMatchObject([{ status: "processing", isActive: false }]);
    expect(await second.reclaim([], 10)).toMatchObject([{ id: job.id, status: "pending", crashes: 1 }]);
    await second.close();
  });

  it("can be claimed again at once, if it was cancelled and retried", async () => {
    using folder = tempFolder();
    const job = newJob();
    const first = sqliteStore({ path: folder.file("jobs.db") });
    await first.insert([{ ...job, claim: { runnerId: "first", leaseMs: 3_600_000 } }]);
    await first.cancel({ id: job.id });
    await first.retry({ id: job.id });
    await first.close();

    const second = sqliteStore({ path: folder.file("jobs.db") });
    expect(await second.nextDueInMs(["test"])).toBe(0);
    await second.close();
  });
});
