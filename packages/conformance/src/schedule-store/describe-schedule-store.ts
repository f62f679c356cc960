import type { ScheduleStore } from "@rowmill/core/adapter";
import { type Aspects, registerCases } from "../cases.ts";
import type { JobStoreSuite } from "../job-store/describe-job-store.ts";
import { type JobStoreHarness, useJobStore } from "../job-store/harness.ts";
import type { ScheduleStoreHarness } from "./harness.ts";
import { keepingCases } from "./keeping.ts";
import { listingCases } from "./listing.ts";
import { slotCases } from "./slots.ts";

/** All that the comments of `ScheduleStore` promise, by subject. */
export const scheduleStoreAspects = {
  "a schedule": keepingCases,
  list: listingCases,
  slots: slotCases,
} satisfies Aspects<ScheduleStoreHarness>;

/**
 * Registers the tests that the `schedules` of a job store must pass: whatever the comments of `ScheduleStore` promise. Takes the
 * same `create` as `describeJobStore`.
 *
 * @example
 * ```ts
 * describeScheduleStore("memoryStore", {
 *   create() {
 *     const clock = manualClock();
 *     return { store: memoryStore({ clock }), advanceBy: clock.advanceBy };
 *   },
 * });
 * ```
 */
export function describeScheduleStore(name: string, { create }: Pick<JobStoreSuite, "create">): void {
  registerCases(`${name}'s schedules`, scheduleStoreAspects, (run) => useJobStore(create, (harness) => run(schedulesOf(harness))));
}

/** The schedules of a job store that keeps some. */
export function schedulesOf({ store, peer, advanceBy }: JobStoreHarness): ScheduleStoreHarness {
  const of = (one: JobStoreHarness["store"]): ScheduleStore => {
    if (!one.schedules) throw new Error("This job store keeps no schedules");
    return one.schedules;
  };
  return { schedules: of(store), peer: peer && of(peer), advanceBy };
}
