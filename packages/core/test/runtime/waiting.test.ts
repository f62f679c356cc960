import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { createTaskManager, defineJobType, type Job, silentLogger } from "@rowmill/core";
import type { JobStore } from "@rowmill/core/adapter";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A manager that runs jobs in the time of a clock which only the test moves. */
function start() {
  const clock = manualClock();
  const manager = createTaskManager({ store: memoryStore({ clock }), clock, logger: silentLogger, concurrency: 2 });
  closers.push(async () => {
    const closing = manager.close();
    await clock.advanceBy(20_000);
    await closing;
  });
  const read = async ({ id }: { id: string }): Promise<Job> => (await manager.getJob(id)) ?? expect.fail("The job is gone");
  return { clock, manager, read };
}

describe("a handler that waits", () => {
  const review = defineJobType({
    type: "review",
    input: z.string(),
    signals: { decision: z.object({ approve: z.boolean() }) },
  });

  it("holds no slot, and begins again with the signal that came", async () => {
    const { clock, manager, read } = start();
    const seen: unknown[] = [];
    manager.register(
      review.handle((input, { wakeup, waitFor, progress, job }) => {
        seen.push([wakeup, job.attempt]);
        progress(40, "asks");
        return wakeup ? { input, wakeup } : waitFor({ signal: "decision" });
      }),
    );
    const jobs = await Promise.all(["a", "b", "c", "d"].map((input) => manager.createJob(review, input)));
    await clock.advanceBy(1_000);
    for (const { job } of jobs) {
      expect(await read(job)).toMatchObject({ status: "processing", isActive: false, stage: "asks", progress: 40 });
      expect((await read(job)).waitingFor).toEqual({ children: null, signal: "decision", until: null });
    }
    expect(manager.getActiveJobs()).toEqual([]);
    const { job } = jobs[2]!;
    await manager.signalJob(job.id, "decision", { approve: true });
    await clock.advanceBy(1_000);
    const wakeup = { by: "signal", signal: "decision", payload: { approve: true } };
    expect(await read(job)).toMatchObject({ status: "completed", result: { input: "c", wakeup }, attempt: 1 });
    expect(seen).toHaveLength(5);
    expect(seen.at(-1)).toEqual([wakeup, 1]);
  });

  it("is refused signals that its type does not know, that its schema refuses, and when it has finished", async () => {
    const { clock, manager } = start();
    manager.register(review.handle((_, { wakeup, waitFor }) => (wakeup ? 1 : waitFor({ signal: "decision" }))));
    const { job } = await manager.createJob(review, "a", { userId: "ada" });
    await clock.advanceBy(1_000);
    await expect(manager.signalJob(job.id, "other")).rejects.toMatchObject({ code: "SIGNAL_UNEXPECTED" });
    await expect(manager.signalJob(job.id, "decision", { approve: "yes" })).rejects.toMatchObject({ code: "SIGNAL_INVALID" });
    await expect(manager.signalJob(job.id, "decision", { approve: true }, { userId: "bob" })).rejects.toMatchObject({
      code: "JOB_NOT_FOUND",
    });
    await expect(manager.signalJob(job.id, "no name")).rejects.toMatchObject({ code: "OPTION_INVALID" });
    await manager.signalJob(job.id, "decision", { approve: true }, { key: "click" });
    await clock.advanceBy(1_000);
    expect(await manager.signalJob(job.id, "decision", { approve: true }, { key: "click" })).toMatchObject({ status: "completed" });
    await expect(manager.signalJob(job.id, "decision", { approve: true })).rejects.toMatchObject({ code: "JOB_STATUS_CONFLICT" });
  });

  it("is told that it waits for something else", async () => {
    const { clock, manager } = start();
    const sleeper = defineJobType({ type: "sleeper", input: z.null() });
    manager.register(sleeper.handle((_, { wakeup, waitFor }) => (wakeup ? 1 : waitFor({ timeoutMs: 60_000 }))));
    const { job } = await manager.createJob(sleeper, null);
    await clock.advanceBy(1_000);
    await expect(manager.signalJob(job.id, "x")).rejects.toMatchObject({
      code: "SIGNAL_UNEXPECTED",
      message: expect.stringMatching(/2026-/),
    });
  });

  it("wakes at its moment, as an answer and not as an error", async () => {
    const { clock, manager, read } = start();
    const sleeper = defineJobType({ type: "sleeper", input: z.null() });
    manager.register(sleeper.handle((_, { wakeup, waitFor }) => wakeup?.by ?? waitFor({ signal: "never", timeoutMs: 60_000 })));
    const { job } = await manager.createJob(sleeper, null);
    await clock.advanceBy(59_000);
    expect(await read(job)).toMatchObject({ status: "processing" });
    await clock.advanceBy(1_100);
    expect(await read(job)).toMatchObject({ status: "completed", result: "time", attempt: 1 });
  });

  it.each([
    [{}],
    [{ until: new Date(Number.NaN) }],
    [{ timeoutMs: 1, until: new Date() }],
    [{ signal: "" }],
    [{ timeoutMs: -1 }],
    [{ chlidren: true }],
  ])("fails, and is not tried again, if what it asks for makes no sense: %j", async (wait) => {
    const { clock, manager, read } = start();
    const sleeper = defineJobType({ type: "sleeper", input: z.null() });
    manager.register(sleeper.handle((_, { waitFor }) => waitFor(wait as never)));
    const { job } = await manager.createJob(sleeper, null);
    await clock.advanceBy(1_000);
    expect(await read(job)).toMatchObject({ status: "failed", error: { code: "OPTION_INVALID" }, attempt: 1 });
  });

  it("ends at once when it is cancelled", async () => {
    const { clock, manager, read } = start();
    manager.register(review.handle((_, { waitFor }) => waitFor({ signal: "decision" })));
    const { job } = await manager.createJob(review, "a");
    await clock.advanceBy(1_000);
    expect(await manager.cancelJob(job.id)).toMatchObject({ status: "cancelled", isActive: false, waitingFor: null });
    await clock.advanceBy(60_000);
    expect(await read(job)).toMatchObject({ status: "cancelled" });
  });
});

