import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import type { TaskManagerOptions } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

const LEASE_MS = 30_000;

/** A manager, and a way to store a job that has already taken one process of two with it. */
function fixture(options: Partial<TaskManagerOptions> = {}) {
  const clock = manualClock();
  const store = memoryStore({ clock });
  const held = heldJobType();
  const { manager, ...rest } = taskManagerFixture({ clock, store, concurrency: 2, maxCrashes: 2, leaseMs: LEASE_MS, ...options });
  const typed = manager.register(held.handled);

  return {
    ...rest,
    clock,
    held,
    manager: typed,
    create: async (input: unknown) => (await typed.createJob("held", input)).job,
    async createOnFinalCrashAttempt(input: unknown) {
      const { job } = await typed.createJob("held", input, { delayMs: 1 });
      await clock.advanceBy(0);
      // Another process claims it in the moment in which it is due, and dies.
      typed.pause();
      await clock.advanceBy(1);
      await store.claim({ runnerId: "dead", leaseMs: 0, limit: 1, from: { keys: [{ id: job.id }] } });
      await store.reclaim(
        typed.getActiveJobs().map(({ id, claimNo }) => ({ jobId: id, claimNo })),
        1,
      );
      return job;
    },
    inputs: () => held.runs.map(({ input }) => input),
  };
}

describe("a job whose next crash fails it", () => {
  it("runs alone, and before others", async () => {
    const { manager, held, create, createOnFinalCrashAttempt, inputs, settled } = fixture();
    await createOnFinalCrashAttempt("suspect");
    await create("first");
    await create("second");
    manager.resume();
    await settled();
    expect(inputs()).toEqual(["suspect"]);
    held.run().end();
    await settled();
    expect(inputs()).toEqual(["suspect", "first", "second"]);
  });

  it("begins when what runs has ended", async () => {
    const { manager, held, create, createOnFinalCrashAttempt, inputs, settled } = fixture();
    await create("first");
    await create("second");
    await settled();
    await createOnFinalCrashAttempt("suspect");
    manager.resume();
    await settled();
    held.run(0).end();
    await settled();
    expect(inputs()).toEqual(["first", "second"]);
    held.run(1).end();
    await settled();
    expect(inputs()).toEqual(["first", "second", "suspect"]);
  });

  it("gets a process that is never idle: it stops claiming for a lease, so that what it runs can end", async () => {
    const { manager, held, create, createOnFinalCrashAttempt, inputs, clock, settled, logged } = fixture();
    for (let number = 0; number < 10; number += 1) await create(number);
    await settled();
    await createOnFinalCrashAttempt("suspect");
    manager.resume();
    held.run(0).end();
    await settled();
    expect(inputs()).toEqual([0, 1, 2]);
    await clock.advanceBy(LEASE_MS / 3);
    held.run(1).end();
    await clock.advanceBy(LEASE_MS / 2);
    expect(inputs()).toEqual([0, 1, 2]);
    expect(logged).toMatchObject([{ level: "info" }]);
    held.run(2).end();
    await settled();
    expect(inputs()).toEqual([0, 1, 2, "suspect"]);
    held.run().end();
    await settled();
    expect(inputs()).toEqual([0, 1, 2, "suspect", 3, 4]);
  });

  it("does not bring a process to a standstill whose other handlers take long", async () => {
    const { manager, held, create, createOnFinalCrashAttempt, inputs, clock, settled } = fixture();
    for (let number = 0; number < 4; number += 1) await create(number);
    await settled();
    await createOnFinalCrashAttempt("suspect");
    manager.resume();
    await clock.advanceBy(LEASE_MS / 3);
    held.run(0).end();
    await settled();
    expect(inputs()).toEqual([0, 1]);
    await clock.advanceBy(LEASE_MS + 5_000);
    expect(inputs()).toEqual([0, 1, 2]);
    held.run(2).end();
    await clock.advanceBy(8 * LEASE_MS);
    expect(inputs()).toEqual([0, 1, 2, 3]);
  });

  it("has nothing claimed beside it by hand, and is not claimed by hand beside others", async () => {
    const { manager, create, createOnFinalCrashAttempt } = fixture();
    const suspect = await createOnFinalCrashAttempt("suspect");
    const other = await create("other");
    const attempt = await manager.claimJob({ jobId: other.id });
    expect(await manager.claimJob({ jobId: suspect.id })).toBeUndefined();
    await attempt!.complete(1);
    const exclusive = await manager.claimJob({ types: ["held"] });
    expect(exclusive!.job.id).toBe(suspect.id);
    const third = await create("third");
    expect(await manager.claimJob({ jobId: third.id })).toBeUndefined();
    await exclusive!.complete(1);
    expect(await manager.claimJob({ jobId: third.id })).toBeDefined();
  });

  it("is not begun by one of two that ask in the same moment while the other begins another job", async () => {
    const { manager, create, createOnFinalCrashAttempt } = fixture();
    const suspect = await createOnFinalCrashAttempt("suspect");
    const other = await create("other");
    const [first, second] = await Promise.all([manager.claimJob({ jobId: suspect.id }), manager.claimJob({ jobId: other.id })]);
    expect(first?.job.id).toBe(suspect.id);
    expect(second).toBeUndefined();
  });

  it("does not make a caller wait who has a job executed", async () => {
    const { manager, held, createOnFinalCrashAttempt, settled } = fixture();
    await createOnFinalCrashAttempt("suspect");
    manager.resume();
    await settled();
    const executed = manager.executeJob("held", "now");
    await settled();
    held.run().end("done");
    expect(await executed).toBe("done");
  });
});
