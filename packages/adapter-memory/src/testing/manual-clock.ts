import type { Clock } from "@rowmill/core/adapter";

/** A clock that stands still until it is moved by hand. */
export interface ManualClock extends Clock {
  /**
   * Moves time on, and fires each timer at its moment, in order. After each one it waits until what the timer set off has
   * come to rest, so that a timer which sets another one within the same stretch is served, too.
   */
  advanceBy(ms: number): Promise<void>;
}

/** Makes a clock that stands still. @param startMs - where it stands, in epoch milliseconds; 2026-01-01 unless given */
export function manualClock(startMs: number = Date.UTC(2026, 0, 1)): ManualClock {
  let nowMs = startMs;
  const timers = new Set<{ readonly atMs: number; readonly callback: () => void }>();

  return {
    now: () => nowMs,

    setTimer(callback, delayMs) {
      const timer = { atMs: nowMs + Math.max(0, delayMs), callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },

    async advanceBy(ms) {
      const untilMs = nowMs + ms;
      await settled();
      for (;;) {
        const next = [...timers].filter(({ atMs }) => atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)[0];
        if (!next) break;
        timers.delete(next);
        nowMs = Math.max(nowMs, next.atMs);
        next.callback();
        await settled();
      }
      nowMs = untilMs;
    },
  };
}

/** Lets every promise that can go on do so: one turn of the event loop runs all of them. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