describe("a store that does not answer about waits", () => {
  it("lets no lease lapse: they are renewed all the same", async () => {
    const clock = manualClock();
    const inner = memoryStore({ clock });
    const store: JobStore = { ...inner, wake: () => new Promise(() => {}) };
    const manager = createTaskManager({ store, clock, logger: silentLogger, leaseMs: 3_000 });
    const long = defineJobType({ type: "long", input: z.null() });
    manager.register(long.handle(async () => await new Promise<void>((resolve) => void clock.setTimer(resolve, 20_000, false))));
    const { job } = await manager.createJob(long, null);
    await clock.advanceBy(15_000);
    expect(await manager.getJob(job.id)).toMatchObject({ status: "processing", isActive: true });
  });
});

describe("a handler that creates children", () => {
  const child = defineJobType({ type: "child", input: z.number(), retry: { maxAttempts: 1 } });
  const parent = defineJobType({ type: "parent", input: z.object({ count: z.number(), concurrency: z.number().optional() }) });

  /** A parent that collects what its children answer. A child of a negative number fails. */
  function family(options: { readonly atWork?: (count: number) => void; readonly parentType?: typeof parent } = {}) {
    const started = start();
    const { manager } = started;
    let running = 0;
    manager.register(
      child.handle(async (input) => {
        options.atWork?.((running += 1));
        await new Promise<void>((resolve) => void started.clock.setTimer(resolve, 10, false));
        running -= 1;
        if (input < 0) throw new Error(`${input} is negative`);
        return input * 2;
      }),
    );
    manager.register(
      (options.parentType ?? parent).handle(async ({ count, concurrency }, { wakeup, children, waitFor }) => {
        if (!wakeup) {
          const inputs = Array.from({ length: Math.abs(count) }, (_, index) => ({
            type: child,
            input: count < 0 && index === 1 ? -1 : index,
          }));
          await children.create(inputs, concurrency === undefined ? {} : { concurrency });
          return waitFor({ children: true });
        }
        const results: unknown[] = [];
        for (let cursor: string | undefined; ;) {
          const page = await children.list({ limit: 3, cursor });
          results.push(...page.jobs.map(({ status, result }) => (status === "completed" ? result : status)));
          cursor = page.nextCursor;
          if (cursor === undefined) break;
        }
        return { results: results.toReversed(), counts: await children.count() };
      }),
    );
    return started;
  }

  it("collects what they answer, in pages", async () => {
    const { clock, manager, read } = family();
    const { job } = await manager.createJob(parent, { count: 7 }, { userId: "ada" });
    await clock.advanceBy(1_000);
    const done = await read(job);
    expect(done).toMatchObject({ status: "completed", result: { counts: { completed: 7, failed: 0 } } });
    expect((done.result as { results: number[] }).results.toSorted((a, b) => a - b)).toEqual([0, 2, 4, 6, 8, 10, 12]);
    const { jobs } = await manager.listJobs({ parentId: job.id });
    expect(jobs).toHaveLength(7);
    expect(jobs.every(({ userId, parentId }) => userId === "ada" && parentId === job.id)).toBe(true);
  });

  it("runs as many at once as it says", async () => {
    let most = 0;
    const { clock, manager, read } = family({ atWork: (count) => (most = Math.max(most, count)) });
    const { job } = await manager.createJob(parent, { count: 5, concurrency: 1 });
    await clock.advanceBy(2_000);
    expect(await read(job)).toMatchObject({ status: "completed", result: { counts: { completed: 5 } } });
    expect(most).toBe(1);
  });

  it("collects those that failed as well", async () => {
    const { clock, manager, read } = family();
    const { job } = await manager.createJob(parent, { count: -3 });
    await clock.advanceBy(1_000);
    expect(await read(job)).toMatchObject({ status: "completed", result: { counts: { completed: 2, failed: 1 } } });
  });

  it("fails with the first of them where its type says so, and its other children are cancelled", async () => {
    const strict = defineJobType({ type: "parent", input: parent.input, onChildFailure: "fail", retry: { maxAttempts: 5 } });
    const { clock, manager, read } = family({ parentType: strict });
    const { job } = await manager.createJob(strict, { count: -4, concurrency: 1 });
    await clock.advanceBy(1_000);
    expect(await read(job)).toMatchObject({
      status: "failed",
      error: { code: "CHILD_FAILED", message: expect.stringContaining("-1 is negative") },
    });
    const { jobs } = await manager.listJobs({ parentId: job.id });
    const ends = Object.fromEntries(jobs.map(({ input, status }) => [input, status]));
    expect(ends).toEqual({ 0: "completed", [-1]: "failed", 2: "cancelled", 3: "cancelled" });
  });

  it("takes its children along when it is cancelled, and starts over those that have not completed when it is retried", async () => {
    const { clock, manager, read } = family();
    const { job } = await manager.createJob(parent, { count: 4, concurrency: 1 });
    await clock.advanceBy(15);
    await manager.cancelJob(job.id);
    await clock.advanceBy(100);
    const before = await manager.listJobs({ parentId: job.id });
    expect(before.jobs.filter(({ status }) => status === "cancelled").length).toBeGreaterThan(1);
    expect(before.jobs.some(({ status }) => status === "pending" || status === "processing")).toBe(false);
    await manager.retryJob(job.id);
    await clock.advanceBy(2_000);
    expect(await read(job)).toMatchObject({ status: "completed", result: { counts: { completed: 4 } } });
    expect((await manager.listJobs({ parentId: job.id })).jobs.map(({ id }) => id)).toEqual(before.jobs.map(({ id }) => id));
  });

  it("shows their progress as its own while it waits", async () => {
    const { clock, manager, read } = family();
    const { job } = await manager.createJob(parent, { count: 400, concurrency: 1 });
    await clock.advanceBy(2_000);
    const { progress, status } = await read(job);
    expect(status).toBe("processing");
    expect(progress).toBeGreaterThan(20);
    expect(progress).toBeLessThan(60);
  });

  it("creates each child once, however often it begins", async () => {
    const { clock, manager, read } = start();
    manager.register(child.handle((input) => input));
    const flaky = defineJobType({ type: "flaky", input: z.null(), retry: { maxAttempts: 3, firstDelayMs: 10 } });
    manager.register(
      flaky.handle(async (_, { job, wakeup, children, waitFor }) => {
        if (wakeup) return await children.count();
        await children.create([1, 2, 3].map((input) => ({ type: "child", input })));
        if (job.attempt < 3) throw new Error("died in between");
        return waitFor({ children: true });
      }),
    );
    const { job } = await manager.createJob(flaky, null);
    await clock.advanceBy(5_000);
    expect(await read(job)).toMatchObject({ status: "completed", attempt: 3, result: { completed: 3 } });
  });

  it("has children of children, but not without end", async () => {
    const { clock, manager, read } = start();
    const nested = defineJobType({ type: "nested", input: z.number(), retry: { maxAttempts: 1 } });
    manager.register(
      nested.handle(async (depth, { wakeup, children, waitFor }) => {
        if (wakeup) return (await children.list()).jobs[0]?.error?.code ?? (await children.list()).jobs[0]?.result;
        await children.create([{ type: nested, input: depth + 1 }]);
        return waitFor({ children: true });
      }),
    );
    const { job } = await manager.createJob(nested, 0);
    await clock.advanceBy(5_000);
    expect(await read(job)).toMatchObject({ status: "completed", result: "CHILD_LIMIT_REACHED" });
    expect(await manager.countJobs({ type: "nested" })).toBe(6);
  });

  it("refuses children that cannot be, before they are stored", async () => {
    const { clock, manager, read } = start();
    manager.register(child);
    const bad: readonly (readonly [unknown, string])[] = [
      [
        [
          { type: "child", input: 1 },
          { type: "child", input: "x" },
        ],
        "JOB_INPUT_INVALID",
      ],
      [[{ type: "unknown", input: 1 }], "JOB_TYPE_UNKNOWN"],
      [[{ type: "child", input: 1, weight: 0 }], "OPTION_INVALID"],
      [[{ type: "child", input: 1, wieght: 1 }], "OPTION_INVALID"],
      [[null], "OPTION_INVALID"],
    ];
    const any = defineJobType({ type: "any", input: z.number(), retry: { maxAttempts: 1 } });
    manager.register(any.handle(async (index, { children }) => await children.create(bad[index]![0] as never)));
    for (const [index, [, code]] of bad.entries()) {
      const { job } = await manager.createJob(any, index);
      await clock.advanceBy(1_000);
      expect(await read(job)).toMatchObject({ status: "failed", error: { code } });
    }
    expect(await manager.countJobs({ type: "child" })).toBe(0);
  });
});

