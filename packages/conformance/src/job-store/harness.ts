import type { JobStore } from "@rowmill/core/adapter";

/** A job store to test, and a hand on its clock. */
export interface JobStoreHarness {
  /** A store without jobs. The suite closes it. */
  readonly store: JobStore;
  /**
   * A second store over the same jobs, as another process would open it. Where there is one, parallel calls are spread over
   * both, and each must hear of the other's changes. The suite closes it.
   */
  readonly peer?: JobStore;
  /**
   * Moves the store's clock forward. The suite never waits for time to pass: its leases and delays are many seconds long, and
   * it moves the clock past them. The clock may also run by itself, as a database's does.
   */
  readonly advanceBy: (ms: number) => void | Promise<void>;
  /** Clears up when the stores have been closed: drops the schema, ends the pool. */
  readonly dispose?: () => void | Promise<void>;
}

/** What an adapter may do differently. */
export interface JobStoreLimits {
  /**
   * Whether JSON values keep every JavaScript string, U+0000 and lone surrogates included. PostgreSQL's `jsonb` does not.
   * Stages, log lines and messages of errors must be taken in any case; a store may replace such characters in them.
   * @defaultValue true
   */
  readonly anyUnicodeInJson?: boolean;
}

/** Runs a case on a fresh store, and closes it. */
export async function useJobStore(
  create: () => JobStoreHarness | Promise<JobStoreHarness>,
  run: (harness: JobStoreHarness) => Promise<void>,
): Promise<void> {
  const harness = await create();
  try {
    await run(harness);
  } finally {
    await endJobStore(harness);
  }
}

/** Closes what a harness has opened. */
export async function endJobStore({ store, peer, dispose }: Pick<JobStoreHarness, "store" | "peer" | "dispose">): Promise<void> {
  await peer?.close();
  await store.close();
  await dispose?.();
}

/** The store for the `index`th of many parallel calls: every other one goes to the peer, where there is one. */
export function storeOf({ store, peer }: JobStoreHarness, index: number): JobStore {
  return peer && index % 2 === 1 ? peer : store;
}
