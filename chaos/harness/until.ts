import { setTimeout as delay } from "node:timers/promises";
import { nowMs } from "./journal.ts";

/** Waits until something holds. Answers whether it does: false if it took longer than `limitMs`. */
export async function until(holds: () => boolean | Promise<boolean>, limitMs: number, everyMs = 20): Promise<boolean> {
  const giveUpAtMs = nowMs() + limitMs;
  for (;;) {
    if (await holds()) return true;
    if (nowMs() >= giveUpAtMs) return false;
    await delay(everyMs);
  }
}