describe("a decision", () => {
  const decided = defineJobType({
    type: "decided",
    input: z.object({ ask: z.boolean() }),
    signals: ({ ask }) => (ask ? { review: z.object({ approve: z.boolean() }) } : {}),
    earlySignals: "refuse",
  });

  function startDecided() {
    const started = start();
    const { manager } = started;
    manager.register(
      decided.handle(({ ask }, { wakeup, waitFor, cancel, job }) => {
        if (!ask) return "unasked";
        if (!wakeup) return waitFor({ signal: "review", result: { proposed: 1 }, timeoutMs: 60_000 });
        if (wakeup.by !== "signal" || !(wakeup.payload as { approve: boolean }).approve) return cancel(`Not approved, by ${wakeup.by}`);
        return { approved: job.result };
      }),
    );
    return started;
  }

  it("is made about what the job shows while it waits", async () => {
    const { clock, manager, read } = startDecided();
    const { job } = await manager.createJob(decided, { ask: true });
    await clock.advanceBy(1_000);
    expect(await read(job)).toMatchObject({ status: "processing", result: { proposed: 1 } });
    await manager.signalJob(job.id, "review", { approve: true });
    await clock.advanceBy(1_000);
    expect(await read(job)).toMatchObject({ status: "completed", result: { approved: { proposed: 1 } } });
  });

  it.each([
    ["by a refusal", false],
    ["by time", undefined],
  ])("ends the job as cancelled %s, with the reason and its event", async (_, approve) => {
    const { clock, manager, read } = startDecided();
    const ended: Job[] = [];
    manager.on("job:cancelled", ({ job }) => void ended.push(job));
    const { job } = await manager.createJob(decided, { ask: true });
    await clock.advanceBy(1_000);
    if (approve !== undefined) await manager.signalJob(job.id, "review", { approve });
    await clock.advanceBy(61_000);
    const message = `Not approved, by ${approve === undefined ? "time" : "signal"}`;
    expect(await read(job)).toMatchObject({ status: "cancelled", error: { code: "JOB_CANCELLED", message } });
    expect(ended).toMatchObject([{ id: job.id }]);
    // Another life asks again.
    await manager.retryJob(job.id);
    await clock.advanceBy(1_000);
    expect(await read(job)).toMatchObject({ status: "processing", error: null, waitingFor: { signal: "review" } });
  });

  it("is refused before the job asks, after it was made, and where none is asked for", async () => {
    const { clock, manager } = startDecided();
    const { job } = await manager.createJob(decided, { ask: true }, { delayMs: 500 });
    const { job: unasked } = await manager.createJob(decided, { ask: false }, { delayMs: 500 });
    const unexpected = { code: "SIGNAL_UNEXPECTED" };
    await expect(manager.signalJob(job.id, "review", { approve: true })).rejects.toMatchObject(unexpected);
    await expect(manager.signalJob(unasked.id, "review", { approve: true })).rejects.toMatchObject(unexpected);
    await clock.advanceBy(1_000);
    await manager.signalJob(job.id, "review", { approve: true }, { key: "ada" });
    await expect(manager.signalJob(job.id, "review", { approve: false }, { key: "bob" })).rejects.toMatchObject(unexpected);
    await expect(manager.signalJob(job.id, "review", { approve: false }, { key: "ada" })).rejects.toMatchObject({
      code: "IDEMPOTENCY_CONFLICT",
    });
    await manager.signalJob(job.id, "review", { approve: true }, { key: "ada" });
  });

  it("needs a reason to cancel, and JSON to show", async () => {
    const { clock, manager, read } = start();
    const odd = defineJobType({ type: "odd", input: z.boolean(), retry: { maxAttempts: 1 } });
    manager.register(odd.handle((cancels, { cancel, waitFor }) => (cancels ? cancel("") : waitFor({ signal: "x", result: 1n }))));
    const { job: one } = await manager.createJob(odd, true);
    const { job: two } = await manager.createJob(odd, false);
    await clock.advanceBy(1_000);
    expect(await read(one)).toMatchObject({ status: "failed", error: { code: "OPTION_INVALID" } });
    expect(await read(two)).toMatchObject({ status: "failed", error: { code: "JOB_RESULT_INVALID" } });
  });
});
