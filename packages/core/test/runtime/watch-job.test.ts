import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import type { Job, TaskManagerOptions } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

/** A job that waits for a second. */
async function fixture(options: Partial<TaskManagerOptions> = {}) {
  const held = heldJobType();
  const { manager, ...rest } = taskManagerFixture(options);
  const registered = manager.register(held.handled);
  const { job } = await registered.createJob("held", 1, { delayMs: 1_000 });
  return { ...rest, held, job, manager: registered };
}

/** Reads a watch to its end. */
async function collect(watched: AsyncIterable<Job>, into: Job[] = []): Promise<Job[]> {
  for await (const job of watched) into.push(job);
  return into;
}

describe("watchJob", () => {
  it("yields the job as it is, then every change, and ends with the job", async () => {
    const { manager, held, job, clock } = await fixture();
    const states = collect(manager.watchJob(job.id));
    await clock.advanceBy(1_000);
    held.run().progress(40);
    await clock.advanceBy(250);
    held.run().end("done");
    expect((await states).map(({ status, progress }) => [status, progress])).toEqual([
      ["pending", 0],
      ["processing", 0],
      ["processing", 40],
      ["completed", 100],
    ]);
  });

  it("yields a finished job once", async () => {
    const { manager, job } = await fixture();
    await manager.cancelJob(job.id);
    expect(await collect(manager.watchJob(job.id))).toMatchObject([{ status: "cancelled" }]);
  });

  it("shows a slow consumer the newest state only", async () => {
    const { manager, held, job, clock } = await fixture();
    const watched = manager.watchJob(job.id);
    await watched.next();
    await clock.advanceBy(1_000);
    for (const percent of [10, 20, 30]) {
      held.run().progress(percent);
      await clock.advanceBy(250);
    }
    expect((await watched.next()).value).toMatchObject({ progress: 30 });
    held.run().end();
    await clock.advanceBy(0);
    expect((await watched.next()).value).toMatchObject({ status: "completed" });
    expect(await watched.next()).toEqual({ done: true, value: undefined });
  });

  it("sees a job through its retries", async () => {
    const { manager, held, job, clock } = await fixture();
    const seen: Job[] = [];
    const states = collect(manager.watchJob(job.id), seen);
    await clock.advanceBy(1_000);
    held.run().fail();
    await clock.advanceBy(1_000);
    held.run().end();
    await states;
    expect(seen.map(({ status }) => status)).toEqual(["pending", "processing", "pending", "processing", "completed"]);
  });

  it("yields nothing where nothing has changed, however often it looks", async () => {
    const { manager, job, clock } = await fixture({ runs: false, pollMs: 2_000 });
    const seen: Job[] = [];
    void collect(manager.watchJob(job.id), seen);
    await clock.advanceBy(60_000);
    expect(seen).toHaveLength(1);
  });

  it("may be ended by the consumer", async () => {
    const { manager, job } = await fixture();
    for await (const seen of manager.watchJob(job.id)) {
      expect(seen.id).toBe(job.id);
      break;
    }
  });

  it("rejects with the signal's reason when that aborts, before and between changes", async () => {
    const { manager, job, settled } = await fixture();
    const controller = new AbortController();
    const watched = collect(manager.watchJob(job.id, { signal: controller.signal }));
    const rejected = expect(watched).rejects.toThrow("enough");
    await settled();
    controller.abort(new Error("enough"));
    await rejected;
    await expect(collect(manager.watchJob(job.id, { signal: controller.signal }))).rejects.toThrow("enough");
  });

  it("rejects with JOB_NOT_FOUND for a job that is not there, or is somebody else's", async () => {
    const { manager, job } = await fixture();
    await expect(collect(manager.watchJob("none"))).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
    await expect(collect(manager.watchJob(job.id, { userId: "eve" }))).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
  });

  it("rejects with MANAGER_CLOSED when the manager closes", async () => {
    const { manager, job, settled } = await fixture();
    const rejected = expect(collect(manager.watchJob(job.id))).rejects.toMatchObject({ code: "MANAGER_CLOSED" });
    await settled();
    await manager.close();
    await rejected;
  });

  it("looks every pollMs for what the change feed did not tell", async () => {
    const clock = manualClock();
    const inner = memoryStore({ clock });
    const { manager, job } = await fixture({ store: { ...inner, subscribe: () => () => {} }, clock, pollMs: 2_000, runs: false });
    const states = collect(manager.watchJob(job.id));
    await clock.advanceBy(0);
    await inner.cancel({ id: job.id });
    await clock.advanceBy(2_000);
    expect((await states).map(({ status }) => status)).toEqual(["pending", "cancelled"]);
  });
});

describe("waitForJob", () => {
  it("answers the finished job, however it ended", async () => {
    const { manager, held, job, clock } = await fixture();
    const waited = manager.waitForJob(job.id);
    await clock.advanceBy(1_000);
    held.run().end("done");
    expect(await waited).toMatchObject({ id: job.id, status: "completed", result: "done" });
    expect(await manager.waitForJob(job.id)).toMatchObject({ status: "completed" });
  });

  it("rejects with WAIT_TIMEOUT after timeoutMs; the job goes on", async () => {
    const { manager, job, clock, read } = await fixture();
    const rejected = expect(manager.waitForJob(job.id, { timeoutMs: 1_000 })).rejects.toMatchObject({ code: "WAIT_TIMEOUT" });
    await clock.advanceBy(1_000);
    await rejected;
    expect(await read(job)).toMatchObject({ status: "processing" });
  });

  it("rejects with the signal's reason; the job goes on", async () => {
    const { manager, job, settled, read } = await fixture();
    const controller = new AbortController();
    const rejected = expect(manager.waitForJob(job.id, { signal: controller.signal, timeoutMs: 60_000 })).rejects.toThrow("enough");
    await settled();
    controller.abort(new Error("enough"));
    await rejected;
    await expect(manager.waitForJob(job.id, { signal: controller.signal })).rejects.toThrow("enough");
    expect(await read(job)).toMatchObject({ status: "pending" });
  });

  it("rejects with JOB_NOT_FOUND for a job that is not there, or is somebody else's", async () => {
    const { manager, job } = await fixture();
    await expect(manager.waitForJob("none")).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
    await expect(manager.waitForJob(job.id, { userId: "eve" })).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
  });

  it("rejects with JOB_NOT_FOUND when the job is pruned meanwhile", async () => {
    const { manager, store, job, clock } = await fixture({ runs: false });
    const rejected = expect(manager.waitForJob(job.id)).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
    await clock.advanceBy(0);
    // In the same moment, before anybody could look.
    await Promise.all([store.cancel({ id: job.id }), store.prune({ keepMs: { completed: 0, failed: 0, cancelled: 0 }, limit: 1 })]);
    await clock.advanceBy(5_000);
    await rejected;
  });

  it("serves many who wait for one job", async () => {
    const { manager, held, job, clock } = await fixture();
    const waits = Array.from({ length: 50 }, () => manager.waitForJob(job.id));
    await clock.advanceBy(1_000);
    held.run().end("done");
    expect((await Promise.all(waits)).every(({ result }) => result === "done")).toBe(true);
  });
});
