import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import type { Retention, TaskManagerOptions } from "@rowmill/core";
import type { PrunedJob } from "@rowmill/core/adapter";
import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";
import { unreliableStore } from "../unreliable-store.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A manager whose timers stand still while days pass by the store's clock, with a job of every status. */
async function fixture(options: Partial<TaskManagerOptions> = {}) {
  const storeClock = manualClock();
  const held = heldJobType();
  const { manager, clock, ...rest } = taskManagerFixture({ store: memoryStore({ clock: storeClock }), concurrency: 10, ...options });
  const registered = manager.register(held.handled);
  for (const status of ["completed", "failed", "cancelled"] as const) {
    const { job } = await registered.createJob("held", status, { maxAttempts: 1 });
    await clock.advanceBy(0);
    if (status === "completed") held.run().end();
    else if (status === "failed") held.run().fail();
    else await registered.cancelJob(job.id);
    held.run().end();
    await clock.advanceBy(0);
  }
  await registered.createJob("held", "processing");
  await registered.createJob("held", "pending", { delayMs: 1_000 * DAY_MS });
  await clock.advanceBy(0);
  const statuses = async () => (await registered.listJobs()).jobs.map(({ status }) => status).toSorted();
  return { ...rest, clock, storeClock, manager: registered, statuses };
}

describe("prune", () => {
  it.each<[Retention, number, string[]]>([
    [{}, 7 * DAY_MS - 1, ["cancelled", "completed", "failed", "pending", "processing"]],
    [{}, 7 * DAY_MS, ["failed", "pending", "processing"]],
    [{}, 30 * DAY_MS - 1, ["failed", "pending", "processing"]],
    [{}, 30 * DAY_MS, ["pending", "processing"]],
    [{ completedMs: 0 }, 0, ["cancelled", "failed", "pending", "processing"]],
    [{ failedMs: 0 }, 0, ["cancelled", "completed", "pending", "processing"]],
    [{ cancelledMs: 0 }, 0, ["completed", "failed", "pending", "processing"]],
    [
      { completedMs: Infinity, failedMs: Infinity, cancelledMs: Infinity },
      900 * DAY_MS,
      ["cancelled", "completed", "failed", "pending", "processing"],
    ],
  ])("with %j leaves after %d ms: %j", async (retention, afterMs, left) => {
    const { manager, storeClock, statuses } = await fixture();
    await storeClock.advanceBy(afterMs);
    expect(await manager.prune(retention)).toBe(5 - left.length);
    expect(await statuses()).toEqual(left);
  });

  it("takes the manager's retention for what is left out", async () => {
    const { manager, statuses } = await fixture({ retention: { failedMs: 0, completedMs: 0 } });
    expect(await manager.prune({ completedMs: DAY_MS })).toBe(1);
    expect(await statuses()).toEqual(["cancelled", "completed", "pending", "processing"]);
  });

  it("leaves a cancelled job alone while its handler is at work", async () => {
    const { manager, clock } = await fixture();
    const [running] = (await manager.listJobs({ status: "processing" })).jobs;
    await manager.cancelJob(running?.id ?? "");
    await manager.prune({ cancelledMs: 0 });
    expect((await manager.listJobs({ status: "cancelled" })).jobs.map(({ id }) => id)).toEqual([running?.id]);
    await clock.advanceBy(0);
  });

  it("deletes as many as there are", async () => {
    const { manager } = taskManagerFixture();
    const registered = manager.register(heldJobType().jobType);
    const creations = await registered.createJobs(Array.from({ length: 2_500 }, (_, input) => ({ type: "held", input }) as const));
    await Promise.all(creations.map(({ job }) => manager.cancelJob(job.id)));
    expect(await manager.prune({ cancelledMs: 0 })).toBe(2_500);
    expect((await manager.listJobs()).jobs).toEqual([]);
  });

  it("refuses what is not a duration with OPTION_INVALID", async () => {
    const { manager } = taskManagerFixture();
    await expect(async () => manager.prune({ completedMs: -1 })).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});

describe("a manager", () => {
  it("prunes by itself, once a minute", async () => {
    const { clock, storeClock, statuses } = await fixture({ leaseMs: 30_000 });
    await storeClock.advanceBy(7 * DAY_MS);
    await clock.advanceBy(59_999);
    expect(await statuses()).toContain("completed");
    await clock.advanceBy(1);
    expect(await statuses()).toEqual(["failed", "pending", "processing"]);
  });
});

describe("a manager that closes while it deletes old jobs", () => {
  it("leaves the rest of them to the next one, and the store alone", async () => {
    const clock = manualClock();
    let left = 10_000;
    const inner = memoryStore({ clock });
    const store = unreliableStore({ ...inner, prune: async ({ limit }) => pruned(Math.min(limit, (left -= limit) + limit)) });
    const { manager } = taskManagerFixture({ clock, store });
    const arrive = store.stall("prune");
    await clock.advanceBy(70_000);
    expect(store.calls("prune")).toBe(1);
    const closed = manager.close();
    await clock.advanceBy(0);
    arrive();
    expect(await closed).toMatchObject({ timedOut: false });
    expect(store.calls("prune")).toBe(1);
  });
});

function pruned(count: number): readonly PrunedJob[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(index),
    userId: null,
    inputFileId: null,
    referenceFileId: null,
    resultFileId: null,
  }));
}
