import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { RowmillError, type TaskManagerOptions } from "@rowmill/core";
import type { JobStore } from "@rowmill/core/adapter";
import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";
import { unreliableStore } from "../unreliable-store.ts";

function fixture(options: Partial<TaskManagerOptions> = {}) {
  const clock = manualClock();
  const store = unreliableStore(memoryStore({ clock }));
  const held = heldJobType();
  const { manager, ...rest } = taskManagerFixture({ clock, store, leaseMs: 30_000, ...options });
  return { ...rest, clock, store, held, manager: manager.register(held.handled) };
}

/** A store that throws the next of these errors at each write of an end, until there are no more. */
async function endAgainst(...errors: readonly Error[]) {
  const clock = manualClock();
  const inner = memoryStore({ clock });
  const store: JobStore = {
    ...inner,
    async settle(items) {
      const error = errors[asked];
      asked += 1;
      if (error) throw error;
      return await inner.settle(items);
    },
  };
  let asked = 0;
  const held = heldJobType();
  const { manager, read, logged } = taskManagerFixture({ clock, store });
  const { job } = await manager.register(held.handled).createJob("held", 1);
  await clock.advanceBy(0);
  held.run().end("kept");
  await clock.advanceBy(20_000);
  return { job: await read(job), runs: held.runs.length, asked, levels: logged.map(({ level }) => level) };
}

