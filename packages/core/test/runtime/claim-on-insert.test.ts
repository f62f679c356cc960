import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import type { TaskManagerOptions } from "@rowmill/core";
import type { JobStore } from "@rowmill/core/adapter";
import { describe, expect, it } from "vitest";
import { heldJobType } from "../held-job-type.ts";
import { taskManagerFixture } from "../task-manager-fixture.ts";
import { unreliableStore } from "../unreliable-store.ts";

describe("a job that is created where a slot is free and nothing waits", () => {
  it("begins without a claim of its own", async () => {
    const { manager, held, store, settled } = await fixture();
    const claims = store.calls("claim");
    await manager.createJob("held", 1);
    await settled();
    expect(held.runs).toHaveLength(1);
    expect(store.calls("claim")).toBe(claims);
  });

  it("is answered pending, and told of as created, then as started", async () => {
    const { manager, held, events, read, settled } = await fixture();
    const { job } = await manager.createJob("held", 1);
    expect(job).toMatchObject({ status: "pending", attempt: 0, claimNo: 0, runnerId: null, isActive: false, revision: 1 });
    held.runs[0]!.end("done");
    await settled();
    expect(events.map(({ name, job: told }) => [name, told.status])).toEqual([
      ["job:created", "pending"],
      ["job:started", "processing"],
      ["job:completed", "completed"],
    ]);
    expect(await read(job)).toMatchObject({ status: "completed", result: "done", attempt: 1 });
  });

  it("has no more neighbours than there are slots", async () => {
    const { manager, held, settled } = await fixture({ concurrency: 3 });
    for (let n = 0; n < 10; n += 1) void manager.createJob("held", n);
    await settled();
    for (let n = 0; n < 10; n += 1) {
      expect(held.runs).toHaveLength(Math.min(n + 3, 10));
      held.runs[n]!.end();
      await settled();
    }
  });

  it("waits for room in its type", async () => {
    const { manager, held, settled } = await fixture({ concurrency: 5 }, 1);
    await manager.createJob("held", "first");
    await manager.createJob("held", "second");
    await settled();
    expect(held.runs).toHaveLength(1);
    held.runs[0]!.end();
    await settled();
    expect(held.runs).toHaveLength(2);
  });

  it("does not begin while the manager is paused", async () => {
    const { manager, held, settled } = await fixture();
    manager.pause();
    await manager.createJob("held", 1);
    await settled();
    expect(held.runs).toHaveLength(0);
    manager.resume();
    await settled();
    expect(held.runs).toHaveLength(1);
  });

  it("does not begin once a drain has said that nothing runs, however close the two come", async () => {
    for (let turns = 0; turns < 30; turns += 1) {
      const { manager, held, settled } = await fixture();
      const creating = manager.createJob("held", 1);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      const drained = manager.drain().then(() => held.runs.length);
      await creating;
      await settled();
      held.runs[0]?.end();
      await settled();
      expect(held.runs, `after ${turns} turns`).toHaveLength(await drained);
    }
  });

  it("leaves its slot to others if it could not be stored", async () => {
    const { manager, held, store, settled } = await fixture({ concurrency: 1 });
    store.fail("insert", 1);
    await expect(manager.createJob("held", 1)).rejects.toThrow("The store is away");
    await manager.createJob("held", 2);
    await settled();
    expect(held.runs.map(({ input }) => input)).toEqual([2]);
  });

  it("is handed back if the manager closed while it was stored", async () => {
    const { manager, held, store, read, settled } = await fixture();
    const answer = store.stall("insert");
    const creating = manager.createJob("held", 1);
    await settled();
    const closing = manager.close();
    answer();
    const { job } = await creating;
    await closing;
    expect(held.runs).toHaveLength(0);
    expect(await read(job)).toMatchObject({ status: "pending", isActive: false });
  });
});

/** A manager that has found nothing to do, on a store that gives a claim on insert wherever it may. */
async function fixture(options: Partial<TaskManagerOptions> = {}, concurrency?: number) {
  const clock = manualClock();
  const held = heldJobType(concurrency === undefined ? {} : { concurrency });
  const store = unreliableStore(eager(memoryStore({ clock })));
  const { manager, ...rest } = taskManagerFixture({ clock, concurrency: 10, ...options, store });
  const registered = manager.register(held.handled);
  await rest.settled();
  return { ...rest, clock, store, held, manager: registered };
}

/** Inserts, and claims in the same step if nothing else could be. */
function eager(store: JobStore): JobStore {
  return {
    ...store,
    // Nobody sees such a job pending; other processes have none here.
    subscribe: (listener) => store.subscribe((change) => change.status !== "pending" && listener(change)),
    async insert(jobs, { claimOnInsert } = {}) {
      const isFree = claimOnInsert !== undefined && (await store.nextDueInMs(claimOnInsert.types)) !== 0;
      const insertions = await store.insert(jobs);
      if (!isFree) return insertions;
      const { runnerId, leaseMs } = claimOnInsert;
      const claimed = await store.claim({ runnerId, leaseMs, limit: jobs.length, from: { keys: jobs.map(({ id }) => ({ id })) } });
      return insertions.map((insertion) => ({ ...insertion, job: claimed.find(({ id }) => id === insertion.job.id) ?? insertion.job }));
    },
  };
}
