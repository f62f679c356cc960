import { defineJobType, RowmillError } from "@rowmill/core";
import type { JobStore } from "@rowmill/core/adapter";
import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";
import { unreliableStore } from "../unreliable-store.ts";

const count = defineJobType({ type: "count", input: z.string(), result: z.object({ rows: z.number() }), retry: { maxAttempts: 2 } });

/** A manager that knows a type without a handler, and one job of it. */
async function fixture() {
  const { manager, ...rest } = taskManagerFixture();
  const registered = manager.register(count);
  const { job } = await registered.createJob("count", "a.csv");
  return { ...rest, manager: registered, job };
}

async function claimed() {
  const given = await fixture();
  const handle = await given.manager.claimJob({ jobId: given.job.id });
  if (!handle) throw new Error("The job could not be claimed");
  return { ...given, handle };
}

/** Gives a job to another runner, as a sweep does that takes its process for dead. */
async function giveTo(runnerId: string, store: JobStore, jobId: string): Promise<void> {
  await store.update([{ claim: { jobId, claimNo: 1 }, leaseMs: 0 }]);
  await store.reclaim([], 10);
  await store.claim({ runnerId, leaseMs: 30_000, limit: 1, from: { keys: [{ id: jobId }] } });
}

describe("claimJob", () => {
  it("claims a job by its id, and answers a handle of its attempt", async () => {
    const { manager, handle, job, eventsOf } = await claimed();
    expect(handle.job).toMatchObject({ id: job.id, status: "processing", attempt: 1, isActive: true });
    expect(manager.getActiveJobs().map(({ id }) => id)).toEqual([job.id]);
    expect(eventsOf(job)).toEqual(["job:created", "job:started"]);
  });

  it("claims no job of another user's", async () => {
    const { manager } = await fixture();
    const { job } = await manager.createJob("count", "b.csv", { userId: "ada" });
    expect(await manager.claimJob({ jobId: job.id, userId: "eve" })).toBeUndefined();
    expect((await manager.claimJob({ jobId: job.id, userId: "ada" }))?.job.id).toBe(job.id);
  });

  it.each([{ types: ["count"], userId: "ada" }, { types: "count" }, { type: "count" }, { jobId: "1", types: ["count"] }, undefined])(
    "refuses %j with OPTION_INVALID: by types, a job is anybody's",
    async (which) => {
      const { manager, job } = await fixture();
      await expect(manager.claimJob(which as never)).rejects.toMatchObject({ code: "OPTION_INVALID" });
      expect(await manager.getJob(job.id)).toMatchObject({ status: "pending" });
    },
  );

  it("claims the next job of some types, best first", async () => {
    const { manager } = await fixture();
    const { job } = await manager.createJob("count", "urgent", { priority: 1 });
    expect((await manager.claimJob({ types: ["other", "count"] }))?.job.id).toBe(job.id);
  });

  it("answers undefined if there is nothing to claim", async () => {
    const { manager, job } = await claimed();
    expect(await manager.claimJob({ jobId: job.id })).toBeUndefined();
    expect(await manager.claimJob({ jobId: "none" })).toBeUndefined();
    expect(await manager.claimJob({ types: ["count"] })).toBeUndefined();
    expect(await manager.claimJob({ types: [] })).toBeUndefined();
  });

  it("gives a job to one of two that ask at once", async () => {
    const { manager, job } = await fixture();
    const handles = await Promise.all([manager.claimJob({ jobId: job.id }), manager.claimJob({ jobId: job.id })]);
    expect(handles.filter(Boolean)).toHaveLength(1);
  });

  it("does not claim a job before its time", async () => {
    const { manager, clock } = await fixture();
    const { job } = await manager.createJob("count", "later", { delayMs: 1_000 });
    expect(await manager.claimJob({ jobId: job.id })).toBeUndefined();
    await clock.advanceBy(1_000);
    expect(await manager.claimJob({ jobId: job.id })).toBeDefined();
  });
});

