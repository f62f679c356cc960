import { type Aspects, registerCases } from "../cases.ts";
import { dispatchingCases } from "./dispatching.ts";
import { type DispatcherHarness, useDispatcher } from "./harness.ts";
import { pauseCases } from "./pause.ts";
import { slotCases } from "./slots.ts";
import { stopCases } from "./stop.ts";

/** What `describeDispatcher` takes. */
export interface DispatcherSuite {
  /** Makes a fresh, empty store and whatever the dispatcher needs. Called once for every test. */
  readonly create: () => DispatcherHarness | Promise<DispatcherHarness>;
}

/** All that the comments of `Dispatcher` promise, by subject. */
export const dispatcherAspects = {
  "a dispatcher": dispatchingCases,
  slots: slotCases,
  pause: pauseCases,
  stop: stopCases,
} satisfies Aspects<DispatcherHarness>;

/**
 * Registers the tests that a `Dispatcher` must pass, under a real task manager. Call it in a test file of vitest.
 *
 * @example
 * ```ts
 * describeDispatcher("inProcessDispatcher", {
 *   create() {
 *     const clock = manualClock();
 *     return {
 *       createDispatcher: () => inProcessDispatcher(),
 *       store: memoryStore({ clock }),
 *       clock,
 *       advanceBy: clock.advanceBy,
 *     };
 *   },
 * });
 * ```
 */
export function describeDispatcher(name: string, { create }: DispatcherSuite): void {
  registerCases(name, dispatcherAspects, (run) => useDispatcher(create, run));
}
