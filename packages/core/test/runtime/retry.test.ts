import { RowmillError } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

function fixture(retry: { maxAttempts?: number; firstDelayMs?: number; maxDelayMs?: number } = {}) {
  const held = heldJobType({ retry });
  const { manager, ...rest } = taskManagerFixture();
  return { ...rest, held, manager: manager.register(held.handled) };
}

describe("a failed attempt", () => {
  it("leaves the job pending with its error until the backoff is over", async () => {
    const { manager, held, read, settled, clock } = fixture();
    const { job } = await manager.createJob("held", 1);
    await settled();
    held.run().fail(new Error("no luck"));
    await settled();
    expect(await read(job)).toMatchObject({
      status: "pending",
      attempt: 1,
      isActive: false,
      error: { message: "no luck" },
      runAt: new Date(clock.now() + 1_000),
    });
    await clock.advanceBy(999);
    expect(held.runs).toHaveLength(1);
    await clock.advanceBy(1);
    expect(await read(job)).toMatchObject({ status: "processing", attempt: 2, claimNo: 2 });
  });

  it("is followed by others after 1, 2, 4 ... seconds", async () => {
    const { manager, held, clock } = fixture({ maxAttempts: 5 });
    await manager.createJob("held", 1);
    await clock.advanceBy(0);
    for (const delayMs of [1_000, 2_000, 4_000, 8_000]) {
      const before = held.runs.length;
      held.run().fail();
      await clock.advanceBy(delayMs - 1);
      expect(held.runs).toHaveLength(before);
      await clock.advanceBy(1);
      expect(held.runs).toHaveLength(before + 1);
    }
  });

  it("fails the job when it was the last", async () => {
    const { manager, held, read, clock } = fixture({ maxAttempts: 2 });
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    held.run().fail(new Error("first"));
    await clock.advanceBy(1_000);
    held.run().fail(new Error("second"));
    await clock.advanceBy(60_000);
    expect(await read(job)).toMatchObject({
      status: "failed",
      attempt: 2,
      error: { message: "second" },
      finishedAt: expect.any(Date) as unknown,
    });
    expect(held.runs).toHaveLength(2);
  });

  it("is forgotten when the next one completes", async () => {
    const { manager, held, read, clock } = fixture();
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    held.run().fail();
    await clock.advanceBy(1_000);
    held.run().end("done");
    await clock.advanceBy(0);
    expect(await read(job)).toMatchObject({ status: "completed", result: "done", error: null, attempt: 2 });
  });

  it("is never tried again with maxAttempts 1", async () => {
    const { manager, held, read, clock } = fixture();
    const { job } = await manager.createJob("held", 1, { maxAttempts: 1 });
    await clock.advanceBy(0);
    held.run().fail();
    await clock.advanceBy(60_000);
    expect(await read(job)).toMatchObject({ status: "failed" });
  });

  it("is not tried again if its error says so", async () => {
    const { manager, held, read, clock } = fixture();
    const { job } = await manager.createJob("held", 1);
    await clock.advanceBy(0);
    held.run().fail(new RowmillError("FILE_NOT_FOUND", "gone", { retriable: false }));
    await clock.advanceBy(60_000);
    expect(await read(job)).toMatchObject({ status: "failed", attempt: 1 });
  });

  it("frees its slot for the time of the backoff", async () => {
    const { manager: narrow, clock, settled } = taskManagerFixture({ concurrency: 1 });
    const held = heldJobType();
    const manager = narrow.register(held.handled);
    await manager.createJob("held", "first");
    await manager.createJob("held", "second");
    await settled();
    held.run().fail();
    await settled();
    expect(held.runs.map(({ input }) => input)).toEqual(["first", "second"]);
    held.run().end();
    await clock.advanceBy(1_000);
    expect(held.runs.map(({ input }) => input)).toEqual(["first", "second", "first"]);
  });
});

describe("retryJob", () => {
  it("gives a failed job all its attempts again", async () => {
    const { manager, held, read, clock, settled } = fixture({ maxAttempts: 2 });
    const { job } = await manager.createJob("held", 1, { maxAttempts: 1 });
    await settled();
    held.run().fail();
    await settled();
    await clock.advanceBy(5_000);
    expect(await manager.retryJob(job.id)).toMatchObject({
      status: "pending",
      attempt: 0,
      crashes: 0,
      error: null,
      progress: 0,
      finishedAt: null,
    });
    await settled();
    held.run().end("second try");
    await settled();
    expect(await read(job)).toMatchObject({ status: "completed", result: "second try", attempt: 1, claimNo: 2 });
  });

  it("runs a cancelled job", async () => {
    const { manager, held, settled } = fixture();
    const { job } = await manager.createJob("held", 1, { delayMs: 60_000 });
    await manager.cancelJob(job.id);
    await manager.retryJob(job.id);
    await settled();
    expect(held.run().job.id).toBe(job.id);
  });

  it("does not run a cancelled job again before its old handler has stopped", async () => {
    const { manager, held, read, settled } = fixture();
    const { job } = await manager.createJob("held", 1);
    await settled();
    await manager.cancelJob(job.id);
    expect(await manager.retryJob(job.id)).toMatchObject({ status: "pending", isActive: true });
    await settled();
    expect(held.runs).toHaveLength(1);
    held.run(0).end("of the old run");
    await settled();
    expect(held.runs).toHaveLength(2);
    expect(await read(job)).toMatchObject({ status: "processing", claimNo: 2, attempt: 1, result: null });
    held.run(1).end("of the new run");
    await settled();
    expect(await read(job)).toMatchObject({ status: "completed", result: "of the new run" });
  });

  it.each(["pending", "processing", "completed"] as const)("refuses a job that is %s with JOB_STATUS_CONFLICT", async (status) => {
    const { manager, held, read, settled } = fixture();
    const { job } = await manager.createJob("held", 1, { delayMs: status === "pending" ? 1_000 : 0 });
    await settled();
    if (status === "completed") held.run().end();
    await settled();
    await expect(manager.retryJob(job.id)).rejects.toMatchObject({ code: "JOB_STATUS_CONFLICT", details: { id: job.id, status } });
    expect(await read(job)).toMatchObject({ status });
  });

  it("says JOB_NOT_FOUND of a job that is not there", async () => {
    const { manager } = fixture();
    await expect(manager.retryJob("none")).rejects.toMatchObject({ code: "JOB_NOT_FOUND", details: { id: "none" } });
  });
});
