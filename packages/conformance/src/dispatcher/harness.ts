import type { Clock, Dispatcher, JobStore } from "@rowmill/core/adapter";

/** A dispatcher to test, with a store beside it. */
export interface DispatcherHarness {
  /** Makes a dispatcher. Called once for each manager that a test makes; each stands for a process. */
  readonly createDispatcher: () => Dispatcher;
  /** A store without jobs. The suite closes it. */
  readonly store: JobStore;
  /** The clock that managers get. @defaultValue the machine's */
  readonly clock?: Clock;
  /**
   * Lets time pass for the store, the managers and the dispatchers: moves their clock, where all have one that is moved by
   * hand, and else waits.
   */
  readonly advanceBy: (ms: number) => void | Promise<void>;
  /** Clears up when managers and store have been closed. */
  readonly dispose?: () => void | Promise<void>;
}

/** Runs a case on a fresh dispatcher and store. */
export async function useDispatcher(
  create: () => DispatcherHarness | Promise<DispatcherHarness>,
  run: (harness: DispatcherHarness) => Promise<void>,
): Promise<void> {
  const harness = await create();
  try {
    await run(harness);
  } finally {
    await harness.store.close();
    await harness.dispose?.();
  }
}
