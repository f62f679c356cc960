import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import type { TaskManagerOptions } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

function fixture(options: Partial<TaskManagerOptions> = {}) {
  const held = heldJobType({ retry: { maxAttempts: 2 } });
  const { manager, ...rest } = taskManagerFixture({ concurrency: 1, ...options });
  return { ...rest, held, manager: manager.register(held.handled) };
}

describe("executeJob", () => {
  it("answers the result", async () => {
    const { manager, held, settled, events } = fixture();
    const result = manager.executeJob("held", { n: 1 });
    await settled();
    expect(held.run().input).toEqual({ n: 1 });
    held.run().end("done");
    expect(await result).toBe("done");
    expect(events.map(({ name }) => name)).toEqual(["job:created", "job:started", "job:completed"]);
  });

  it("runs at once beside slots that are all taken", async () => {
    const { manager, held, settled } = fixture();
    await manager.createJob("held", "slot");
    await manager.createJob("held", "waiting");
    await settled();
    const result = manager.executeJob("held", "beside");
    await settled();
    expect(held.runs.map(({ input }) => input)).toEqual(["slot", "beside"]);
    held.run(1).end("beside is done");
    expect(await result).toBe("beside is done");
    await settled();
    expect(held.runs).toHaveLength(2);
  });

  it.each([
    ["while the manager is paused", (manager: ReturnType<typeof fixture>["manager"]) => manager.pause(), {}],
    ["in a manager that runs no jobs by itself", () => {}, { runs: false }],
  ])("runs and tries again %s", async (_, prepare, options) => {
    const { manager, held, clock } = fixture(options);
    prepare(manager);
    const result = manager.executeJob("held", 1);
    await clock.advanceBy(0);
    held.run().fail();
    await clock.advanceBy(999);
    expect(held.runs).toHaveLength(1);
    await clock.advanceBy(1);
    held.run(1).end("second try");
    expect(await result).toBe("second try");
  });

  it("waits for the next attempt also if a slot takes that", async () => {
    const { manager, held, clock } = fixture();
    const result = manager.executeJob("held", 1);
    await clock.advanceBy(0);
    held.run().fail();
    await clock.advanceBy(1_000);
    expect(held.runs).toHaveLength(2);
    held.run().end("second try");
    expect(await result).toBe("second try");
  });

  it("tries again although its timer fires a millisecond before the store's clock is there", async () => {
    const storeClock = manualClock();
    const { manager, held, clock } = fixture({ store: memoryStore({ clock: storeClock }), runs: false });
    const result = manager.executeJob("held", 1);
    await clock.advanceBy(0);
    held.run().fail();
    await storeClock.advanceBy(999);
    await clock.advanceBy(1_000);
    expect(held.runs).toHaveLength(1);
    await storeClock.advanceBy(1);
    await clock.advanceBy(100);
    held.run(1).end("second try");
    expect(await result).toBe("second try");
  });

  it("rejects with JOB_FAILED and the job when that fails", async () => {
    const { manager, held, clock } = fixture();
    const rejected = expect(manager.executeJob("held", 1)).rejects.toMatchObject({
      code: "JOB_FAILED",
      message: expect.stringContaining("no luck") as unknown,
      details: { job: { status: "failed", attempt: 2, error: { message: "no luck" } } },
    });
    await clock.advanceBy(0);
    held.run().fail();
    await clock.advanceBy(1_000);
    held.run().fail();
    await rejected;
  });

  it("cancels the job when its signal aborts, and rejects with JOB_CANCELLED and the job", async () => {
    const { manager, held, settled } = fixture();
    const controller = new AbortController();
    const rejected = expect(manager.executeJob("held", 1, { signal: controller.signal })).rejects.toMatchObject({
      code: "JOB_CANCELLED",
      details: { job: { status: "cancelled" } },
    });
    await settled();
    controller.abort();
    await settled();
    expect(held.run().signal.aborted).toBe(true);
    held.run().fail(held.run().signal.reason);
    await rejected;
  });

  it("creates nothing when its signal has aborted before", async () => {
    const { manager } = fixture();
    await expect(manager.executeJob("held", 1, { signal: AbortSignal.abort(new Error("never mind")) })).rejects.toThrow("never mind");
    expect((await manager.listJobs()).jobs).toEqual([]);
  });

  it("rejects with JOB_CANCELLED when somebody else cancels the job", async () => {
    const { manager, held, settled } = fixture();
    const rejected = expect(manager.executeJob("held", 1)).rejects.toMatchObject({ code: "JOB_CANCELLED" });
    await settled();
    await manager.cancelJob(held.run().job.id);
    held.run().end();
    await rejected;
  });

  it("cancels between two attempts", async () => {
    const { manager, held, clock } = fixture();
    const controller = new AbortController();
    const rejected = expect(manager.executeJob("held", 1, { signal: controller.signal })).rejects.toMatchObject({ code: "JOB_CANCELLED" });
    await clock.advanceBy(0);
    held.run().fail();
    await clock.advanceBy(500);
    controller.abort();
    await rejected;
    await clock.advanceBy(5_000);
    expect(held.runs).toHaveLength(1);
  });

  it("does not cancel a job that somebody else asked for before, when its signal aborts", async () => {
    const { manager, held, settled } = fixture();
    const first = manager.executeJob("held", 1, { idempotencyKey: "k" });
    const interest = new AbortController();
    const second = expect(manager.executeJob("held", 1, { idempotencyKey: "k", signal: interest.signal })).rejects.toThrow("lost interest");
    await settled();
    interest.abort(new Error("lost interest"));
    await second;
    held.run().end("done");
    expect(await first).toBe("done");
  });

  it("answers a cancel at once, while the handler is still stopping", async () => {
    const { manager, held, settled } = fixture();
    const interest = new AbortController();
    const executed = expect(manager.executeJob("held", 1, { signal: interest.signal })).rejects.toMatchObject({ code: "JOB_CANCELLED" });
    await settled();
    interest.abort();
    await executed;
    expect(manager.getActiveJobs()).toHaveLength(1);
    held.run().end("too late");
    await settled();
    expect(manager.getActiveJobs()).toEqual([]);
  });

  it("answers the result of a job that is pruned as soon as it has completed", async () => {
    const { manager, held, settled } = fixture();
    manager.on("job:completed", () => manager.prune({ completedMs: 0 }));
    const result = manager.executeJob("held", 1);
    await settled();
    held.run().end("gone already");
    expect(await result).toBe("gone already");
  });

  it("waits for the job that an idempotency key names", async () => {
    const { manager, held, settled } = fixture();
    const results = [manager.executeJob("held", 1, { idempotencyKey: "k" }), manager.executeJob("held", 1, { idempotencyKey: "k" })];
    await settled();
    expect(held.runs).toHaveLength(1);
    held.run().end("shared");
    expect(await Promise.all(results)).toEqual(["shared", "shared"]);
  });

  it("tells onProgress", async () => {
    const { manager, held, clock } = fixture();
    const seen: number[] = [];
    const result = manager.executeJob("held", 1, { onProgress: ({ progress }) => seen.push(progress) });
    await clock.advanceBy(0);
    held.run().progress(30);
    await clock.advanceBy(250);
    held.run().end();
    await result;
    await clock.advanceBy(0);
    expect(seen).toEqual([30, 100]);
  });

  it("refuses a type without a handler here with JOB_TYPE_UNKNOWN, and stores nothing", async () => {
    const { manager } = taskManagerFixture();
    const registered = manager.register(heldJobType().jobType);
    await expect(registered.executeJob("held", 1)).rejects.toMatchObject({ code: "JOB_TYPE_UNKNOWN" });
    expect((await manager.listJobs()).jobs).toEqual([]);
  });

  it("refuses what createJob refuses", async () => {
    const { manager } = fixture();
    await expect(manager.executeJob("held", 1n)).rejects.toMatchObject({ code: "JOB_INPUT_INVALID" });
    for (const options of [{ maxAttempts: 0 }, { delayMs: 60_000 }, { priority: 1 }, { transaction: {} }, { timeoutMs: 5 }]) {
      await expect(manager.executeJob("held", 1, options as never)).rejects.toMatchObject({ code: "OPTION_INVALID" });
    }
    await expect(manager.executeJob("other" as never, 1 as never)).rejects.toMatchObject({ code: "JOB_TYPE_UNKNOWN" });
  });
});