describe("an attempt handle", () => {
  it("completes its job", async () => {
    const { handle, job, read, eventsOf, manager } = await claimed();
    expect(await handle.complete({ rows: 3 })).toMatchObject({ id: job.id, status: "completed", result: { rows: 3 }, progress: 100 });
    expect(await read(job)).toMatchObject({ status: "completed", isActive: false });
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "job:completed"]);
    expect(manager.getActiveJobs()).toEqual([]);
  });

  it("refuses a result that does not fit with JOB_RESULT_INVALID, and goes on", async () => {
    const { handle, job, read } = await claimed();
    await expect(handle.complete({ rows: "many" })).rejects.toMatchObject({ code: "JOB_RESULT_INVALID" });
    expect(await read(job)).toMatchObject({ status: "processing" });
    expect(await handle.complete({ rows: 3 })).toMatchObject({ status: "completed" });
  });

  it("fails its attempt, which is tried again or was the last", async () => {
    const { manager, handle, job, clock } = await claimed();
    expect(await handle.fail(new Error("no luck"))).toMatchObject({
      status: "pending",
      error: { message: "no luck" },
      runAt: new Date(clock.now() + 1_000),
    });
    await clock.advanceBy(1_000);
    const second = await manager.claimJob({ jobId: job.id });
    expect(await second?.fail("still none")).toMatchObject({ status: "failed", attempt: 2, error: { message: "still none" } });
  });

  it("hands its job back, the attempt not used up", async () => {
    const { handle, job, eventsOf } = await claimed();
    expect(await handle.handBack()).toMatchObject({ status: "pending", attempt: 0, error: null, isActive: false });
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "job:handed-back"]);
  });

  it("reports progress, log lines and checkpoints as a handler does", async () => {
    const { manager, handle, job, clock, read } = await claimed();
    handle.progress(30, "reading", { rows: 1 });
    handle.log("a line");
    await clock.advanceBy(250);
    await handle.checkpoint({ offset: 7 });
    expect(await read(job)).toMatchObject({ progress: 30, stage: "reading", counters: { rows: 1 }, checkpoint: { offset: 7 } });
    expect(await manager.getJobLog(job.id)).toMatchObject([{ message: "a line" }]);
    await handle.handBack();
    expect((await manager.claimJob({ jobId: job.id }))?.lastCheckpoint).toEqual({ offset: 7 });
  });

  it("keeps what it has reported when its end could not be recorded, for the next try", async () => {
    const clock = manualClock();
    const store = unreliableStore(memoryStore({ clock }));
    const { manager } = taskManagerFixture({ clock, store });
    const { job } = await manager.register(count).createJob("count", "a.csv");
    const handle = await manager.claimJob({ jobId: job.id });
    handle!.log("a line");
    store.fail("settle", Infinity);
    store.fail("update", Infinity);
    const ended = handle!.complete({ rows: 1 }).catch((error: Error) => error.message);
    await clock.advanceBy(20_000);
    expect(await ended).toBe("The store is away: settle");
    store.fail("settle", 0);
    expect(await handle!.complete({ rows: 1 })).toMatchObject({ status: "completed" });
    expect(await manager.getJobLog(job.id)).toMatchObject([{ message: "a line" }]);
  });

  it("has its lease renewed until it is ended", async () => {
    const { handle, job, clock, read } = await claimed();
    await clock.advanceBy(600_000);
    expect(await read(job)).toMatchObject({ status: "processing", isActive: true, claimNo: 1 });
    expect(await handle.complete({ rows: 1 })).toMatchObject({ status: "completed" });
  });

  it.each(["complete", "fail", "handBack"] as const)("refuses %s with ATTEMPT_ENDED once it has ended", async (end) => {
    const { handle, job, read } = await claimed();
    await handle.complete({ rows: 3 });
    await expect(handle[end]({ rows: 4 })).rejects.toMatchObject({ code: "ATTEMPT_ENDED" });
    await expect(handle.checkpoint(1)).rejects.toMatchObject({ code: "ATTEMPT_ENDED" });
    expect(await read(job)).toMatchObject({ status: "completed", result: { rows: 3 } });
  });

  it("lets one of two endings win that are asked for at once", async () => {
    const { handle, job, read } = await claimed();
    const endings = await Promise.allSettled([handle.handBack(), handle.fail(new Error("no luck"))]);
    expect(endings.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(await read(job)).toMatchObject({ status: "pending", error: null });
  });

  it.each([
    ["complete", (handle: Awaited<ReturnType<typeof claimed>>["handle"]) => handle.complete({ rows: 1 })],
    ["fail", (handle: Awaited<ReturnType<typeof claimed>>["handle"]) => handle.fail("x")],
    ["handBack", (handle: Awaited<ReturnType<typeof claimed>>["handle"]) => handle.handBack()],
  ])("refuses %s with JOB_CANCELLED after a cancel, and the job is not active any more", async (_, end) => {
    const { manager, handle, job, read } = await claimed();
    await manager.cancelJob(job.id);
    expect(handle.signal.aborted).toBe(true);
    expect(handle.abortReason).toMatchObject({ code: "JOB_CANCELLED" });
    expect(await read(job)).toMatchObject({ isActive: true });
    await expect(end(handle)).rejects.toMatchObject({ code: "JOB_CANCELLED" });
    expect(await read(job)).toMatchObject({ status: "cancelled", result: null, isActive: false });
  });

  it("refuses everything with ATTEMPT_LOST after its job was given to another process", async () => {
    const { handle, job, store, settled, read, eventsOf } = await claimed();
    await giveTo("other", store, job.id);
    await settled();
    expect(RowmillError.is(handle.signal.reason, "ATTEMPT_LOST")).toBe(true);
    await expect(handle.checkpoint(1)).rejects.toMatchObject({ code: "ATTEMPT_LOST" });
    await expect(handle.complete({ rows: 1 })).rejects.toMatchObject({ code: "ATTEMPT_LOST" });
    expect(await read(job)).toMatchObject({ status: "processing", runnerId: "other", isActive: true });
    expect(eventsOf(job)).toEqual(["job:created", "job:started", "attempt:lost"]);
  });

  it("works on jobs of types that are not registered here, with any result", async () => {
    const { manager, store } = taskManagerFixture();
    const elsewhere = taskManagerFixture({ store, runs: false }).manager.register(heldJobType({ type: "foreign" }).jobType);
    await elsewhere.createJob("foreign", 1);
    const handle = await manager.claimJob({ types: ["foreign"] });
    expect(await handle?.complete(["anything"])).toMatchObject({ status: "completed", result: ["anything"] });
  });
});
