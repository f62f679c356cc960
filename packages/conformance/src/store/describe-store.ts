import type { Store } from "@rowmill/core/adapter";
import { describeCorrectionStore } from "../correction-store/describe-correction-store.ts";
import { describeFileCatalog } from "../file-catalog/describe-file-catalog.ts";
import { describeJobStore, type JobStoreSuite } from "../job-store/describe-job-store.ts";
import { type JobStoreHarness, endJobStore } from "../job-store/harness.ts";
import { describeScheduleStore } from "../schedule-store/describe-schedule-store.ts";
import { describeTemplateStore } from "../template-store/describe-template-store.ts";

/** A store to test, and a hand on its clock. */
export interface StoreHarness extends JobStoreHarness {
  readonly store: Store;
  readonly peer?: Store;
}

/** What `describeStore` takes. */
export interface StoreSuite extends JobStoreSuite {
  /** Makes a fresh, empty store. Called once for every test. */
  readonly create: () => StoreHarness | Promise<StoreHarness>;
}

/**
 * Registers the tests that a `Store` must pass: those of its jobs, schedules, templates, corrections and files. Call it in a test file of vitest.
 *
 * @example
 * ```ts
 * describeStore("memoryStore", {
 *   create() {
 *     const clock = manualClock();
 *     return { store: memoryStore({ clock }), advanceBy: clock.advanceBy };
 *   },
 * });
 * ```
 */
export function describeStore(name: string, { create, ...rest }: StoreSuite): void {
  describeJobStore(name, { create, ...rest });
  describeScheduleStore(name, { create });
  describeTemplateStore(`${name}'s templates`, {
    async create() {
      const harness = await create();
      const { store, peer, advanceBy } = harness;
      return { templates: store.templates, ...(peer && { peer: peer.templates }), advanceBy, dispose: () => endJobStore(harness) };
    },
  });
  describeCorrectionStore(`${name}'s corrections`, {
    async create() {
      const harness = await create();
      const { store, peer, advanceBy } = harness;
      return { corrections: store.corrections, ...(peer && { peer: peer.corrections }), advanceBy, dispose: () => endJobStore(harness) };
    },
  });
  describeFileCatalog(`${name}'s files`, {
    async create() {
      const harness = await create();
      const { store, peer } = harness;
      return { catalog: store.files, ...(peer && { peer: peer.files }), dispose: () => endJobStore(harness) };
    },
  });
}
