import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { defineJobType } from "@rowmill/core";
import type { JobStore } from "@rowmill/core/adapter";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

const copy = defineJobType({ type: "copy", input: z.null() });
const QUICK = { sampleMs: 10 };

/** The codes that the doctor finds. The event loop of a busy test machine may be blocked at any time. */
async function codes(doctor: Promise<readonly { readonly code: string }[]>): Promise<string[]> {
  return (await doctor).map(({ code }) => code).filter((code) => code !== "EVENT_LOOP_BLOCKED" && code !== "STORE_SLOW");
}

/** A store in memory, of which a part is replaced. */
function storeWith(replace: (store: JobStore) => Partial<JobStore>) {
  const clock = manualClock();
  const store = memoryStore({ clock });
  return { clock, store: { ...store, ...replace(store) } };
}

describe("doctor", () => {
  it("finds nothing where all is well", async () => {
    const { manager, clock } = taskManagerFixture();
    const registered = manager.register(copy.handle(() => null));
    await registered.createJob("copy", null);
    await registered.createJob("copy", null, { delayMs: 3_600_000 });
    await clock.advanceBy(1_000);
    expect(await codes(manager.doctor(QUICK))).toEqual([]);
  });

  it("finds jobs that wait beside free slots", async () => {
    const { clock, store } = storeWith(() => ({ claim: async () => [], nextDueInMs: async () => undefined }));
    const { manager } = taskManagerFixture({ clock, store });
    await manager.register(copy.handle(() => null)).createJob("copy", null);
    await clock.advanceBy(50_000);
    expect(await codes(manager.doctor(QUICK))).toEqual([]);
    await clock.advanceBy(50_000);
    expect(await manager.doctor(QUICK)).toContainEqual(
      expect.objectContaining({ code: "JOBS_STALLED", severity: "error", details: expect.objectContaining({ type: "copy", waiting: 1 }) }),
    );
  });

  it("is not worried by jobs that wait for a busy slot", async () => {
    const { manager, clock } = taskManagerFixture({ concurrency: 1 });
    const held = heldJobType();
    const registered = manager.register(held.handled).register(copy.handle(() => null));
    await registered.createJob("held", null);
    await registered.createJob("copy", null);
    await clock.advanceBy(3_600_000);
    expect(await codes(manager.doctor(QUICK))).toEqual([]);
    held.run().end();
  });

  it("finds jobs that no handler of this process runs", async () => {
    const { manager, clock } = taskManagerFixture();
    await manager.register(copy).createJob("copy", null);
    await clock.advanceBy(300_000);
    expect(await codes(manager.doctor(QUICK))).toEqual([]);
    await clock.advanceBy(600_000);
    expect(await codes(manager.doctor(QUICK))).toEqual(["JOBS_NOT_RUN_HERE"]);
  });

  it("finds jobs of types that are not registered", async () => {
    const clock = manualClock();
    const store = memoryStore({ clock });
    const other = taskManagerFixture({ clock, store });
    await other.manager.register(copy).createJob("copy", null);
    const { manager } = taskManagerFixture({ clock, store });
    expect(await codes(manager.doctor(QUICK))).toEqual(["TYPES_UNKNOWN"]);
  });

  it("finds attempts that run for far longer than they may, and abandoned handlers", async () => {
    const { manager, clock } = taskManagerFixture();
    const held = heldJobType({ type: "stuck", timeoutMs: { ms: 60_000, abandon: false }, retry: { maxAttempts: 1 } });
    const left = heldJobType({ type: "left", timeoutMs: { ms: 60_000, abandon: true }, retry: { maxAttempts: 1 } });
    const registered = manager.register(held.handled).register(left.handled);
    await registered.createJob("stuck", null);
    await registered.createJob("left", null);
    await clock.advanceBy(180_000);
    expect(await codes(manager.doctor(QUICK))).toEqual(["JOBS_OVERDUE", "HANDLERS_ABANDONED"]);
    held.run().end();
    left.run().end();
  });

  it("finds attempts that lost their lease", async () => {
    const { clock, store } = storeWith((inner) => ({
      update: async (updates) => (await inner.update(updates)).map(() => "lost" as const),
    }));
    const { manager } = taskManagerFixture({ clock, store });
    const held = heldJobType();
    await manager.register(held.handled).createJob("held", null);
    await clock.advanceBy(60_000);
    expect(await codes(manager.doctor(QUICK))).toContain("ATTEMPTS_LOST");
    held.run().end();
  });

  it("finds a store that does not answer, and says why", async () => {
    const { clock, store } = storeWith(() => ({ get: async () => await Promise.reject(new Error("connection refused")) }));
    const { manager } = taskManagerFixture({ clock, store });
    expect(await manager.doctor(QUICK)).toContainEqual({
      code: "STORE_UNREACHABLE",
      severity: "error",
      message: "The store does not answer: connection refused",
      details: {},
    });
  });

  it("finds a clock that differs from the store's", async () => {
    const clock = manualClock();
    const store = memoryStore({ clock: { now: () => clock.now() - 20_000 } });
    const { manager } = taskManagerFixture({ clock, store });
    const [skew] = (await manager.doctor(QUICK)).filter(({ code }) => code === "CLOCK_SKEWED");
    expect(skew).toMatchObject({ details: { skewMs: 20_000 }, message: expect.stringContaining("ahead of") });
  });

  it("finds a blocked event loop", async () => {
    const { manager } = taskManagerFixture();
    const examining = manager.doctor({ sampleMs: 50 });
    await new Promise((resolve) => setTimeout(resolve, 10));
    const endsAt = performance.now() + 400;
    while (performance.now() < endsAt);
    expect(await examining).toContainEqual(expect.objectContaining({ code: "EVENT_LOOP_BLOCKED" }));
  });

  it("tells what the store and the file storage find, errors first", async () => {
    const finding = { severity: "warning", message: "", details: {} } as const;
    const { clock, store } = storeWith(() => ({ diagnose: async () => [{ ...finding, code: "TABLE_BLOATED" }] }));
    const files = {
      diagnose: async () => [{ ...finding, code: "DISK_NEARLY_FULL", severity: "error" }],
      stat() {},
      statMany() {},
    } as never;
    const { manager } = taskManagerFixture({ clock, store, files });
    expect(await codes(manager.doctor(QUICK))).toEqual(["DISK_NEARLY_FULL", "TABLE_BLOATED"]);
  });

  it.each([{ sampleMs: 5 }, { sampleMs: 1e6 }, { sample: 1 }])("refuses the options %j", async (options) => {
    const { manager } = taskManagerFixture();
    await expect(manager.doctor(options as never)).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });
});
