import { RowmillError } from "@rowmill/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batchCalls } from "../../src/runtime/batch-calls.ts";

describe("batchCalls", () => {
  it("sends a single call immediately", async () => {
    const batches: number[][] = [];
    const double = batchCalls(async (items: readonly number[]) => (batches.push([...items]), items.map((item) => item * 2)), 10);
    expect(await double(4)).toBe(8);
    expect(batches).toEqual([[4]]);
  });

  it("sends what is asked for in the same moment together", async () => {
    const batches: number[][] = [];
    const double = batchCalls(async (items: readonly number[]) => (batches.push([...items]), items.map((item) => item * 2)), 10);
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it("lets calls that come while one is under way travel together after it", async () => {
    const batches: number[][] = [];
    const gate = Promise.withResolvers<void>();
    const double = batchCalls(async (items: readonly number[]) => {
      batches.push([...items]);
      await gate.promise;
      return items;
    }, 10);
    const first = double(1);
    await Promise.resolve();
    const others = [double(2), double(3)];
    gate.resolve();
    expect(await Promise.all([first, ...others])).toEqual([1, 2, 3]);
    expect(batches).toEqual([[1], [2, 3]]);
  });

  it("never sends more than maxItems in one go", async () => {
    const sizes: number[] = [];
    const echo = batchCalls(async (items: readonly number[]) => (sizes.push(items.length), items), 3);
    await Promise.all(Array.from({ length: 8 }, (_, index) => echo(index)));
    expect(sizes).toEqual([3, 3, 2]);
  });

  it("divides a crowd among the calls that may be under way, and lets the next ones travel with whichever comes back first", async () => {
    const batches: number[][] = [];
    const gates: PromiseWithResolvers<void>[] = [];
    const echo = batchCalls(
      async (items: readonly number[]) => {
        batches.push([...items]);
        gates.push(Promise.withResolvers());
        await gates.at(-1)?.promise;
        return items;
      },
      100,
      2,
    );
    const first = Promise.all([0, 1, 2, 3, 4, 5, 6].map(echo));
    await Promise.resolve();
    expect(batches).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6],
    ]);
    const second = Promise.all([7, 8].map(echo));
    gates[1]!.resolve();
    await new Promise(setImmediate);
    expect(batches[2]).toEqual([7, 8]);
    for (const { resolve } of gates) resolve();
    expect([...(await first), ...(await second)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("divides no few: each call has a price of its own", async () => {
    const batches: number[][] = [];
    const echo = batchCalls(async (items: readonly number[]) => (batches.push([...items]), items), 100, 2);
    await Promise.all([1, 2, 3].map(echo));
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it("rejects exactly the call whose item is refused, whoever travels with it", async () => {
    const echo = batchCalls(async (items: readonly number[]) => {
      if (items.includes(2)) throw new Error(`failed with ${items.join()}`);
      return items;
    }, 10);
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(echo));
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    expect(await echo(5)).toBe(5);
  });

  it("rejects a whole batch at once when the store is away", async () => {
    let sends = 0;
    const away = batchCalls(async (): Promise<number[]> => {
      sends += 1;
      throw new RowmillError("STORE_UNAVAILABLE", "away");
    }, 10);
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(away));
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected", "rejected"]);
    expect(sends).toBe(1);
  });

  it("takes a send that throws at once like one that rejects", async () => {
    const broken = batchCalls((): Promise<number[]> => {
      throw new Error("broken");
    }, 2);
    await expect(broken(1)).rejects.toThrow("broken");
    await expect(broken(2)).rejects.toThrow("broken");
  });

  it("gives every caller its own answer or its own error, whatever the batches", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 3 }),
        async (s, items, maxItems, maxUnderWay) => {
          const ask = batchCalls(
            s.scheduleFunction(async (batch: readonly { id: number; kind: number }[]) => {
              if (batch.some(({ kind }) => kind === 0)) throw new Error("refused");
              return batch.map(({ id }) => `answer ${id}`);
            }),
            maxItems,
            maxUnderWay,
          );
          const asked: Promise<string>[] = [];
          const outcomes = s.scheduleSequence(
            items.map((kind, id) => async () => void asked.push(ask({ id, kind }).catch((error: Error) => error.message))),
          );
          await s.waitAll();
          await outcomes.task;
          await s.waitFor(Promise.all(asked));
          expect(await Promise.all(asked)).toEqual(items.map((kind, id) => (kind === 0 ? "refused" : `answer ${id}`)));
        },
      ),
    );
  });
});
