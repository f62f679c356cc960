import { defineJobType, type JobTypeOptions, type TaskManagerOptions } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

type TimeoutMs = NonNullable<JobTypeOptions<"t", z.ZodNull, z.ZodNull>["timeoutMs"]>;

/** Handlers time out after five seconds, and are abandoned three seconds later if they have not stopped. */
function fixture(options: Partial<TaskManagerOptions> = {}, maxAttempts = 1, timeoutMs: TimeoutMs = { ms: 5_000, abandon: true }) {
  const held = heldJobType({ timeoutMs, retry: { maxAttempts } });
  const made = taskManagerFixture({ concurrency: 1, unresponsiveAfterMs: 3_000, ...options });
  const { manager } = made;
  manager.register(held.handled);
  return { ...made, held, errors: () => made.logged.filter(({ level }) => level === "error").map(({ message }) => message) };
}

describe("a handler that does not stop after its timeout, of a type that abandons such handlers", () => {
  it("loses its slot unresponsiveAfterMs later, and its job fails with ATTEMPT_TIMEOUT", async () => {
    const { manager, held, clock, read, eventsOf, errors } = fixture();
    const { job } = await manager.createJob(held.jobType, "hangs");
    await manager.createJob(held.jobType, "next");
    await clock.advanceBy(7_999);
    expect(held.run().signal.aborted).toBe(true);
    expect(await read(job)).toMatchObject({ status: "processing" });
    await clock.advanceBy(1);
    expect(await read(job)).toMatchObject({ status: "failed", isActive: false, error: { code: "ATTEMPT_TIMEOUT" } });
    expect(held.run().input).toBe("next");
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "attempt:abandoned", "job:failed"]);
    expect(errors()[0]).toContain("is abandoned");
    expect(manager.getAbandonedJobs().map(({ id }) => id)).toEqual([job.id]);
    expect(manager.getActiveJobs()).toHaveLength(1);
  });

  it("is tried again, and changes nothing of that attempt by what it still does", async () => {
    const { manager, held, clock, read } = fixture({}, 2);
    const { job } = await manager.createJob(held.jobType, 1);
    await clock.advanceBy(8_000 + 1_000);
    const [first, second] = [held.run(0), held.run(1)];
    expect(second.job.attempt).toBe(2);
    first.progress(77, "too late");
    first.log("too late");
    await expect(first.checkpoint(1)).rejects.toMatchObject({ code: "ATTEMPT_ENDED" });
    first.end("too late");
    await clock.advanceBy(1_000);
    expect(await read(job)).toMatchObject({ status: "processing", progress: 0, stage: null, checkpoint: null, result: null });
    expect(await manager.getJobLog(job.id)).toEqual([]);
    second.end("in time");
    await clock.advanceBy(0);
    expect(await read(job)).toMatchObject({ status: "completed", result: "in time" });
    expect(manager.getAbandonedJobs()).toEqual([]);
  });

  it("does nothing to a job that is retried by hand while it goes on", async () => {
    const { manager, held, clock, read } = fixture({ maxAbandoned: 5 });
    const { job } = await manager.createJob(held.jobType, 1);
    await clock.advanceBy(8_000);
    await manager.retryJob(job.id);
    await clock.advanceBy(0);
    held.run(0).fail();
    await clock.advanceBy(0);
    expect(await read(job)).toMatchObject({ status: "processing", attempt: 1 });
  });

  it("is not abandoned if it stops in time", async () => {
    const { manager, held, clock, eventsOf, read } = fixture();
    const { job } = await manager.createJob(held.jobType, 1);
    await clock.advanceBy(7_000);
    held.run().fail();
    await clock.advanceBy(60_000);
    expect(await read(job)).toMatchObject({ status: "failed", error: { code: "ATTEMPT_TIMEOUT" } });
    expect(eventsOf(job)).not.toContain("attempt:abandoned");
  });

  it("keeps its slot while there are maxAbandoned others, and loses it as soon as one of those has stopped", async () => {
    const { manager, held, clock, read, errors } = fixture({ maxAbandoned: 1 });
    await manager.createJob(held.jobType, "first");
    const { job: second } = await manager.createJob(held.jobType, "second");
    await clock.advanceBy(30_000);
    expect(await read(second)).toMatchObject({ status: "processing" });
    expect(errors().at(-1)).toContain("as many as maxAbandoned allows");
    held.run(0).end();
    await clock.advanceBy(3_000);
    expect(await read(second)).toMatchObject({ status: "failed" });
    expect(manager.getAbandonedJobs().map(({ id }) => id)).toEqual([second.id]);
  });

  it("loses its slot after a cancel, too, and its job can be retried then", async () => {
    const { manager, held, clock, read } = fixture();
    const { job } = await manager.createJob(held.jobType, 1);
    await clock.advanceBy(0);
    await manager.cancelJob(job.id);
    await clock.advanceBy(2_999);
    expect(await read(job)).toMatchObject({ status: "cancelled", isActive: true });
    await clock.advanceBy(1);
    expect(await read(job)).toMatchObject({ status: "cancelled", isActive: false });
  });

  it("keeps its job's lease where the manager closes", async () => {
    const { manager, held, clock, read } = fixture();
    const { job } = await manager.createJob(held.jobType, 1);
    await clock.advanceBy(0);
    const closing = manager.close({ timeoutMs: 10_000 });
    await clock.advanceBy(10_000);
    expect(await closing).toMatchObject({ timedOut: true });
    expect(await read(job)).toMatchObject({ status: "processing", isActive: true });
  });
});

