import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advanceProgress } from "../../src/domain/progress.ts";

describe("advanceProgress", () => {
  it.each([
    [0, 10, 10],
    [10, 10.9, 10],
    [10, 5, 10],
    [10, -1, 10],
    [10, 99, 99],
    [10, 100, 99],
    [10, Infinity, 99],
    [10, -Infinity, 10],
    [10, NaN, 10],
  ])("makes of %d and a report of %d: %d", (soFar, percent, expected) => {
    expect(advanceProgress(soFar, percent)).toBe(expected);
  });

  it("is whole, never goes back, and is never 100, whatever a handler reports", () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (reports) => {
        let soFar = 0;
        for (const percent of reports) {
          const next = advanceProgress(soFar, percent);
          expect(next).toBeGreaterThanOrEqual(soFar);
          expect(next).toBeLessThanOrEqual(99);
          expect(Number.isInteger(next)).toBe(true);
          soFar = next;
        }
      }),
    );
  });

  it("takes anything else that JavaScript lets through as no progress", () => {
    expect(advanceProgress(7, undefined as never)).toBe(7);
    expect(advanceProgress(7, "much" as never)).toBe(7);
  });
});
