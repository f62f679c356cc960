import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock, type ManualClock } from "@rowmill/adapter-memory/testing";
import type { TaskManagerOptions } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";
import { unreliableStore } from "../unreliable-store.ts";

function fixture(options: Partial<TaskManagerOptions> = {}) {
  const clock = manualClock();
  const store = unreliableStore(memoryStore({ clock }));
  const held = heldJobType({ retry: { maxAttempts: 2 } });
  const { manager, ...rest } = taskManagerFixture({ clock, store, leaseMs: 30_000, ...options });
  return { ...rest, clock, store, held, manager: manager.register(held.handled) };
}

/** Takes a job as a process does that then dies: nobody renews its lease. */
async function claimAndDie({ store }: Pick<ReturnType<typeof fixture>, "store">, jobId: string): Promise<void> {
  const jobs = await store.claim({ runnerId: "dead", leaseMs: 30_000, limit: 1, from: { keys: [{ id: jobId }] }, isIdle: true });
  expect(jobs).toHaveLength(1);
}

describe("a lease", () => {
  it("is renewed at a third of it, for as long as the handler runs", async () => {
    const { manager, held, store, clock, read } = fixture();
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(9_999);
    expect(store.calls("update")).toBe(0);
    await clock.advanceBy(1);
    expect(store.calls("update")).toBe(1);
    await clock.advanceBy(3_600_000);
    expect(await read(job)).toMatchObject({ status: "processing", isActive: true, claimNo: 1, crashes: 0 });
    held.run().end();
    await clock.advanceBy(0);
    expect(await read(job)).toMatchObject({ status: "completed" });
  });

  it("of many jobs is renewed in one write", async () => {
    const { manager, store, clock } = fixture({ concurrency: 50 });
    await manager.createJobs(Array.from({ length: 50 }, (_, input) => ({ type: "held", input }) as const));
    await clock.advanceBy(10_000);
    expect(store.calls("update")).toBe(1);
  });

  it("is made up for when a renewal fails", async () => {
    const { manager, store, clock, read, logged } = fixture();
    const { job } = await manager.createJob("held", 1);
    store.fail("update", 2);
    await clock.advanceBy(60_000);
    expect(await read(job)).toMatchObject({ status: "processing", isActive: true, claimNo: 1 });
    expect(logged.map(({ level }) => level)).toEqual(["warn", "warn"]);
  });

  it("that could not be renewed in time is not taken from one's own handler", async () => {
    const { manager, store, clock, read } = fixture();
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    store.fail("update", Infinity);
    await clock.advanceBy(120_000);
    expect(await read(job)).toMatchObject({ status: "processing", isActive: false, claimNo: 1 });
    store.fail("update", 0);
    await clock.advanceBy(10_000);
    expect(await read(job)).toMatchObject({ status: "processing", isActive: true, claimNo: 1, crashes: 0 });
  });

  it("that lapsed of one's own handler is renewed, not taken back: a machine that slept", async () => {
    const storeClock = manualClock();
    const { manager, clock, read } = fixture({ store: memoryStore({ clock: storeClock }) });
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    await storeClock.advanceBy(3_600_000);
    expect(await read(job)).toMatchObject({ isActive: false });
    await clock.advanceBy(10_000);
    expect(await read(job)).toMatchObject({ status: "processing", isActive: true, claimNo: 1, crashes: 0 });
  });
});

describe("a job whose process died", () => {
  it("is taken back when its lease has lapsed, and runs, the attempt not used up", async () => {
    const given = fixture();
    const { manager, held, clock, read, eventsOf, logged } = given;
    manager.pause();
    const { job } = await manager.createJob("held", 1);
    await claimAndDie(given, job.id);
    manager.resume();
    await clock.advanceBy(29_999);
    expect(await read(job)).toMatchObject({ status: "processing", runnerId: "dead" });
    await clock.advanceBy(10_000);
    expect(held.run().job).toMatchObject({ id: job.id, attempt: 1, claimNo: 2, crashes: 1 });
    expect(eventsOf(job)).toEqual(["job:created", "job:reclaimed", "job:started"]);
    expect(logged).toMatchObject([{ level: "warn", details: { jobId: job.id, type: "held", crashes: 1 } }]);
  });

  it("has its crashes forgotten by an attempt that ends by itself", async () => {
    const given = fixture();
    const { manager, held, clock, read } = given;
    manager.pause();
    const { job } = await manager.createJob("held", 1);
    await claimAndDie(given, job.id);
    manager.resume();
    await clock.advanceBy(40_000);
    held.run().fail();
    await clock.advanceBy(0);
    expect(await read(job)).toMatchObject({ status: "pending", crashes: 0, attempt: 1 });
  });

  it("fails with JOB_CRASHED after maxCrashes processes in a row", async () => {
    const given = fixture({ maxCrashes: 2 });
    const { manager, held, clock, read, eventsOf } = given;
    manager.pause();
    const { job } = await manager.createJob("held", 1);
    for (let crash = 0; crash < 2; crash += 1) {
      await claimAndDie(given, job.id);
      await clock.advanceBy(40_000);
    }
    expect(await read(job)).toMatchObject({ status: "failed", crashes: 2, isActive: false, error: { code: "JOB_CRASHED", stack: null } });
    expect(eventsOf(job)).toEqual(["job:created", "job:reclaimed", "job:failed"]);
    expect(await manager.retryJob(job.id)).toMatchObject({ status: "pending", crashes: 0 });
    manager.resume();
    await clock.advanceBy(0);
    expect(held.runs).toHaveLength(1);
  });

  it("keeps its progress and checkpoint for the next process", async () => {
    const given = fixture();
    const { manager, held, store, clock } = given;
    manager.pause();
    const { job } = await manager.createJob("held", 1);
    await claimAndDie(given, job.id);
    await store.update([
      {
        claim: { jobId: job.id, claimNo: 1 },
        leaseMs: 30_000,
        report: { progress: 40, stage: "reading", counters: {}, log: [] },
        checkpoint: '"half"' as never,
      },
    ]);
    manager.resume();
    await clock.advanceBy(40_000);
    expect(held.run()).toMatchObject({ lastCheckpoint: "half", job: { progress: 40, stage: "reading" } });
  });
});