describe("a store that fails", () => {
  it("lets createJob reject, and leaves nothing behind", async () => {
    const { manager, store, events } = fixture();
    store.fail("insert", 1);
    await expect(manager.createJob("held", 1)).rejects.toThrow("The store is away: insert");
    expect(events).toEqual([]);
    expect((await manager.createJob("held", 1)).created).toBe(true);
  });

  it("when an outcome is recorded is asked again until it answers: the handler does not run twice", async () => {
    const { manager, held, store, clock, read, eventsOf, logged } = fixture();
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    store.fail("settle", 3);
    held.run().end("kept");
    await clock.advanceBy(100 + 500 + 2_000 - 1);
    expect(await read(job)).toMatchObject({ status: "processing", isActive: true });
    await clock.advanceBy(1);
    expect(await read(job)).toMatchObject({ status: "completed", result: "kept" });
    expect(held.runs).toHaveLength(1);
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "job:completed"]);
    expect(logged.map(({ level }) => level)).toEqual(["warn", "warn", "warn"]);
  });

  it("for longer than that loses nothing: the job runs again when its lease has lapsed", async () => {
    const { manager, held, store, clock, read, logged } = fixture();
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    store.fail("settle", Infinity);
    held.run().end("never recorded");
    await clock.advanceBy(20_000);
    expect(manager.getActiveJobs()).toEqual([]);
    expect(logged.at(-1)).toMatchObject({ level: "error", details: { jobId: job.id } });
    store.fail("settle", 0);
    await clock.advanceBy(60_000);
    expect(held.runs).toHaveLength(2);
    held.run().end("recorded");
    await clock.advanceBy(0);
    expect(await read(job)).toMatchObject({ status: "completed", result: "recorded" });
  });

  it("keeps the report for the settlement that follows", async () => {
    const { manager, held, store, clock, read } = fixture();
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    held.run().log("a line");
    store.fail("update", 1);
    store.fail("settle", 1);
    await clock.advanceBy(250);
    held.run().end();
    await clock.advanceBy(100);
    expect(await read(job)).toMatchObject({ status: "completed" });
    expect(await manager.getJobLog(job.id)).toMatchObject([{ message: "a line" }]);
  });

  it("lets a checkpoint reject, so that the handler knows", async () => {
    const { manager, held, store, settled } = fixture();
    await manager.createJob("held", 1);
    await settled();
    store.fail("update", 1);
    await expect(held.run().checkpoint("half")).rejects.toThrow("The store is away: update");
    await held.run().checkpoint("half");
  });

  it("lets cancelJob reject, and cancels nothing", async () => {
    const { manager, held, store, settled, read } = fixture();
    const { job } = await manager.createJob("held", 1);
    await settled();
    store.fail("cancel", 1);
    await expect(manager.cancelJob(job.id)).rejects.toThrow("The store is away: cancel");
    expect(held.run().signal.aborted).toBe(false);
    expect(await read(job)).toMatchObject({ status: "processing" });
    expect(await manager.cancelJob(job.id)).toMatchObject({ status: "cancelled" });
  });

  it("when a cancelled job's end is told frees the slot all the same", async () => {
    const { manager, held, store, settled } = fixture({ concurrency: 1 });
    const { job } = await manager.createJob("held", "first");
    await manager.createJob("held", "second");
    await settled();
    await manager.cancelJob(job.id);
    store.fail("release", 1);
    held.run().fail();
    await settled();
    expect(held.run().input).toBe("second");
  });

  it("lets waitForJob reject", async () => {
    const { manager, store } = fixture();
    const { job } = await manager.createJob("held", 1, { delayMs: 1_000 });
    store.fail("get", 1);
    await expect(manager.waitForJob(job.id)).rejects.toThrow("The store is away: get");
  });

  it("does not end a wait that has begun", async () => {
    const { manager, store, held, clock, logged } = fixture({ pollMs: 5_000 });
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    const waited = manager.waitForJob(job.id);
    await clock.advanceBy(0);
    store.fail("get", 1);
    held.run().end("done");
    await clock.advanceBy(0);
    expect(logged.at(-1)).toMatchObject({ level: "warn", details: { jobId: job.id } });
    await clock.advanceBy(5_000);
    expect(await waited).toMatchObject({ status: "completed", result: "done" });
  });

  it("after it has written an outcome is believed: the job has completed, once, and everybody is told", async () => {
    const { manager, store, held, clock, eventsOf, read } = fixture();
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    store.loseAnswer("settle");
    held.run().end("kept");
    await clock.advanceBy(100);
    expect(await read(job)).toMatchObject({ status: "completed", result: "kept" });
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "job:completed"]);
  });

  it("leaves an attempt handle open, so that the work can be recorded later", async () => {
    const { manager, store, clock } = fixture({ runs: false });
    const { job } = await manager.createJob("held", 1);
    const handle = await manager.claimJob({ jobId: job.id });
    store.fail("settle", Infinity);
    const failed = expect(handle?.complete("worth keeping")).rejects.toThrow("The store is away: settle");
    await clock.advanceBy(20_000);
    await failed;
    store.fail("settle", 0);
    expect(await handle?.complete("worth keeping")).toMatchObject({ status: "completed", result: "worth keeping" });
  });

  describe("that refuses a result", () => {
    const forGood = new RowmillError("STORE_REFUSED", "no NUL, please");
    const forNow = new RowmillError("STORE_REFUSED", "the password has expired", { retriable: true });
    const away = new Error("The store is away");
    const failedJob = {
      status: "failed",
      error: { code: "JOB_RESULT_INVALID", message: expect.stringContaining("no NUL, please") as unknown },
    };

    it("for good fails the job and says so, instead of running it again", async () => {
      expect(await endAgainst(forGood)).toMatchObject({ job: failedJob, runs: 1, asked: 2 });
    });

    it("until somebody mends it is asked again, and the result is kept", async () => {
      expect(await endAgainst(forNow, forNow, forNow)).toMatchObject({ job: { status: "completed", result: "kept" }, runs: 1, asked: 4 });
    });

    it("and is away afterwards is asked again to record the failure", async () => {
      expect(await endAgainst(away, forGood, away, forNow)).toMatchObject({ job: failedJob, runs: 1, asked: 5 });
    });

    it("and the reason of its failure as well is given another one", async () => {
      expect(await endAgainst(forGood, forGood)).toMatchObject({
        job: { status: "failed", error: { code: "JOB_RESULT_INVALID", message: expect.stringContaining("The log") as string } },
        runs: 1,
        asked: 3,
      });
    });

    it("and every failure is asked to cancel the job, which must not run again", async () => {
      expect(await endAgainst(forGood, forGood, forGood)).toMatchObject({ job: { status: "cancelled" }, runs: 1, asked: 3 });
    });
  });

  it.each(["claim", "nextDueInMs", "reclaim", "prune", "update"] as const)(
    "in %s for a minute does not end the manager's rounds",
    async (method) => {
      const { manager, held, store, clock, read } = fixture({ retention: { completedMs: 0 } });
      const { job: first } = await manager.createJob("held", "first");
      await clock.advanceBy(0);
      store.fail(method, Infinity);
      const { job: second } = await manager.createJob("held", "second", { delayMs: 1_000 });
      await clock.advanceBy(25_000);
      store.fail(method, 0);
      await clock.advanceBy(60_000);
      expect(await read(first)).toMatchObject({ status: "processing", isActive: true, claimNo: 1 });
      expect(await read(second)).toMatchObject({ status: "processing", isActive: true, claimNo: 1 });
      for (const run of held.runs) run.end();
      await clock.advanceBy(120_000);
      expect(await manager.getJob(first.id)).toBeUndefined();
    },
  );
});
