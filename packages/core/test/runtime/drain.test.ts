import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

async function fixture() {
  const held = heldJobType();
  const { manager, ...rest } = taskManagerFixture({ concurrency: 1 });
  const registered = manager.register(held.handled);
  const { job } = await registered.createJob("held", "runs");
  await rest.settled();
  return { ...rest, manager: registered, held, job };
}

describe("drain", () => {
  it("waits for the jobs that run, and starts no others", async () => {
    const { manager, held, settled, read } = await fixture();
    const { job: next } = await manager.createJob("held", "waits");
    let isDrained = false;
    const drained = manager.drain().finally(() => (isDrained = true));
    await settled();
    expect(isDrained).toBe(false);
    held.run().end();
    expect(await drained).toEqual({ timedOut: false, running: [] });
    await settled();
    expect(await read(next)).toMatchObject({ status: "pending" });
  });

  it("is over at once when nothing runs", async () => {
    expect(await taskManagerFixture().manager.drain()).toEqual({ timedOut: false, running: [] });
  });

  it("refuses an option that nobody reads, and close does: it would wait for as long as it likes", async () => {
    const { manager } = await fixture();
    const misspelt = { timeout: 1_000 } as never;
    await expect(manager.drain(misspelt)).rejects.toMatchObject({ code: "OPTION_INVALID" });
    await expect(manager.close(misspelt)).rejects.toMatchObject({ code: "OPTION_INVALID" });
    expect(await manager.createJob("held", "still open")).toMatchObject({ created: true });
  });

  it("says after timeoutMs what still runs", async () => {
    const { manager, held, job, clock } = await fixture();
    const drained = manager.drain({ timeoutMs: 5_000 });
    await clock.advanceBy(5_000);
    expect(await drained).toMatchObject({ timedOut: true, running: [{ id: job.id }] });
    expect(held.run().signal.aborted).toBe(false);
  });

  it("does not overlook a job whose claim is under way", async () => {
    const { manager, held, settled } = await fixture();
    held.run().end();
    await settled();
    await manager.createJob("held", "claimed just now");
    const { running, timedOut } = await Promise.race([
      manager.drain(),
      settled().then(() => ({ running: manager.getActiveJobs(), timedOut: true })),
    ]);
    expect(timedOut ? running.length : held.runs.length).toBe(1);
  });

  it("lets jobs be created, which run after resume", async () => {
    const { manager, held, settled } = await fixture();
    held.run().end();
    await manager.drain();
    await manager.createJob("held", "later");
    await settled();
    expect(held.runs).toHaveLength(1);
    manager.resume();
    await settled();
    expect(held.runs).toHaveLength(2);
  });

  it("waits for attempts outside of handlers, too", async () => {
    const { manager, held, settled } = await fixture();
    held.run().end();
    await settled();
    manager.pause();
    await manager.createJob("held", "by hand");
    const handle = await manager.claimJob({ types: ["held"] });
    let isDrained = false;
    const drained = manager.drain().finally(() => (isDrained = true));
    await settled();
    expect(isDrained).toBe(false);
    await handle?.complete();
    expect(await drained).toMatchObject({ timedOut: false });
  });
});

describe("getActiveJobs", () => {
  it("lists the jobs whose handlers are at work here, as they were when their attempts began", async () => {
    const { manager, held, job, clock } = await fixture();
    await manager.createJob("held", "waits");
    held.run().progress(50);
    await clock.advanceBy(250);
    expect(manager.getActiveJobs()).toMatchObject([{ id: job.id, status: "processing", attempt: 1, progress: 0 }]);
    manager.pause();
    held.run().end();
    await clock.advanceBy(0);
    expect(manager.getActiveJobs()).toEqual([]);
  });
});
