import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import type { TaskManagerOptions } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";
import { unreliableStore } from "../unreliable-store.ts";

async function fixture(options: Partial<TaskManagerOptions> = {}) {
  const clock = manualClock();
  const store = unreliableStore(memoryStore({ clock }));
  const held = heldJobType();
  const { manager, ...rest } = taskManagerFixture({ store, clock, ...options });
  const { job } = await manager.register(held.handled).createJob("held", 1);
  await clock.advanceBy(0);
  return { ...rest, manager, clock, store, held, job };
}

describe("progress", () => {
  it("is written with its stage and counters after progressIntervalMs", async () => {
    const { held, job, clock, read } = await fixture({ progressIntervalMs: 100 });
    held.run().progress(10, "reading", { rows: 5 });
    await clock.advanceBy(99);
    expect(await read(job)).toMatchObject({ progress: 0, stage: null, counters: {} });
    await clock.advanceBy(1);
    expect(await read(job)).toMatchObject({ progress: 10, stage: "reading", counters: { rows: 5 } });
  });

  it("causes one write in an interval, however often it is called", async () => {
    const { held, job, clock, store, read } = await fixture();
    for (let second = 0; second < 4; second += 1) {
      for (let call = 0; call < 1_000; call += 1) held.run().progress(second * 10 + call / 100);
      await clock.advanceBy(250);
    }
    expect(store.calls("update")).toBe(4);
    expect(await read(job)).toMatchObject({ progress: 39 });
  });

  it("of many jobs travels in one write", async () => {
    const clock = manualClock();
    const store = unreliableStore(memoryStore({ clock }));
    const held = heldJobType();
    const manager = taskManagerFixture({ store, clock, concurrency: 50 }).manager.register(held.handled);
    await manager.createJobs(Array.from({ length: 50 }, (_, input) => ({ type: "held", input }) as const));
    await clock.advanceBy(0);
    for (const run of held.runs) run.progress(50);
    await clock.advanceBy(250);
    expect(store.calls("update")).toBe(1);
    expect((await manager.listJobs()).jobs.every(({ progress }) => progress === 50)).toBe(true);
  });

  it("causes no write while nothing is reported", async () => {
    const { clock, store } = await fixture();
    await clock.advanceBy(5_000);
    expect(store.calls("update")).toBe(0);
  });

  it("keeps its last value when the handler ends: it goes with the outcome", async () => {
    const { held, job, settled, store, read } = await fixture();
    held.run().progress(70, "last words", { rows: 9 });
    held.run().fail();
    await settled();
    expect(await read(job)).toMatchObject({ status: "pending", progress: 70, stage: "last words", counters: { rows: 9 } });
    expect(store.calls("update")).toBe(0);
  });

  it("stands at 99 at most until the job has completed, then at 100", async () => {
    const { held, job, clock, read } = await fixture();
    held.run().progress(100, "nearly");
    await clock.advanceBy(250);
    expect(await read(job)).toMatchObject({ status: "processing", progress: 99 });
    held.run().end();
    await clock.advanceBy(0);
    expect(await read(job)).toMatchObject({ status: "completed", progress: 100, stage: "nearly" });
  });

  it("never goes back, but its stage and counters go on", async () => {
    const { held, job, clock, read } = await fixture();
    held.run().progress(50, "a");
    held.run().progress(20, "b", { retries: 1 });
    await clock.advanceBy(250);
    expect(await read(job)).toMatchObject({ progress: 50, stage: "b", counters: { retries: 1 } });
  });

  it("merges counters, and keeps a stage that is left out", async () => {
    const { held, job, clock, read } = await fixture();
    held.run().progress(10, "reading", { rows: 1, bytes: 10 });
    await clock.advanceBy(250);
    held.run().progress(20, undefined, { rows: 2 });
    await clock.advanceBy(250);
    expect(await read(job)).toMatchObject({ progress: 20, stage: "reading", counters: { rows: 2, bytes: 10 } });
  });

  it("leaves out counters that are no numbers", async () => {
    const { held, job, clock, read } = await fixture();
    held.run().progress(10, "reading", { rows: 5, bytes: NaN, pages: 7n as never });
    await clock.advanceBy(250);
    expect((await read(job))?.counters).toEqual({ rows: 5 });
  });

  it("starts at 0 again in the next attempt without a checkpoint", async () => {
    const { held, job, clock, read } = await fixture();
    held.run().progress(60, "reading", { rows: 1 });
    held.run().fail();
    await clock.advanceBy(1_000);
    expect(await read(job)).toMatchObject({ attempt: 2, progress: 0, stage: null, counters: {} });
    held.run().progress(10);
    await clock.advanceBy(250);
    expect(await read(job)).toMatchObject({ progress: 10 });
  });

  it("goes on in the next attempt with a checkpoint", async () => {
    const { held, job, clock, read } = await fixture();
    held.run().progress(60, "reading", { rows: 1 });
    await held.run().checkpoint({ offset: 7 });
    held.run().fail();
    await clock.advanceBy(1_000);
    expect(await read(job)).toMatchObject({ attempt: 2, progress: 60, stage: "reading", counters: { rows: 1 } });
    held.run().progress(30);
    await clock.advanceBy(250);
    expect(await read(job)).toMatchObject({ progress: 60 });
  });

  it("is emitted as it was written", async () => {
    const { manager, held, clock } = await fixture();
    const seen: unknown[] = [];
    manager.on("job:progress", ({ progress }) => seen.push(progress));
    for (let percent = 1; percent <= 50; percent += 1) held.run().progress(percent, "reading", { rows: percent });
    await clock.advanceBy(250);
    expect(seen).toEqual([{ progress: 50, stage: "reading", counters: { rows: 50 } }]);
  });

  it("that could not be written goes with the next report", async () => {
    const { held, job, clock, store, read, logged } = await fixture();
    store.fail("update", 2);
    held.run().progress(10, "reading", { rows: 1 });
    await clock.advanceBy(500);
    expect(await read(job)).toMatchObject({ progress: 0 });
    expect(logged.map(({ level }) => level)).toEqual(["warn", "warn"]);
    await clock.advanceBy(250);
    expect(await read(job)).toMatchObject({ progress: 10, stage: "reading", counters: { rows: 1 } });
  });

  it("of an attempt that has ended changes nothing", async () => {
    const { held, job, clock, read, logged } = await fixture();
    const run = held.run();
    run.end("done");
    await clock.advanceBy(0);
    run.progress(50, "too late");
    run.log("too late");
    await clock.advanceBy(1_000);
    expect(await read(job)).toMatchObject({ status: "completed", progress: 100, stage: null });
    expect(logged).toEqual([]);
  });
});
