import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HyperLogLog } from "../../src/profile/hyper-log-log.ts";

function estimate(count: number, text: (index: number) => string): number {
  const sketch = new HyperLogLog(14);
  for (let index = 0; index < count; index += 1) sketch.add(text(index));
  return sketch.estimate();
}

describe("HyperLogLog", () => {
  it("counts nothing as 0 and one text as 1, however often it comes", () => {
    expect(estimate(0, String)).toBe(0);
    expect(estimate(10_000, () => "same")).toBe(1);
  });

  it.each([10, 100, 1_000, 10_000, 50_000, 100_000, 300_000])("is within 2.5 % for %d texts of many forms", (count) => {
    const forms: ((index: number) => string)[] = [
      String,
      (index) => `user${index}@example.com`,
      (index) => String(index).padStart(12, "0"),
      (index) => (index * 0.01).toFixed(2),
      (index) => `${index}-Ünïcödé-${index * 31}`,
    ];
    for (const form of forms) expect(Math.abs(estimate(count, form) / count - 1)).toBeLessThan(0.025);
  });

  it("does not depend on the order, nor on repetitions", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 200 }), (texts) => {
        const once = new HyperLogLog(10);
        const again = new HyperLogLog(10);
        for (const text of texts) once.add(text);
        for (const text of [...texts.toReversed(), ...texts]) again.add(text);
        expect(again.estimate()).toBe(once.estimate());
      }),
    );
  });
});
