import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import type { TaskManagerOptions } from "@rowmill/core";
import { inProcessDispatcher } from "@rowmill/core/adapter";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";
import { unreliableStore } from "../unreliable-store.ts";

function fixture(options: Partial<TaskManagerOptions> = {}) {
  const held = heldJobType();
  const { manager, ...rest } = taskManagerFixture({ concurrency: 1, ...options });
  return { ...rest, held, manager: manager.register(held.handled) };
}

/** Ends one run after the other until no other begins, and answers their inputs in the order in which they began. */
async function runAll({ held, settled }: Pick<ReturnType<typeof fixture>, "held" | "settled">): Promise<unknown[]> {
  for (let index = 0; ; index += 1) {
    await settled();
    const run = held.runs[index];
    if (!run) return held.runs.map(({ input }) => input);
    run.end();
  }
}

describe("jobs that wait", () => {
  it("run in the order of their priority, then of their age", async () => {
    const { manager, ...rest } = fixture();
    await manager.createJob("held", "first");
    for (const [input, priority] of [
      ["b", 0],
      ["d", -1],
      ["a", 5],
      ["c", 0],
    ] as const)
      await manager.createJob("held", input, { priority });
    expect(await runAll(rest)).toEqual(["first", "a", "b", "c", "d"]);
  });

  it("run for one user after the other, however many one has waiting", async () => {
    const { manager, ...rest } = fixture();
    manager.pause();
    await manager.createJobs(
      Array.from({ length: 4 }, (_, n) => ({ type: "held", input: `ada ${n}`, options: { userId: "ada" } }) as const),
    );
    await manager.createJobs(
      Array.from({ length: 2 }, (_, n) => ({ type: "held", input: `bob ${n}`, options: { userId: "bob" } }) as const),
    );
    manager.resume();
    expect(await runAll(rest)).toEqual(["ada 0", "bob 0", "ada 1", "bob 1", "ada 2", "ada 3"]);
  });

  it("run when their delay is over, not before", async () => {
    const { manager, held, clock } = fixture();
    await manager.createJob("held", "later", { delayMs: 60_000 });
    await clock.advanceBy(59_999);
    expect(held.runs).toHaveLength(0);
    await clock.advanceBy(1);
    expect(held.runs).toHaveLength(1);
  });

  it("run at runAt, at once if that is past", async () => {
    const { manager, held, clock, settled } = fixture({ concurrency: 4 });
    await manager.createJob("held", "past", { runAt: new Date(0) });
    await manager.createJob("held", "future", { runAt: new Date(clock.now() + 1_000) });
    await settled();
    expect(held.runs.map(({ input }) => input)).toEqual(["past"]);
    await clock.advanceBy(1_000);
    expect(held.runs.map(({ input }) => input)).toEqual(["past", "future"]);
  });

  it("do not wait for a delayed one of higher priority", async () => {
    const { manager, held, settled } = fixture();
    await manager.createJob("held", "delayed", { priority: 9, delayMs: 1_000 });
    await manager.createJob("held", "now");
    await settled();
    expect(held.runs.map(({ input }) => input)).toEqual(["now"]);
  });

  it("run when their type gets its handler", async () => {
    const { manager, settled } = taskManagerFixture();
    const held = heldJobType();
    await manager.register(held.jobType).createJob("held", 1);
    await settled();
    manager.register(held.handled);
    await settled();
    expect(held.runs).toHaveLength(1);
  });

  it("are found at the next look if nobody tells of them", async () => {
    const clock = manualClock();
    const store = memoryStore({ clock });
    const { manager: other } = taskManagerFixture({ store, clock, runs: false });
    const { held } = fixture({ store: { ...store, subscribe: () => () => {} }, clock, pollMs: 2_000 });
    await clock.advanceBy(0);
    await other.register(held.jobType).createJob("held", "untold");
    await clock.advanceBy(1_999);
    expect(held.runs).toHaveLength(0);
    await clock.advanceBy(1);
    expect(held.runs).toHaveLength(1);
  });
});

