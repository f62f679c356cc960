import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";

describe("a manager that runs nothing", () => {
  it("creates jobs that another manager of the same store runs, and follows them", async () => {
    const { manager: creator, store, clock, settled } = taskManagerFixture({ runs: false });
    const runner = taskManagerFixture({ store, clock });
    const held = heldJobType();
    const enqueueOnly = creator.register(held.handled);
    const { job } = await enqueueOnly.createJob("held", 1);
    await clock.advanceBy(60_000);
    expect(held.runs).toHaveLength(0);
    const running = heldJobType();
    runner.manager.register(running.handled);
    await settled();
    const finished = enqueueOnly.waitForJob(job.id);
    running.run().end("done elsewhere");
    expect(await finished).toMatchObject({ status: "completed", result: "done elsewhere" });
    expect(held.runs).toHaveLength(0);
  });

  it("cancels a job that another manager runs: its signal aborts there", async () => {
    const { manager: creator, store, clock, settled } = taskManagerFixture({ runs: false });
    const held = heldJobType();
    taskManagerFixture({ store, clock }).manager.register(held.handled);
    const { job } = await creator.register(held.jobType).createJob("held", 1);
    await settled();
    await creator.cancelJob(job.id);
    expect(held.run().signal.reason).toMatchObject({ code: "JOB_CANCELLED" });
  });
});

describe("a manager that runs some types", () => {
  it("leaves the others pending, and unhurt", async () => {
    const [a, b] = [heldJobType({ type: "a" }), heldJobType({ type: "b" })];
    const { manager, settled, read } = taskManagerFixture({ runs: ["a"] });
    const registered = manager.register(a.handled).register(b.handled);
    await registered.createJob("a", 1);
    const { job } = await registered.createJob("b", 1);
    await settled();
    expect([a.runs.length, b.runs.length]).toEqual([1, 0]);
    expect(await read(job)).toMatchObject({ status: "pending", attempt: 0 });
  });

  it("leaves types alone that it does not know", async () => {
    const known = heldJobType({ type: "known" });
    const { manager, store, clock, settled, read } = taskManagerFixture();
    manager.register(known.handled);
    const stranger = taskManagerFixture({ store, clock, runs: false }).manager.register(heldJobType({ type: "unknown" }).jobType);
    const { job } = await stranger.createJob("unknown", 1);
    await settled();
    expect(await read(job)).toMatchObject({ status: "pending", attempt: 0, error: null });
  });
});

describe("two managers in one process", () => {
  it("on one store share the jobs, each runs once", async () => {
    const first = taskManagerFixture({ concurrency: 2 });
    const second = taskManagerFixture({ concurrency: 2, store: first.store, clock: first.clock });
    const helds = [heldJobType(), heldJobType()] as const;
    const manager = first.manager.register(helds[0].handled);
    second.manager.register(helds[1].handled);
    await manager.createJobs(Array.from({ length: 20 }, (_, input) => ({ type: "held", input }) as const));
    const seen: unknown[] = [];
    for (let runs = helds.flatMap((held) => held.runs.splice(0)); seen.length < 20; runs = helds.flatMap((held) => held.runs.splice(0))) {
      expect(runs.length).toBeLessThanOrEqual(4);
      for (const run of runs) {
        seen.push(run.input);
        run.end();
      }
      await first.settled();
    }
    expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 20 }, (_, input) => input));
    expect((await manager.listJobs({ status: "completed" })).jobs).toHaveLength(20);
  });

  it("on two stores know nothing of each other", async () => {
    const [first, second] = [taskManagerFixture(), taskManagerFixture()];
    const helds = [heldJobType(), heldJobType()] as const;
    const manager = first.manager.register(helds[0].handled);
    second.manager.register(helds[1].handled);
    const { job } = await manager.createJob("held", 1);
    await first.settled();
    expect(await second.manager.getJob(job.id)).toBeUndefined();
    expect(helds[1].runs).toHaveLength(0);
    expect(second.events).toEqual([]);
    const closed = first.manager.close();
    helds[0].run().end();
    await closed;
    await expect(second.manager.claimJob({ types: ["held"] })).resolves.toBeUndefined();
  });

  it("can be closed one after the other: the one goes on with what the other hands back", async () => {
    const first = taskManagerFixture();
    const second = taskManagerFixture({ store: first.store, clock: first.clock });
    const helds = [heldJobType(), heldJobType()] as const;
    const { job } = await first.manager.register(helds[0].handled).createJob("held", 1);
    await first.settled();
    second.manager.register(helds[1].handled);
    const closed = first.manager.close();
    helds[0].run().fail();
    await closed;
    await first.settled();
    expect(helds[1].run().job).toMatchObject({ id: job.id, attempt: 1, claimNo: 2 });
  });
});
