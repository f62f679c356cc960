import { RowmillError, type TaskManagerOptions } from "@rowmill/core";
import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";
import { unreliableStore } from "../unreliable-store.ts";

function fixture(options: Partial<TaskManagerOptions> = {}) {
  const clock = manualClock();
  const store = unreliableStore(memoryStore({ clock }));
  const held = heldJobType();
  const { manager, ...rest } = taskManagerFixture({ clock, store, concurrency: 1, ...options });
  return { ...rest, clock, store, held, manager: manager.register(held.handled) };
}

describe("cancelJob", () => {
  it("cancels a pending job, which never runs", async () => {
    const { manager, held, clock, read } = fixture();
    const { job } = await manager.createJob("held", 1, { delayMs: 1_000 });
    expect(await manager.cancelJob(job.id)).toMatchObject({ status: "cancelled", isActive: false, finishedAt: new Date(clock.now()) });
    await clock.advanceBy(60_000);
    expect(held.runs).toHaveLength(0);
    expect(await read(job)).toMatchObject({ status: "cancelled" });
  });

  it("cancels a running job at once, and aborts its handler's signal with JOB_CANCELLED", async () => {
    const { manager, held, settled } = fixture();
    const { job } = await manager.createJob("held", 1);
    await settled();
    const { signal } = held.run();
    expect(await manager.cancelJob(job.id)).toMatchObject({ status: "cancelled", isActive: true });
    expect(signal.aborted).toBe(true);
    expect(RowmillError.is(signal.reason, "JOB_CANCELLED")).toBe(true);
  });

  it("hands an aborted signal to a handler that asks for it only afterwards", async () => {
    const { manager, held, settled } = fixture();
    const { job } = await manager.createJob("held", 1);
    await settled();
    await manager.cancelJob(job.id);
    expect(held.run().signal.aborted).toBe(true);
  });

  it("cancels between two attempts", async () => {
    const { manager, held, clock, read } = fixture();
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    held.run().fail();
    await clock.advanceBy(10);
    await manager.cancelJob(job.id);
    await clock.advanceBy(60_000);
    expect(held.runs).toHaveLength(1);
    expect(await read(job)).toMatchObject({ status: "cancelled", isActive: false });
  });

  it("twice is success, and emits once", async () => {
    const { manager, settled, eventsOf } = fixture();
    const { job } = await manager.createJob("held", 1);
    await settled();
    const [first, second] = await Promise.all([manager.cancelJob(job.id), manager.cancelJob(job.id)]);
    expect([first.status, second.status]).toEqual(["cancelled", "cancelled"]);
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "job:cancelled"]);
  });

  it("twice at once is emitted once where the store answers late and its change feed tells nothing", async () => {
    const clock = manualClock();
    const store = unreliableStore({ ...memoryStore({ clock }), subscribe: () => () => {} });
    const { manager, held, settled, eventsOf } = fixture({ store, clock });
    const { job } = await manager.createJob("held", 1);
    await settled();
    const arrive = store.stall("cancel");
    const cancelled = Promise.all([manager.cancelJob(job.id), manager.cancelJob(job.id)]);
    await settled();
    arrive();
    await cancelled;
    await settled();
    expect(held.run().signal.aborted).toBe(true);
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "job:cancelled"]);
  });

  it("of somebody else's job hides nobody's cancel of the same moment", async () => {
    const { manager, store, settled, eventsOf } = fixture();
    const { job } = await manager.createJob("held", 1, { userId: "ada" });
    await settled();
    const arrive = store.stall("cancel");
    const refused = manager.cancelJob(job.id, { userId: "eve" });
    const elsewhere = store.cancel({ id: job.id });
    arrive();
    await elsewhere;
    await expect(refused).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
    await settled();
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "job:cancelled"]);
  });

  it("whose answer was lost is emitted all the same", async () => {
    const { manager, store, settled, eventsOf } = fixture();
    const { job } = await manager.createJob("held", 1);
    await settled();
    store.loseAnswer("cancel");
    await expect(manager.cancelJob(job.id)).rejects.toThrow("The answer was lost");
    await settled();
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "job:cancelled"]);
  });

  it.each(["completed", "failed"] as const)("refuses a job that has %s with JOB_STATUS_CONFLICT", async (status) => {
    const { manager, held, settled, read } = fixture();
    const { job } = await manager.createJob("held", 1, { maxAttempts: 1 });
    await settled();
    if (status === "completed") held.run().end();
    else held.run().fail();
    await settled();
    await expect(manager.cancelJob(job.id)).rejects.toMatchObject({ code: "JOB_STATUS_CONFLICT", details: { id: job.id, status } });
    expect(await read(job)).toMatchObject({ status });
  });

  it("says JOB_NOT_FOUND of a job that is not there", async () => {
    const { manager } = fixture();
    await expect(manager.cancelJob("none")).rejects.toMatchObject({ code: "JOB_NOT_FOUND", details: { id: "none" } });
  });
});

