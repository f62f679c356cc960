import { setTimeout as wait } from "node:timers/promises";
import type { JobStatus } from "@rowmill/core";
import type { DispatcherHarness } from "./harness.ts";

const STEP_MS = 100;

/** How much time a dispatcher has for anything that it must do by itself. */
const GIVE_UP_AFTER_MS = 20_000;

/** Lets time pass until something is so. */
export async function until({ advanceBy }: DispatcherHarness, what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let passedMs = 0; passedMs < GIVE_UP_AFTER_MS; passedMs += STEP_MS) {
    if (await isSo()) return;
    // A clock that is moved by hand must not outrun a store that really takes its time.
    await wait(1);
    await advanceBy(STEP_MS);
  }
  throw new Error(`It did not happen within ${GIVE_UP_AFTER_MS} ms that ${what}`);
}

/** Lets time pass until jobs have completed. */
export async function untilCompleted(harness: DispatcherHarness, jobs: readonly { readonly id: string }[]): Promise<void> {
  const keys = jobs.map(({ id }) => ({ id }));
  await until(harness, `${jobs.length} jobs completed`, async () => {
    const stored = await harness.store.get(keys);
    return stored.every((job) => job?.status === "completed");
  });
}

/** The status that a job has now. */
export async function statusOf({ store }: DispatcherHarness, { id }: { readonly id: string }): Promise<JobStatus | undefined> {
  const [job] = await store.get([{ id }]);
  return job?.status;
}
