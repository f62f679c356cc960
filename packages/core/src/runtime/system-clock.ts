import type { Clock } from "../ports/clock.ts";

/** The longest delay that a Node timer keeps to, in milliseconds (2^31 - 1); longer ones would fire at once. */
const MAX_TIMER_MS = 2_147_483_647;

/** The machine's clock and timers. A wait of more than 24 days ends early: whoever set it looks again anyway. */
export const systemClock: Clock = {
  now: Date.now,
  setTimer(callback, delayMs, keepAlive) {
    const timer = setTimeout(callback, Math.min(delayMs, MAX_TIMER_MS));
    if (!keepAlive) timer.unref();
    return () => clearTimeout(timer);
  },
};
