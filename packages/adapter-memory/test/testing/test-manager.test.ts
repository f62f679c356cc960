import { createTestManager } from "@rowmill/adapter-memory/testing";
import { defineJobType } from "@rowmill/core";
import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";

const double = defineJobType({ type: "double", input: z.object({ n: z.number() }), result: z.object({ n: z.number() }) });
const doubling = double.handle(({ n }) => ({ n: n * 2 }));

describe("createTestManager", () => {
  it("runs nothing until it is told to", async () => {
    const manager = createTestManager().register(doubling);
    const { job } = await manager.createJob("double", { n: 1 });
    await manager.advanceBy(60_000);
    await manager.expectJob({ id: job.id, status: "pending" });

    expect(await manager.runPending()).toBe(1);
    await manager.expectJob({ id: job.id, status: "completed", result: { n: 2 } });
  });

  it("runs a delayed job only after its delay", async () => {
    const manager = createTestManager().register(doubling);
    await manager.createJob("double", { n: 1 }, { delayMs: 60_000 });
    await manager.advanceBy(59_999);
    expect(await manager.runPending()).toBe(0);
    await manager.advanceBy(1);
    expect(await manager.runPending()).toBe(1);
  });

  it("runs the jobs that a handler creates in the same go", async () => {
    const manager = createTestManager();
    const first = defineJobType({ type: "first", input: z.object({}) });
    manager.register(doubling);
    manager.register(first.handle(async () => void (await manager.createJob(double, { n: 1 }))));
    await manager.createJob(first, {});
    expect(await manager.runPending()).toBe(2);
  });

  it("retries without jitter, on its own clock", async () => {
    const flaky = defineJobType({ type: "flaky", input: z.object({}), retry: { maxAttempts: 2, firstDelayMs: 1_000 } });
    const manager = createTestManager().register(
      flaky.handle((_input, { job }) => {
        if (job.attempt === 1) throw new Error("not yet");
        return "done";
      }),
    );
    const { job } = await manager.createJob("flaky", {});
    await manager.runPending();
    expect((await manager.getJob(job.id))?.runAt).toEqual(new Date(manager.now().getTime() + 1_000));
    await manager.advanceBy(1_000);
    await manager.runPending();
    await manager.expectJob({ id: job.id, status: "completed", attempt: 2 });
  });

  it("fires the timeout of a handler when its time has come", async () => {
    const slow = defineJobType({ type: "slow", input: z.object({}), timeoutMs: 5_000, retry: { maxAttempts: 1 } });
    const manager = createTestManager().register(
      slow.handle(async (_input, { signal }) => {
        await new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
      }),
    );
    await manager.createJob("slow", {});
    const run = manager.runPending();
    await manager.advanceBy(5_000);
    await run;
    const failed = await manager.expectJob({ type: "slow", status: "failed" });
    expect(failed.error?.code).toBe("ATTEMPT_TIMEOUT");
  });

  it("runs jobs by itself in the background, and idle() waits for all that are due", async () => {
    const manager = createTestManager({ background: true }).register(doubling);
    await manager.createJobs([1, 2, 3, 4, 5, 6].map((n) => ({ type: "double" as const, input: { n } })));
    await manager.idle();
    expect((await manager.listJobs({ status: "completed" })).jobs).toHaveLength(6);
    await expect(manager.runPending()).rejects.toThrow("idle()");
  });

  it("leaves a pause alone while it waits to be idle", async () => {
    const manager = createTestManager({ background: true }).register(doubling);
    manager.pause();
    await manager.createJob("double", { n: 1 });
    await manager.idle();
    await manager.expectJob({ type: "double", status: "pending" });
  });

  it("starts its clock where the test wants it", async () => {
    const manager = createTestManager({ now: new Date("2030-05-06T07:08:09Z") }).register(doubling);
    const { job } = await manager.createJob("double", { n: 1 });
    expect(job.createdAt).toEqual(new Date("2030-05-06T07:08:09Z"));
  });

  it("knows the types that were registered", () => {
    const manager = createTestManager().register(doubling);
    expectTypeOf(manager.runPending).returns.resolves.toBeNumber();
    expectTypeOf(manager.executeJob<"double">).returns.resolves.toEqualTypeOf<{ n: number }>();
    // @ts-expect-error There is no such type.
    void manager.createJob("triple", { n: 1 }).catch(() => {});
  });
});

describe("expectJob", () => {
  it("answers the newest job that looks as expected", async () => {
    const manager = createTestManager().register(doubling);
    await manager.createJob("double", { n: 1 });
    await manager.advanceBy(1);
    const { job } = await manager.createJob("double", { n: 1 }, { userId: "ada" });
    expect((await manager.expectJob({ input: { n: 1 } })).id).toBe(job.id);
  });

  it("lists the jobs there are when none looks as expected", async () => {
    const manager = createTestManager().register(doubling);
    await manager.createJob("double", { n: 1 });
    await expect(manager.expectJob({ type: "double", input: { n: 2 } })).rejects.toThrow(/"input":{"n":2}.*There are 1: .*"input":{"n":1}/);
  });
});
