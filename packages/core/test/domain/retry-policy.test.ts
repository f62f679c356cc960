import { retryDelayMs } from "@rowmill/core/adapter";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const anyPolicy = fc.record({
  maxAttempts: fc.integer({ min: 1, max: 50 }),
  firstDelayMs: fc.integer({ min: 0, max: 100_000 }),
  maxDelayMs: fc.integer({ min: 0, max: 10_000_000 }),
});
const anyAttempt = fc.integer({ min: 1, max: 2_000 });
const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("retryDelayMs", () => {
  it("doubles with every attempt", () => {
    const policy = { maxAttempts: 9, firstDelayMs: 1_000, maxDelayMs: 600_000 };
    expect([1, 2, 3, 4].map((attempt) => retryDelayMs(policy, attempt, 0.5))).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  it("spreads by a tenth up and down", () => {
    const policy = { maxAttempts: 9, firstDelayMs: 1_000, maxDelayMs: 600_000 };
    expect(retryDelayMs(policy, 1, 0)).toBe(900);
    expect(retryDelayMs(policy, 1, 0.999_999)).toBe(1_100);
  });

  it("is a whole number that exceeds maxDelayMs by at most its tenth, however many attempts there were", () => {
    fc.assert(
      fc.property(anyPolicy, anyAttempt, anyRandom, (policy, attempt, random) => {
        const delayMs = retryDelayMs(policy, attempt, random);
        expect(Number.isInteger(delayMs)).toBe(true);
        expect(delayMs).toBeGreaterThanOrEqual(0);
        expect(delayMs).toBeLessThanOrEqual(Math.ceil(policy.maxDelayMs * 1.1));
      }),
    );
  });

  it("never shrinks from one attempt to the next", () => {
    fc.assert(
      fc.property(anyPolicy, anyAttempt, anyRandom, (policy, attempt, random) => {
        expect(retryDelayMs(policy, attempt + 1, random)).toBeGreaterThanOrEqual(retryDelayMs(policy, attempt, random));
      }),
    );
  });
});
