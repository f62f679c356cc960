import type { JobStore } from "@rowmill/core/adapter";
import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

async function fixture() {
  const held = heldJobType();
  const { manager, ...rest } = taskManagerFixture({ maxJsonBytes: 1_000 });
  const registered = manager.register(held.handled);
  const { job } = await registered.createJob("held", 1);
  await rest.settled();
  return { ...rest, manager: registered, held, job };
}

describe("a checkpoint", () => {
  it("is in the store when the promise resolves", async () => {
    const { held, job, read } = await fixture();
    await held.run().checkpoint({ offset: 7 });
    expect(await read(job)).toMatchObject({ checkpoint: { offset: 7 }, status: "processing" });
  });

  it("is handed to the next attempt; the first has none", async () => {
    const { held, clock } = await fixture();
    expect(held.run().lastCheckpoint).toBeNull();
    await held.run().checkpoint({ offset: 7 });
    await held.run().checkpoint({ offset: 8 });
    held.run().fail();
    await clock.advanceBy(1_000);
    expect(held.run().lastCheckpoint).toEqual({ offset: 8 });
  });

  it("outlives retryJob", async () => {
    const { manager, held, job, settled } = await fixture();
    await held.run().checkpoint("half");
    await manager.cancelJob(job.id);
    held.run().fail();
    await settled();
    await manager.retryJob(job.id);
    await settled();
    expect(held.run(1).lastCheckpoint).toBe("half");
  });

  it("takes the progress so far with it", async () => {
    const { held, job, read } = await fixture();
    held.run().progress(40, "reading");
    await held.run().checkpoint("half");
    expect(await read(job)).toMatchObject({ progress: 40, stage: "reading" });
  });

  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  it.each([
    ["a cycle", cycle],
    ["a BigInt", 1n],
    ["a function", () => 1],
    ["more than maxJsonBytes", "x".repeat(1_000)],
  ])("of %s is refused with CHECKPOINT_INVALID, and the one before it stays", async (_, value) => {
    const { held, job, read } = await fixture();
    await held.run().checkpoint("good");
    await expect(held.run().checkpoint(value as never)).rejects.toMatchObject({ code: "CHECKPOINT_INVALID" });
    expect(await read(job)).toMatchObject({ checkpoint: "good", status: "processing" });
  });

  it("of a job that was cancelled is refused with JOB_CANCELLED", async () => {
    const { manager, held, job, read } = await fixture();
    await manager.cancelJob(job.id);
    await expect(held.run().checkpoint("too late")).rejects.toMatchObject({ code: "JOB_CANCELLED" });
    expect(await read(job)).toMatchObject({ checkpoint: null });
  });

  it("of a job that another process has is refused with ATTEMPT_LOST", async () => {
    const { manager, held, job, store, settled, read } = await fixture();
    // Or it would take the job back itself.
    manager.pause();
    await giveTo("other", store, job);
    await settled();
    await expect(held.run(0).checkpoint("too late")).rejects.toMatchObject({ code: "ATTEMPT_LOST" });
    expect(await read(job)).toMatchObject({ checkpoint: null, runnerId: "other" });
  });

  it("of an attempt that has ended is refused with ATTEMPT_ENDED", async () => {
    const { held, job, settled, read } = await fixture();
    held.run().end();
    await settled();
    await expect(held.run().checkpoint("too late")).rejects.toMatchObject({ code: "ATTEMPT_ENDED" });
    expect(await read(job)).toMatchObject({ checkpoint: null });
  });
});

/** Gives a job to another runner, as a sweep does that takes its process for dead. */
async function giveTo(runnerId: string, store: JobStore, { id: jobId }: { readonly id: string }): Promise<void> {
  await store.update([{ claim: { jobId, claimNo: 1 }, leaseMs: 0 }]);
  await store.reclaim([], 10);
  await store.claim({ runnerId, leaseMs: 30_000, limit: 1, from: { keys: [{ id: jobId }] } });
}
