import { registerCases } from "../cases.ts";
import { jobStoreAspects } from "./aspects.ts";
import { type JobStoreHarness, type JobStoreLimits, useJobStore } from "./harness.ts";

/** What `describeJobStore` takes. */
export interface JobStoreSuite {
  /** Makes a fresh, empty store. Called once for every test. */
  readonly create: () => JobStoreHarness | Promise<JobStoreHarness>;
  /** What this store may do differently. @defaultValue nothing */
  readonly limits?: JobStoreLimits;
  /**
   * How many random sequences of operations are compared with a model of the port. Fewer for a store that is slow and whose statements
   * another suite runs.
   * @defaultValue 100
   */
  readonly sequences?: number;
}

/**
 * Registers the tests that a `JobStore` must pass: whatever the comments of the port promise. Call it in a test file of vitest.
 *
 * @example
 * ```ts
 * describeJobStore("memoryStore", {
 *   create() {
 *     const clock = manualClock();
 *     return { store: memoryStore({ clock }), advanceBy: clock.advanceBy };
 *   },
 * });
 * ```
 */
export function describeJobStore(name: string, { create, limits, sequences }: JobStoreSuite): void {
  registerCases(name, jobStoreAspects(limits, sequences), (run) => useJobStore(create, run));
}
