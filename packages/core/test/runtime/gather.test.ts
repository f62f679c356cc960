import { RowmillError } from "@rowmill/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gather } from "../../src/runtime/gather.ts";

describe("gather", () => {
  it("sends a lonely call at once", async () => {
    const batches: number[][] = [];
    const double = gather(async (items: readonly number[]) => (batches.push([...items]), items.map((item) => item * 2)), 10);
    expect(await double(4)).toBe(8);
    expect(batches).toEqual([[4]]);
  });

  it("sends what is asked for in the same moment together", async () => {
    const batches: number[][] = [];
    const double = gather(async (items: readonly number[]) => (batches.push([...items]), items.map((item) => item * 2)), 10);
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it("lets calls that come while one is under way travel together after it", async () => {
    const batches: number[][] = [];
    const gate = Promise.withResolvers<void>();
    const double = gather(async (items: readonly number[]) => {
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
    const echo = gather(async (items: readonly number[]) => (sizes.push(items.length), items), 3);
    await Promise.all(Array.from({ length: 8 }, (_, index) => echo(index)));
    expect(sizes).toEqual([3, 3, 2]);
  });

  it("rejects exactly the call whose item is refused, whoever travels with it", async () => {
    const echo = gather(async (items: readonly number[]) => {
      if (items.includes(2)) throw new Error(`failed with ${items.join()}`);
      return items;
    }, 10);
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(echo));
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    expect(await echo(5)).toBe(5);
  });

  it("rejects a whole batch at once when the store is away", async () => {
    let sends = 0;
    const away = gather(async (): Promise<number[]> => {
      sends += 1;
      throw new RowmillError("STORE_UNAVAILABLE", "away");
    }, 10);
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(away));
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected", "rejected"]);
    expect(sends).toBe(1);
  });

  it("takes a send that throws at once like one that rejects", async () => {
    const broken = gather((): Promise<number[]> => {
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
        async (s, items, maxItems) => {
          const ask = gather(
            s.scheduleFunction(async (batch: readonly { id: number; kind: number }[]) => {
              if (batch.some(({ kind }) => kind === 0)) throw new Error("refused");
              return batch.map(({ id }) => `answer ${id}`);
            }),
            maxItems,
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
