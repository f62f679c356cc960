import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import type { Diagnosis } from "../../ports/diagnosis.ts";
import type { Patient } from "./patient.ts";

/** From which delay on an event loop counts as blocked, in milliseconds: progress, cancels and leases of all jobs wait for it. */
const BLOCKED_MS = 200;

/** Examines this process: its event loop, and how its handlers behave. */
export async function examineProcess(
  { abandonedJobs, lostAttempts }: Pick<Patient, "abandonedJobs" | "lostAttempts">,
  sampleMs: number,
): Promise<Diagnosis[]> {
  const found: Diagnosis[] = [];
  const longestMs = await longestDelayMs(sampleMs);
  if (longestMs > BLOCKED_MS) {
    found.push({
      code: "EVENT_LOOP_BLOCKED",
      severity: "warning",
      message: `The event loop of this process was blocked for ${longestMs} ms within ${sampleMs} ms. Move long calculations to worker threads: leases, cancels and HTTP requests wait for them`,
      details: { longestMs, sampleMs },
    });
  }
  if (lostAttempts() > 0) {
    found.push({
      code: "ATTEMPTS_LOST",
      severity: "warning",
      message: `${lostAttempts()} attempts of this process lost their lease since it started, so their jobs ran twice. Look for a blocked event loop or a slow store, or raise leaseMs`,
      details: { attempts: lostAttempts() },
    });
  }
  const types = [...new Set(abandonedJobs().map(({ type }) => type))];
  if (types.length > 0) {
    found.push({
      code: "HANDLERS_ABANDONED",
      severity: "warning",
      message: `${abandonedJobs().length} handlers of ${types.join(", ")} ignored their signal and still run. Pass context.signal to what they call`,
      details: { types, handlers: abandonedJobs().length },
    });
  }
  return found;
}

async function longestDelayMs(sampleMs: number): Promise<number> {
  const resolutionMs = 5;
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  await delay(sampleMs);
  // What blocks at the end is recorded with the next tick of the histogram.
  await delay(2 * resolutionMs);
  histogram.disable();
  return Math.round(histogram.max / 1e6);
}