describe("a cancelled job", () => {
  it.each([
    ["answers", (run: { end(result: string): void }) => run.end("too late")],
    ["throws", (run: { fail(): void }) => run.fail()],
  ])("stays cancelled when its handler then %s", async (_, stop) => {
    const { manager, held, settled, read } = fixture();
    const { job } = await manager.createJob("held", 1);
    await settled();
    await manager.cancelJob(job.id);
    stop(held.run());
    await settled();
    expect(await read(job)).toMatchObject({ status: "cancelled", result: null, error: null, isActive: false });
  });

  it("stays cancelled when the cancel came while its result was on the way to the store", async () => {
    const { manager, held, settled, read, eventsOf } = fixture();
    const { job } = await manager.createJob("held", 1);
    await settled();
    held.run().end("at the last moment");
    // The handler has answered; neither its result is parsed nor is anything written.
    const cancelled = await manager.cancelJob(job.id);
    await settled();
    expect(cancelled.status).toBe("cancelled");
    expect(await read(job)).toMatchObject({ status: "cancelled", result: null, isActive: false });
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "job:cancelled"]);
  });

  it("keeps its slot until a handler that ignores the signal has stopped, and the handler is named in a warning", async () => {
    const { manager, held, clock, read, logged } = fixture({ unresponsiveAfterMs: 5_000 });
    const { job } = await manager.createJob("held", "deaf");
    await manager.createJob("held", "next");
    await clock.advanceBy(0);
    await manager.cancelJob(job.id);
    await clock.advanceBy(4_999);
    expect(logged).toEqual([]);
    await clock.advanceBy(1);
    expect(logged).toMatchObject([
      { level: "warn", message: expect.stringContaining('"held"') as unknown, details: { jobId: job.id, type: "held" } },
    ]);
    // Longer than its lease: it is renewed for a cancelled job, too.
    await clock.advanceBy(120_000);
    expect(await read(job)).toMatchObject({ status: "cancelled", isActive: true });
    expect(held.runs).toHaveLength(1);
    expect(manager.getActiveJobs().map(({ id }) => id)).toEqual([job.id]);
    held.run().end();
    await clock.advanceBy(0);
    expect(await read(job)).toMatchObject({ isActive: false });
    expect(held.run().input).toBe("next");
    expect(logged).toHaveLength(1);
  });

  it("causes no warning when its handler stops in time", async () => {
    const { manager, held, clock, logged } = fixture();
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    await manager.cancelJob(job.id);
    held.run().fail(held.run().signal.reason);
    await clock.advanceBy(60_000);
    expect(logged).toEqual([]);
  });

  it("takes no progress, log or checkpoint any more", async () => {
    const { manager, held, clock, read } = fixture();
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    held.run().progress(10);
    await clock.advanceBy(250);
    await manager.cancelJob(job.id);
    held.run().progress(90, "still here");
    held.run().log("still here");
    await clock.advanceBy(250);
    expect(await read(job)).toMatchObject({ progress: 10, stage: null });
    expect(await manager.getJobLog(job.id)).toEqual([]);
  });
});

describe("a job that another process cancels", () => {
  it("has its handler's signal aborted as soon as the change feed tells, and is emitted here", async () => {
    const { manager, held, store, settled, eventsOf } = fixture();
    const { job } = await manager.createJob("held", 1);
    await settled();
    await store.cancel({ id: job.id });
    expect(RowmillError.is(held.run().signal.reason, "JOB_CANCELLED")).toBe(true);
    await settled();
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "job:cancelled"]);
  });

  it("has it aborted with the next renewal of its lease where no change feed tells", async () => {
    const clock = manualClock();
    const store = { ...memoryStore({ clock }), subscribe: () => () => {} };
    const { manager, held, eventsOf } = fixture({ store, clock, leaseMs: 30_000 });
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    await store.cancel({ id: job.id });
    await clock.advanceBy(10_000);
    expect(held.run().signal.aborted).toBe(true);
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "job:cancelled"]);
  });

  it("is told of by whoever cancels it again, if nobody here knew", async () => {
    const clock = manualClock();
    const store = { ...memoryStore({ clock }), subscribe: () => () => {} };
    const { manager, held, eventsOf } = fixture({ store, clock });
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    await store.cancel({ id: job.id });
    await manager.cancelJob(job.id);
    expect(held.run().signal.aborted).toBe(true);
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "job:cancelled"]);
  });

  it("does not begin if the cancel came while the answer to its claim was on the way", async () => {
    const { manager, held, store, clock, read, eventsOf } = fixture();
    await clock.advanceBy(0);
    const arrive = store.stall("claim");
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    expect(await read(job)).toMatchObject({ status: "processing" });
    await store.cancel({ id: job.id });
    arrive();
    await clock.advanceBy(0);
    expect(held.runs).toEqual([]);
    expect(await read(job)).toMatchObject({ status: "cancelled", isActive: false, result: null });
    expect(eventsOf(job)).toContain("job:cancelled");
  });
});