describe("concurrency", () => {
  it("is four unless the manager is told otherwise", async () => {
    const { manager, settled } = taskManagerFixture();
    const held = heldJobType();
    const registered = manager.register(held.handled);
    await registered.createJobs(Array.from({ length: 9 }, (_, input) => ({ type: "held", input }) as const));
    await settled();
    expect(held.runs).toHaveLength(4);
  });

  it("of the manager and of a type is never exceeded, and every job runs", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.boolean(), { maxLength: 25 }),
        fc.infiniteStream(fc.nat()),
        async (concurrency, typeConcurrency, kinds, choices) => {
          const { manager, settled } = taskManagerFixture({ concurrency });
          const free = heldJobType({ type: "free" });
          const limited = heldJobType({ type: "limited", concurrency: typeConcurrency });
          const registered = manager.register(free.handled).register(limited.handled);
          await registered.createJobs(kinds.map((isLimited) => ({ type: isLimited ? "limited" : "free", input: null }) as const));
          const ended = new Set();
          for (let count = 0; count <= kinds.length; count += 1) {
            await settled();
            const running = [...free.runs, ...limited.runs].filter((run) => !ended.has(run));
            const isLimited = running.filter(({ job }) => job.type === "limited");
            expect(running.length).toBeLessThanOrEqual(concurrency);
            expect(isLimited.length).toBeLessThanOrEqual(typeConcurrency);
            const next = running[choices.next().value % running.length];
            next?.end();
            ended.add(next);
          }
          expect(free.runs.length + limited.runs.length).toBe(kinds.length);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("of a type at its limit keeps no slot from other types, and leaves the rest of its jobs pending", async () => {
    const { manager, settled } = taskManagerFixture({ concurrency: 3 });
    const slow = heldJobType({ type: "slow", concurrency: 1 });
    const quick = heldJobType({ type: "quick" });
    const registered = manager.register(slow.handled).register(quick.handled);
    await registered.createJobs(Array.from({ length: 10 }, (_, input) => ({ type: "slow", input, options: { priority: 9 } }) as const));
    await registered.createJobs(Array.from({ length: 4 }, (_, input) => ({ type: "quick", input }) as const));
    await settled();
    expect([slow.runs.length, quick.runs.length]).toEqual([1, 2]);
    expect((await registered.listJobs({ type: "slow", status: "pending" })).jobs).toHaveLength(9);
  });
});

describe("pause", () => {
  it("starts no more jobs until resume; those that run go on", async () => {
    const { manager, held, read, settled } = fixture();
    const { job } = await manager.createJob("held", "first");
    await settled();
    manager.pause();
    await manager.createJob("held", "second");
    held.run().end();
    await settled();
    expect(await read(job)).toMatchObject({ status: "completed" });
    expect(held.runs).toHaveLength(1);
    manager.resume();
    await settled();
    expect(held.runs).toHaveLength(2);
  });

  it("of a type leaves the others at work", async () => {
    const { manager, settled } = taskManagerFixture();
    const [a, b] = [heldJobType({ type: "a" }), heldJobType({ type: "b" })];
    const registered = manager.register(a.handled).register(b.handled);
    registered.pause("a");
    await registered.createJob("a", 1);
    await registered.createJob("b", 1);
    await settled();
    expect([a.runs.length, b.runs.length]).toEqual([0, 1]);
    registered.resume("a");
    await settled();
    expect(a.runs).toHaveLength(1);
  });

  it("of everything stays when one type is resumed, and goes with all others by resume()", async () => {
    const { manager, held, settled } = fixture();
    manager.pause();
    manager.pause("held");
    await manager.createJob("held", 1);
    manager.resume("held");
    await settled();
    expect(held.runs).toHaveLength(0);
    manager.pause("held");
    manager.resume();
    await settled();
    expect(held.runs).toHaveLength(1);
  });

  it("of a type that nobody knows says JOB_TYPE_UNKNOWN", () => {
    const { manager } = fixture();
    expect(() => manager.pause("other")).toThrow(expect.objectContaining({ code: "JOB_TYPE_UNKNOWN" }));
  });
});

describe("looking for jobs", () => {
  it("goes on at the next look after the store failed, and says so", async () => {
    const clock = manualClock();
    const store = unreliableStore(memoryStore({ clock }));
    const { manager, held, logged, settled } = fixture({ store, clock, pollMs: 1_000 });
    await settled();
    store.fail("claim", Infinity);
    await manager.createJob("held", 1);
    await settled();
    expect(held.runs).toHaveLength(0);
    expect(logged.at(-1)).toMatchObject({ level: "error", message: "Jobs could not be claimed; trying again" });
    store.fail("claim", 0);
    await clock.advanceBy(1_000);
    expect(held.runs).toHaveLength(1);
  });

  it("misses no job, wherever in the microtasks of a look its notice falls", async () => {
    // A notice that came after the last answer of one look, but before that look was over, used to wait for the next poll.
    for (let microtasks = 0; microtasks < 40; microtasks += 1) {
      const { manager, held, store, settled, clock } = fixture();
      const other = taskManagerFixture({ store, clock, runs: false }).manager.register(held.jobType);
      await settled();
      // Begun before the creation, so that within one round of microtasks the look comes first.
      const looked = lookAfter(microtasks, manager);
      await other.createJob("held", 1);
      await looked;
      await settled();
      expect(held.runs.length, `a look began after ${microtasks} microtasks`).toBe(1);
    }
  });

  it("asks the store for nothing while every slot is taken", async () => {
    const clock = manualClock();
    const store = unreliableStore(memoryStore({ clock }));
    const { manager, settled } = fixture({ store, clock });
    await manager.createJob("held", 1);
    await settled();
    const calls = store.calls("claim");
    await manager.createJob("held", 2);
    await clock.advanceBy(60_000);
    expect(store.calls("claim")).toBe(calls);
  });

  it("claims the jobs of many free slots in one go", async () => {
    const clock = manualClock();
    const store = unreliableStore(memoryStore({ clock }));
    const { manager, held, settled } = fixture({ store, clock, concurrency: 100 });
    await settled();
    const calls = store.calls("claim");
    await manager.createJobs(Array.from({ length: 80 }, (_, input) => ({ type: "held", input }) as const));
    await settled();
    expect(held.runs).toHaveLength(80);
    expect(store.calls("claim") - calls).toBeLessThanOrEqual(2);
  });
});

/** Makes the dispatcher look for jobs, so many microtasks from now. */
async function lookAfter(microtasks: number, manager: { resume(): void }): Promise<void> {
  for (let left = microtasks; left > 0; left -= 1) await Promise.resolve();
  manager.resume();
}

describe("pollMs", () => {
  it.each([Number.NaN, -1, "5000" as never])("is refused where it is no delay: %s", (pollMs) => {
    expect(() => inProcessDispatcher({ pollMs })).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });
});