describe("a handler that does not stop after its timeout, of a type that says nothing about it", () => {
  it("loses its slot if no attempt follows", async () => {
    const { manager, held, clock, read, eventsOf } = fixture({}, 1, 5_000);
    const { job } = await manager.createJob(held.jobType, "hangs");
    await manager.createJob(held.jobType, "next");
    await clock.advanceBy(8_000);
    expect(await read(job)).toMatchObject({ status: "failed", isActive: false, error: { code: "ATTEMPT_TIMEOUT" } });
    expect(held.run().input).toBe("next");
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "attempt:abandoned", "job:failed"]);
  });

  it("keeps it while another attempt would follow", async () => {
    const { manager, held, clock, read } = fixture({}, 2, 5_000);
    const { job } = await manager.createJob(held.jobType, "hangs");
    await clock.advanceBy(60_000);
    expect(await read(job)).toMatchObject({ status: "processing", isActive: true });
    expect(held.runs).toHaveLength(1);
  });

  it("keeps it after a cancel", async () => {
    const { manager, held, clock, read } = fixture({}, 1, 5_000);
    const { job } = await manager.createJob(held.jobType, "hangs");
    await clock.advanceBy(0);
    await manager.cancelJob(job.id);
    await clock.advanceBy(60_000);
    expect(await read(job)).toMatchObject({ status: "cancelled", isActive: true });
  });

  it("keeps it if the type says so", async () => {
    const { manager, held, clock, read } = fixture({}, 1, { ms: 5_000, abandon: false });
    const { job } = await manager.createJob(held.jobType, "hangs");
    await clock.advanceBy(60_000);
    expect(await read(job)).toMatchObject({ status: "processing", isActive: true });
  });
});

describe("timeoutMs with abandon", () => {
  const define = (timeoutMs: unknown) => () =>
    defineJobType({
      type: "t",
      input: z.null(),
      timeoutMs: timeoutMs as TimeoutMs,
    });

  it("is undecided by default", () => {
    expect(define(5)()).toMatchObject({ timeoutMs: 5, abandonsHandlers: undefined });
    expect(define({ ms: 5 })()).toMatchObject({ timeoutMs: 5, abandonsHandlers: undefined });
    expect(define({ ms: 5, abandon: false })()).toMatchObject({ timeoutMs: 5, abandonsHandlers: false });
    expect(define({ ms: 5, abandon: true })()).toMatchObject({ timeoutMs: 5, abandonsHandlers: true });
  });

  it.each([{}, { abandon: true }, { ms: -1 }, { ms: 5, abandon: 1 }, { ms: 5, abandoned: true }, null, "5"])("refuses %j", (timeoutMs) => {
    expect(define(timeoutMs)).toThrow("timeoutMs of job type t");
  });
});
