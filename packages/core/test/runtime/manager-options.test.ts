import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager } from "@rowmill/core";
import { inProcessDispatcher } from "@rowmill/core/adapter";
import { describe, expect, it } from "vitest";
import { managerSettings } from "../../src/runtime/manager-options.ts";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

const store = memoryStore();

describe("createTaskManager", () => {
  it.each([undefined, null, {}, "memory"])("refuses the store %s with OPTION_INVALID", (notAStore) => {
    expect(() => createTaskManager({ store: notAStore as never })).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });

  it("refuses what no list and no retention knows, and no job at all is not there", async () => {
    const { manager } = taskManagerFixture();
    await expect(manager.listJobs({ status: "done" as never })).rejects.toMatchObject({ code: "OPTION_INVALID" });
    await expect((async () => await manager.prune({ completed: 1 } as never))()).rejects.toMatchObject({ code: "OPTION_INVALID" });
    await expect(manager.waitForJob(undefined as never)).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
    await expect(manager.createJob(undefined as never, {} as never)).rejects.toMatchObject({ code: "JOB_TYPE_UNKNOWN" });
  });

  it("refuses to do without options", () => {
    expect(() => (createTaskManager as () => unknown)()).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });

  it.each([{ concurency: 8 }, { runs: "resize" }, { logger: {} }])("refuses %j with OPTION_INVALID", (options) => {
    expect(() => createTaskManager({ store, ...(options as object) })).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });

  it("refuses a dispatcher that serves another manager", () => {
    const dispatcher = inProcessDispatcher();
    createTaskManager({ store, dispatcher });
    expect(() => createTaskManager({ store, dispatcher })).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });

  it("is not harmed by a logger that throws", async () => {
    const hostile = () => {
      throw new Error("no logging today");
    };
    const logger = { debug: hostile, info: hostile, warn: hostile, error: hostile };
    const held = heldJobType();
    const { manager, settled, read } = taskManagerFixture({ logger });
    manager.on("job:started", hostile);
    const { job } = await manager.register(held.handled).createJob("held", 1);
    await settled();
    held.run().end("done");
    await settled();
    expect(await read(job)).toMatchObject({ status: "completed" });
  });

  it.each([
    { concurrency: 0 },
    { concurrency: Infinity },
    { leaseMs: 299 },
    { leaseMs: Infinity },
    { progressIntervalMs: -1 },
    { pollMs: NaN },
    { unresponsiveAfterMs: "1 s" as never },
    { maxCrashes: 0 },
    { maxJsonBytes: 1 },
    { retention: { completedMs: -1 } },
    { retention: { failedMs: NaN } },
    { retention: { cancelledMs: "7d" as never } },
  ])("refuses %j with OPTION_INVALID", (options) => {
    expect(() => createTaskManager({ store, ...options })).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });

  it("names the option in the message", () => {
    expect(() => createTaskManager({ store, concurrency: 0 })).toThrow('Option "concurrency" must be a whole number from 1 up, got 0');
  });
});

describe("the settings of a manager", () => {
  it("are these unless it is told otherwise", () => {
    const dayMs = 24 * 60 * 60 * 1_000;
    expect(managerSettings({ store })).toMatchObject({
      concurrency: 4,
      leaseMs: 30_000,
      progressIntervalMs: 250,
      pollMs: 5_000,
      unresponsiveAfterMs: 10_000,
      maxCrashes: 3,
      maxJsonBytes: 1_048_576,
      keepMs: { completed: 7 * dayMs, failed: 30 * dayMs, cancelled: 7 * dayMs },
    });
  });

  it("run all types, none, or those that are named", () => {
    expect(
      [undefined, true, false, ["a"]].map((runs) => ["a", "b"].map(managerSettings({ store, ...(runs !== undefined && { runs }) }).runs)),
    ).toEqual([
      [true, true],
      [true, true],
      [false, false],
      [true, false],
    ]);
  });

  it("have a runner's id of their own", () => {
    expect(managerSettings({ store }).runnerId).not.toBe(managerSettings({ store }).runnerId);
  });
});
