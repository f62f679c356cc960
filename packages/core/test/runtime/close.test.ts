import { defineJobType, RowmillError } from "@rowmill/core";
import type { Dispatcher } from "@rowmill/core/adapter";
import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";
import { unreliableStore } from "../unreliable-store.ts";

async function fixture() {
  const clock = manualClock();
  const store = unreliableStore(memoryStore({ clock }));
  const held = heldJobType();
  const { manager, ...rest } = taskManagerFixture({ clock, store, concurrency: 2 });
  const registered = manager.register(held.handled);
  const { job } = await registered.createJob("held", "runs");
  await rest.settled();
  return { ...rest, clock, store, manager: registered, held, job };
}

describe("close", () => {
  it("aborts the signals of running jobs with MANAGER_CLOSED", async () => {
    const { manager, held } = await fixture();
    const { signal } = held.run();
    void manager.close();
    expect(RowmillError.is(signal.reason, "MANAGER_CLOSED")).toBe(true);
  });

  it("hands a job back whose handler stops, its attempt not used up, at once and with what it reported", async () => {
    const { manager, held, job, clock, read, eventsOf } = await fixture();
    held.run().progress(30);
    held.run().log("a line");
    await held.run().checkpoint("half");
    const closed = manager.close();
    held.run().fail(held.run().signal.reason);
    expect(await closed).toEqual({ timedOut: false, running: [] });
    expect(await read(job)).toMatchObject({
      status: "pending",
      attempt: 0,
      error: null,
      progress: 30,
      checkpoint: "half",
      isActive: false,
      runAt: new Date(clock.now()),
    });
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "job:progress", "job:handed-back"]);
  });

  it.each([
    [
      "schedules",
      async (store: ReturnType<typeof memoryStore>, asked: () => Promise<void>) => ({
        ...store,
        schedules: {
          ...store.schedules,
          due: async (...query: Parameters<typeof store.schedules.due>) => (await asked(), await store.schedules.due(...query)),
        },
      }),
    ],
    [
      "leases",
      async (store: ReturnType<typeof memoryStore>, asked: () => Promise<void>) => ({
        ...store,
        reclaim: async (...query: Parameters<typeof store.reclaim>) => (await asked(), await store.reclaim(...query)),
      }),
    ],
  ])("waits for the round of %s that is under way, so that the store can be closed next", async (_, slowed) => {
    const clock = manualClock();
    const answer = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const store = await slowed(memoryStore({ clock }), () => (asked.resolve(), answer.promise));
    const { manager } = taskManagerFixture({ clock, store });
    manager.register(heldJobType().handled);
    await clock.advanceBy(60_000);
    await asked.promise;
    let isClosed = false;
    const closed = manager.close().then(() => (isClosed = true));
    await clock.advanceBy(1_000);
    expect(isClosed).toBe(false);
    answer.resolve();
    await closed;
  });

  it("waits no longer than it may for a store that does not answer", async () => {
    const clock = manualClock();
    const store = { ...memoryStore({ clock }), reclaim: () => new Promise<never>(() => {}) };
    const { manager } = taskManagerFixture({ clock, store });
    await clock.advanceBy(60_000);
    const closed = manager.close({ timeoutMs: 5_000 });
    await clock.advanceBy(5_000);
    expect(await closed).toEqual({ timedOut: false, running: [] });
  });

  it("hands a job back also if its handler throws an error of its own in the end", async () => {
    const { manager, held, job, read } = await fixture();
    const closed = manager.close();
    held.run().fail(new Error("interrupted"));
    await closed;
    expect(await read(job)).toMatchObject({ status: "pending", attempt: 0, error: null });
  });

  it("completes a job whose handler completes all the same", async () => {
    const { manager, held, job, read, eventsOf } = await fixture();
    const closed = manager.close();
    held.run().end("in time");
    await closed;
    expect(await read(job)).toMatchObject({ status: "completed", result: "in time" });
    expect(eventsOf(job).at(-1)).toBe("job:completed");
  });

  it("leaves a job to its lease whose handler does not stop within timeoutMs, and says so", async () => {
    const { manager, held, job, clock, store, read } = await fixture();
    const closed = manager.close({ timeoutMs: 5_000 });
    await clock.advanceBy(5_000);
    expect(await closed).toMatchObject({ timedOut: true, running: [{ id: job.id }] });
    expect(await read(job)).toMatchObject({ status: "processing", isActive: true });
    const next = taskManagerFixture({ store, clock });
    next.manager.register(heldJobType().handled);
    await clock.advanceBy(40_000);
    expect(await read(job)).toMatchObject({ status: "processing", claimNo: 2, attempt: 1, crashes: 1 });
    held.run().end("far too late");
    await clock.advanceBy(0);
    expect(await read(job)).toMatchObject({ status: "processing", claimNo: 2, result: null });
  });

  it("waits ten seconds unless it is told otherwise", async () => {
    const { manager, clock } = await fixture();
    let isClosed = false;
    void manager.close().finally(() => (isClosed = true));
    await clock.advanceBy(9_999);
    expect(isClosed).toBe(false);
    await clock.advanceBy(1);
    expect(isClosed).toBe(true);
  });

  it("starts no pending job any more, but leaves them in the store", async () => {
    const { manager, held, settled, read } = await fixture();
    const { job } = await manager.createJob("held", "waits", { delayMs: 1_000 });
    const closed = manager.close();
    held.run().end();
    await closed;
    await settled();
    expect(held.runs).toHaveLength(1);
    expect(await read(job)).toMatchObject({ status: "pending" });
  });

  it("is the same however often it is called", async () => {
    const { manager, held } = await fixture();
    const [first, second] = [manager.close(), manager.close({ timeoutMs: 0 })];
    held.run().end();
    expect(await first).toEqual({ timedOut: false, running: [] });
    expect(await second).toBe(await first);
    expect(await manager.close()).toBe(await first);
  });

  it("refuses what comes afterwards with MANAGER_CLOSED", async () => {
    const { manager, held, job } = await fixture();
    const closed = manager.close();
    held.run().end();
    const refused = { code: "MANAGER_CLOSED" };
    await expect(manager.createJob("held", 1)).rejects.toMatchObject(refused);
    await closed;
    await expect(manager.createJob("held", 1)).rejects.toMatchObject(refused);
    await expect(manager.createJobs([{ type: "held", input: 1 }])).rejects.toMatchObject(refused);
    await expect(manager.executeJob("held", 1)).rejects.toMatchObject(refused);
    await expect(manager.claimJob({ types: ["held"] })).rejects.toMatchObject(refused);
    expect(() => manager.register(heldJobType({ type: "other" }).jobType)).toThrow(expect.objectContaining(refused));
    expect((await manager.listJobs()).jobs.map(({ id }) => id)).toEqual([job.id]);
  });

  it("still reads and cancels jobs: the store stays open", async () => {
    const { manager, held } = await fixture();
    const { job } = await manager.createJob("held", "waits", { delayMs: 1_000 });
    const closed = manager.close();
    held.run().end();
    await closed;
    expect(await manager.getJob(job.id)).toMatchObject({ status: "pending" });
    expect(await manager.cancelJob(job.id)).toMatchObject({ status: "cancelled" });
    expect(await manager.waitForJob(job.id)).toMatchObject({ status: "cancelled" });
  });

  it("rejects who waits for a job with MANAGER_CLOSED, once the handlers have stopped", async () => {
    const { manager, held, job } = await fixture();
    const { job: waiting } = await manager.createJob("held", "waits", { delayMs: 1_000 });
    const finished = manager.waitForJob(job.id);
    const unfinished = expect(manager.waitForJob(waiting.id)).rejects.toMatchObject({ code: "MANAGER_CLOSED" });
    const closed = manager.close();
    held.run().end("in time");
    expect(await finished).toMatchObject({ result: "in time" });
    await closed;
    await unfinished;
    await expect(manager.waitForJob(waiting.id)).rejects.toMatchObject({ code: "MANAGER_CLOSED" });
  });

  it("is what `await using` calls", async () => {
    const { manager } = taskManagerFixture();
    {
      await using used = manager;
      expect(used.getActiveJobs()).toEqual([]);
    }
    await expect(manager.claimJob({ types: [] })).rejects.toMatchObject({ code: "MANAGER_CLOSED" });
  });

  it("stops every timer and listener", async () => {
    const clock = manualClock();
    const timers = new Set<() => void>();
    let listeners = 0;
    const inner = memoryStore({ clock });
    const { manager } = taskManagerFixture({
      clock: {
        now: clock.now,
        setTimer(callback, delayMs, keepAlive) {
          const fire = () => (timers.delete(fire), callback());
          timers.add(fire);
          const stop = clock.setTimer(fire, delayMs, keepAlive);
          return () => (timers.delete(fire), stop());
        },
      },
      store: {
        ...inner,
        subscribe(listener) {
          listeners += 1;
          const stop = inner.subscribe(listener);
          return () => ((listeners -= 1), stop());
        },
      },
    });
    const held = heldJobType();
    const { job } = await manager.register(held.handled).createJob("held", 1);
    await clock.advanceBy(250);
    void manager.waitForJob(job.id, { timeoutMs: 60_000 });
    held.run().progress(10);
    const closed = manager.close();
    held.run().end();
    await closed;
    await clock.advanceBy(1_000);
    expect([timers.size, listeners]).toEqual([0, 0]);
  });

  it("aborts an attempt, too, whose claim was under way", async () => {
    const { manager, held, store, job, settled, clock } = await fixture();
    held.run().end();
    await settled();
    manager.pause();
    await manager.createJob("held", "by hand");
    const arrive = store.stall("claim");
    const claim = manager.claimJob({ types: ["held"] });
    await settled();
    const closed = manager.close();
    arrive();
    const handle = await claim;
    await settled();
    expect(handle?.job.id).not.toBe(job.id);
    expect(handle?.abortReason).toMatchObject({ code: "MANAGER_CLOSED" });
    await handle?.handBack();
    await clock.advanceBy(0);
    expect(await closed).toMatchObject({ timedOut: false });
  });

  it("hands a job back that was about to be executed", async () => {
    const { manager, held, store, settled } = await fixture();
    held.run().end();
    await settled();
    const arrive = store.stall("insert");
    const executed = expect(manager.executeJob("held", "late")).rejects.toMatchObject({ code: "MANAGER_CLOSED" });
    await settled();
    const closed = manager.close();
    arrive();
    await settled();
    expect(held.runs.map(({ input }) => input)).toEqual(["runs"]);
    await closed;
    await executed;
    expect((await manager.listJobs({ status: "pending" })).jobs).toMatchObject([{ input: "late", attempt: 0 }]);
  });

  it("closes all the same if the dispatcher cannot be stopped", async () => {
    const held = heldJobType();
    const dispatcher: Dispatcher = {
      start() {},
      enqueue() {},
      typesChanged() {},
      async stop() {
        throw new Error("gone");
      },
    };
    const { manager, logged, settled } = taskManagerFixture({ dispatcher });
    const { job } = await manager.register(held.handled).createJob("held", 1);
    const waiting = expect(manager.waitForJob(job.id)).rejects.toMatchObject({ code: "MANAGER_CLOSED" });
    await settled();
    expect(await manager.close()).toEqual({ timedOut: false, running: [] });
    await waiting;
    expect(logged.at(-1)).toMatchObject({ level: "error" });
  });

  it("stores nothing that was still being checked when it began", async () => {
    const { promise: checked, resolve } = Promise.withResolvers<void>();
    const slow = defineJobType({ type: "slow", input: z.object({}), check: () => checked });
    const { manager, store } = taskManagerFixture();
    const created = expect(manager.register(slow).createJob("slow", {})).rejects.toMatchObject({ code: "MANAGER_CLOSED" });
    await manager.close();
    resolve();
    await created;
    expect((await store.list({ limit: 10 })).jobs).toEqual([]);
  });

  it("claims an executed job no second time", async () => {
    const { manager, held, settled, clock, read } = await fixture();
    const executed = expect(manager.executeJob("held", "executed")).rejects.toMatchObject({ code: "MANAGER_CLOSED" });
    await settled();
    const closed = manager.close();
    held.run().fail();
    await clock.advanceBy(1_000);
    expect(held.runs.filter(({ input }) => input === "executed")).toHaveLength(1);
    held.run(0).fail();
    await clock.advanceBy(10_000);
    await closed;
    await executed;
    expect(await read(held.run().job)).toMatchObject({ status: "pending", claimNo: 1, attempt: 0 });
  });
});
