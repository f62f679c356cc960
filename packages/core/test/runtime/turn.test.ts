import { memoryStore } from "@rowmill/adapter-memory";
import { createTaskManager, defineJobType } from "@rowmill/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { mapInTurns } from "../../src/runtime/turn.ts";

/** Counts the turns of the event loop that everything else in the process gets meanwhile. */
async function turnsDuring(act: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let immediate = setImmediate(count);
  function count(): void {
    turns += 1;
    immediate = setImmediate(count);
  }
  await act();
  clearImmediate(immediate);
  return turns;
}

describe("the event loop", () => {
  const type = defineJobType({ type: "t", input: z.number() });

  it("goes on while createJobs stores thousands of jobs, all of them, in their order", async () => {
    const manager = createTaskManager({ store: memoryStore(), runs: false }).register(type);
    const created: unknown[] = [];
    manager.on("job:created", ({ job }) => created.push(job.input));
    const inputs = Array.from({ length: 8_000 }, (_, index) => index);
    const turns = await turnsDuring(async () => {
      const creations = await manager.createJobs(inputs.map((input) => ({ type, input })));
      expect(creations.map(({ job }) => job.input)).toEqual(inputs);
    });
    expect(turns).toBeGreaterThanOrEqual(14);
    expect(created).toEqual(inputs);
    expect(await manager.countJobs()).toBe(8_000);
    await manager.close();
  });

  it("goes on while handlers that wait for nothing run one after the other", async () => {
    const manager = createTaskManager({ store: memoryStore() }).register(type.handle(() => undefined));
    const done = new Promise<void>((resolve) => {
      let count = 0;
      manager.on("job:completed", () => (count += 1) === 3_000 && resolve());
    });
    const jobs = Array.from({ length: 3_000 }, (_, input) => ({ type, input }));
    manager.pause();
    await manager.createJobs(jobs);
    const turns = await turnsDuring(async () => {
      manager.resume();
      await done;
    });
    expect(turns).toBeGreaterThanOrEqual(10);
    await manager.close();
  });
});

describe("mapInTurns", () => {
  it("keeps the order, begins no more than a hundred at once, and rejects with the first error", async () => {
    let underWay = 0;
    let most = 0;
    const act = async (item: number) => {
      most = Math.max(most, (underWay += 1));
      await Promise.resolve();
      underWay -= 1;
      return item * 2;
    };
    const items = Array.from({ length: 1_000 }, (_, index) => index);
    expect(await mapInTurns(items, act)).toEqual(items.map((item) => item * 2));
    expect(most).toBeLessThanOrEqual(100);
    await expect(mapInTurns(items, (item) => (item === 500 ? Promise.reject(new Error("no")) : act(item)))).rejects.toThrow("no");
  });
});
