import { RowmillError } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

function fixture(timeoutMs: number) {
  const held = heldJobType({ timeoutMs, retry: { maxAttempts: 2 } });
  const { manager, ...rest } = taskManagerFixture({ concurrency: 1 });
  return { ...rest, held, manager: manager.register(held.handled) };
}

describe("a job type's timeoutMs", () => {
  it("aborts the signal of an attempt that runs longer, with ATTEMPT_TIMEOUT", async () => {
    const { manager, held, clock } = fixture(5_000);
    await manager.createJob("held", 1);
    await clock.advanceBy(4_999);
    expect(held.run().signal.aborted).toBe(false);
    await clock.advanceBy(1);
    expect(held.run().signal.aborted).toBe(true);
    expect(RowmillError.is(held.run().signal.reason, "ATTEMPT_TIMEOUT")).toBe(true);
  });

  it("counts from the start of the attempt, not from createJob", async () => {
    const { manager, held, clock } = fixture(5_000);
    await manager.createJob("held", 1, { delayMs: 60_000 });
    await clock.advanceBy(64_000);
    expect(held.run().signal.aborted).toBe(false);
  });

  it("keeps the slot until the handler has stopped", async () => {
    const { manager, held, read, clock, settled } = fixture(5_000);
    const { job } = await manager.createJob("held", "slow");
    await manager.createJob("held", "next");
    await clock.advanceBy(20_000);
    expect(await read(job)).toMatchObject({ status: "processing", isActive: true });
    expect(held.runs).toHaveLength(1);
    held.run().end();
    await settled();
    expect(held.run().input).toBe("next");
  });

  it.each([
    ["throws", (run: { fail(): void }) => run.fail()],
    ["answers", (run: { end(): void }) => run.end()],
  ])("fails the attempt with ATTEMPT_TIMEOUT when the handler then %s, and it is tried again", async (_, stop) => {
    const { manager, held, read, clock } = fixture(5_000);
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(5_000);
    stop(held.run());
    await clock.advanceBy(0);
    expect(await read(job)).toMatchObject({ status: "pending", attempt: 1, error: { code: "ATTEMPT_TIMEOUT" } });
    await clock.advanceBy(1_000);
    expect(held.run().job.attempt).toBe(2);
    await clock.advanceBy(5_000);
    stop(held.run());
    await clock.advanceBy(0);
    expect(await read(job)).toMatchObject({ status: "failed", error: { code: "ATTEMPT_TIMEOUT" } });
  });

  it("does nothing to an attempt that ended in time", async () => {
    const { manager, held, read, clock } = fixture(5_000);
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(1_000);
    const run = held.run();
    run.end("done");
    await clock.advanceBy(10_000);
    expect(run.signal.aborted).toBe(false);
    expect(await read(job)).toMatchObject({ status: "completed", result: "done" });
  });

  it("of 0 waits indefinitely", async () => {
    const { manager, held, clock } = fixture(0);
    await manager.createJob("held", 1);
    await clock.advanceBy(3_600_000);
    expect(held.run().signal.aborted).toBe(false);
  });

  it("does not hide a cancel that comes after it", async () => {
    const { manager, held, read, clock, settled } = fixture(5_000);
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(5_000);
    await manager.cancelJob(job.id);
    held.run().fail();
    await settled();
    expect(await read(job)).toMatchObject({ status: "cancelled", isActive: false });
  });
});
