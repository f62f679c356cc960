import type { Clock } from "../ports/clock.ts";

/** The longest delay that a Node timer keeps to, in milliseconds (2^31 - 1); longer ones would fire at once. */
const MAX_TIMER_MS = 2_147_483_647;

/** The machine's clock and timers. Longer waits are made of several timers; an endless one only keeps the process alive. */
export const systemClock: Clock = {
  now: Date.now,
  setTimer(callback, delayMs, keepAlive) {
    let timer: NodeJS.Timeout;
    wait(delayMs);
    return () => clearTimeout(timer);

    function wait(leftMs: number): void {
      timer = setTimeout(() => (leftMs > MAX_TIMER_MS ? wait(leftMs - MAX_TIMER_MS) : callback()), Math.min(leftMs, MAX_TIMER_MS));
      if (!keepAlive) timer.unref();
    }
  },
};