/** Two managers on one store; the frozen one's clock stands still, so it renews nothing. */
async function frozenAndLive() {
  const live = fixture();
  live.manager.pause();
  const frozenHeld = heldJobType();
  const frozen = taskManagerFixture({ store: live.store, leaseMs: 30_000 });
  frozen.manager.register(frozenHeld.handled);
  const { job } = await live.manager.createJob("held", 1);
  await frozen.settled();
  frozen.manager.pause();
  expect(frozenHeld.runs).toHaveLength(1);
  live.manager.resume();
  await live.clock.advanceBy(40_000);
  expect(live.held.runs).toHaveLength(1);
  return { live, frozen, frozenHeld, job };
}

describe("a manager that froze", () => {
  it("has its handler's signal aborted with ATTEMPT_LOST when the job was given away", async () => {
    const { frozen, frozenHeld, job } = await frozenAndLive();
    expect(frozenHeld.run().signal.reason).toMatchObject({ code: "ATTEMPT_LOST" });
    expect(frozen.eventsOf(job)).toEqual(["job:started", "attempt:lost"]);
  });

  it.each([
    ["before", (end: () => void, other: () => void) => (end(), other())],
    ["after", (end: () => void, other: () => void) => (other(), end())],
  ])("has its late result refused, %s the new attempt's", async (_, inOrder) => {
    const { live, frozen, frozenHeld, job } = await frozenAndLive();
    inOrder(
      () => frozenHeld.run().end("stale"),
      () => live.held.run().end("fresh"),
    );
    await live.settled();
    expect(await live.read(job)).toMatchObject({ status: "completed", result: "fresh" });
    expect(frozen.eventsOf(job)).toEqual(["job:started", "attempt:lost"]);
    expect(live.eventsOf(job).filter((name) => name === "job:completed")).toHaveLength(1);
  });

  it("has its late progress, log lines and checkpoint refused", async () => {
    const { live, frozen, frozenHeld, job } = await frozenAndLive();
    frozenHeld.run().progress(90, "stale");
    frozenHeld.run().log("stale");
    await expect(frozenHeld.run().checkpoint("stale")).rejects.toMatchObject({ code: "ATTEMPT_LOST" });
    await frozen.clock.advanceBy(1_000);
    expect(await live.read(job)).toMatchObject({ progress: 0, stage: null, checkpoint: null });
    expect(await live.manager.getJobLog(job.id)).toEqual([]);
  });

  it("tells of the loss, too, when it is itself who takes the job again", async () => {
    const clock = manualClock();
    const store = { ...memoryStore({ clock }), subscribe: () => () => {} };
    const { manager, held, read, eventsOf } = fixture({ clock, store });
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    // Another process, to whom this one looks dead.
    await store.update([{ claim: { jobId: job.id, claimNo: 1 }, leaseMs: 0 }]);
    await store.reclaim([], 10);
    await clock.advanceBy(5_000);
    expect(held.runs).toHaveLength(2);
    expect(held.run(0).signal.reason).toMatchObject({ code: "ATTEMPT_LOST" });
    held.run().end("done");
    held.run(0).end("stale");
    await clock.advanceBy(0);
    expect(await read(job)).toMatchObject({ status: "completed", result: "done" });
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "attempt:lost", "job:started", "job:completed"]);
  });

  it("does not keep the new attempt from being retried", async () => {
    const { live, frozenHeld, job } = await frozenAndLive();
    live.held.run().fail();
    frozenHeld.run().end("stale");
    await live.settled();
    expect(await live.read(job)).toMatchObject({ status: "pending", attempt: 1, error: { message: "no luck" } });
  });

  it.each([
    { when: "at the next renewal", learn: async (clock: ManualClock) => clock.advanceBy(10_000) },
    {
      when: "when its handler's end is refused",
      async learn(_: ManualClock, { held, settled }: ReturnType<typeof fixture>) {
        held.run().end("stale");
        await settled();
      },
    },
  ])("learns of its loss $when where no change feed tells", async ({ learn }) => {
    const clock = manualClock();
    const inner = memoryStore({ clock });
    const given = fixture({ store: { ...inner, subscribe: () => () => {} }, clock, leaseMs: 30_000 });
    const { manager, held, events } = given;
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    await inner.update([{ claim: { jobId: job.id, claimNo: 1 }, leaseMs: 0 }]);
    await inner.reclaim([], 1);
    await inner.claim({ runnerId: "other", leaseMs: 30_000, limit: 1, from: { keys: [{ id: job.id }] } });
    await learn(clock, given);
    expect(held.run().signal.reason).toMatchObject({ code: "ATTEMPT_LOST" });
    expect(events.map(({ name }) => name)).toEqual(["job:created", "job:started", "attempt:lost"]);
  });
});
