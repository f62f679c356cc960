import type { Diagnosis } from "../../ports/diagnosis.ts";
import type { Patient } from "./patient.ts";

/** How long the store may take to answer at all. */
const REACHABLE_MS = 10_000;

/** From which median on a store counts as slow, in milliseconds: each start and end of a job takes a call. */
const SLOW_MS = 100;

/** How far the clocks of the process and of the store may be apart, in milliseconds. */
const SKEW_MS = 5_000;

const PROBES = 5;

/** Examines the store: whether it answers, how fast, and what it finds about itself. */
export async function examineStore({ store, clock }: Pick<Patient, "store" | "clock">): Promise<readonly Diagnosis[]> {
  const found: Diagnosis[] = [];
  try {
    const medianMs = await withinReach(medianCallMs(() => store.get([{ id: "doctor" }])));
    if (medianMs > SLOW_MS) {
      found.push({
        code: "STORE_SLOW",
        severity: "warning",
        message: `The store takes ${medianMs} ms to read one job. Look at the distance to the database, its load, and whether handlers use up the pool`,
        details: { medianMs },
      });
    }
    const skewMs = store.schedules && Math.round(clock.now() - (await withinReach(store.schedules.now())).getTime());
    if (skewMs !== undefined && Math.abs(skewMs) > SKEW_MS) {
      found.push({
        code: "CLOCK_SKEWED",
        severity: "warning",
        message: `The clock of this process is ${Math.abs(skewMs)} ms ${skewMs > 0 ? "ahead of" : "behind"} that of the store, by which jobs start. Synchronize both`,
        details: { skewMs },
      });
    }
    if (store.diagnose) found.push(...(await withinReach(store.diagnose())));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    found.push({ code: "STORE_UNREACHABLE", severity: "error", message: `The store does not answer: ${reason}`, details: {} });
  }
  return found;
}

async function medianCallMs(call: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < PROBES; at += 1) {
    const startedAt = performance.now();
    await call();
    times.push(performance.now() - startedAt);
  }
  return Math.round(times.toSorted((a, b) => a - b)[Math.floor(PROBES / 2)]!);
}

/** Gives a store up that does not answer. Its call may go on in the background. */
async function withinReach<Result>(answer: Promise<Result>): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no response within ${REACHABLE_MS} ms`)), REACHABLE_MS);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
    answer.catch(() => {});
  }
}
