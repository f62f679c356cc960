import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/runtime/system-clock.ts";

describe("systemClock", () => {
  it("is the machine's", () => {
    const before = Date.now();
    const now = systemClock.now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it("calls back once its time has come", async () => {
    const called = new Promise((resolve) => systemClock.setTimer(() => resolve("called"), 1, true));
    expect(await called).toBe("called");
  });

  it("does not call back when it was called off", async () => {
    let isCalled = false;
    const callOff = systemClock.setTimer(() => (isCalled = true), 0, true);
    callOff();
    await new Promise<void>((resolve) => systemClock.setTimer(resolve, 5, true));
    expect(isCalled).toBe(false);
  });

  it.each([2 ** 31, 2 ** 40, Infinity])(
    "does not call back at once for a delay of %d ms, which Node's timers cannot keep to",
    async (delayMs) => {
      let isCalled = false;
      const callOff = systemClock.setTimer(() => (isCalled = true), delayMs, false);
      await new Promise<void>((resolve) => systemClock.setTimer(resolve, 10, true));
      callOff();
      expect(isCalled).toBe(false);
    },
  );
});
