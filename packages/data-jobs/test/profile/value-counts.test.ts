import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ValueCounts } from "../../src/profile/value-counts.ts";

function count(values: Iterable<string>, capacity: number) {
  const absorbed = new Map<string, number>();
  const forgotten = new Set<string>();
  const counts = new ValueCounts(
    capacity,
    (value, weight) => absorbed.set(value, (absorbed.get(value) ?? 0) + weight),
    (key) => forgotten.add(key),
  );
  let row = 1;
  for (const value of values) counts.add(value, row++);
  counts.flush();
  return { counts, absorbed, forgotten };
}

describe("ValueCounts", () => {
  it("counts exactly while there is room, most frequent first, then by first appearance", () => {
    const { counts } = count(["b", "a", "b", "c", "a"], 3);
    expect(counts.exact).toBe(true);
    expect(counts.top()).toEqual([
      { value: "b", count: 2 },
      { value: "a", count: 2 },
      { value: "c", count: 1 },
    ]);
  });

  it("finds the frequent values among many rare ones", () => {
    const values = Array.from({ length: 20_000 }, (_, index) =>
      index % 3 === 0 ? "often" : index % 3 === 1 ? `v${index % 40}` : `rare ${index}`,
    );
    const { counts } = count(values, 100);
    expect(counts.exact).toBe(false);
    const [first] = counts.top();
    expect(first?.value).toBe("often");
    expect(first?.count).toBeGreaterThan(6_000);
  });

  it.each([0, 1])(
    "notices a frequent value that comes after a column seemed to have no two alike, in rows of either parity: %d",
    (parity) => {
      const values = Array.from({ length: 20_000 }, (_, index) => (index < 5_000 || index % 2 === parity ? `id ${index}` : "unknown"));
      expect(count(values, 100).counts.top()[0]?.value).toBe("unknown");
    },
  );

  it("hands on every occurrence once, whatever the values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom("a", "b", "c", "long".repeat(100)), fc.string({ minLength: 1, maxLength: 400 })), {
          maxLength: 400,
        }),
        fc.integer({ min: 2, max: 20 }),
        (values, capacity) => {
          const { absorbed } = count(values, capacity);
          const expected = new Map<string, number>();
          for (const value of values) expected.set(value, (expected.get(value) ?? 0) + 1);
          expect(absorbed).toEqual(expected);
        },
      ),
    );
  });

  it("keeps or forgets every value, so that distinct values can be counted elsewhere", () => {
    const values = Array.from({ length: 5_000 }, (_, index) => `v${index % 700}`);
    const { counts, forgotten } = count(values, 64);
    const known = new Set([...forgotten, ...counts.top().map(({ value }) => value)]);
    expect(known.size).toBe(700);
  });
});
