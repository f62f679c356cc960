import type { TemplateStore } from "@rowmill/core";
import { registerCases } from "../cases.ts";
import { templateStoreAspects } from "./aspects.ts";

/** A store of templates to test, and a hand on its clock. */
export interface TemplateStoreHarness {
  /** A store without templates. */
  readonly templates: TemplateStore;
  /** A second one over the same templates, as another process would open it. Where there is one, parallel calls are spread over both. */
  readonly peer?: TemplateStore;
  /** Moves the store's clock forward. */
  readonly advanceBy: (ms: number) => void | Promise<void>;
  /** Clears up. */
  readonly dispose?: () => void | Promise<void>;
}

/** What `describeTemplateStore` takes. */
export interface TemplateStoreSuite {
  /** Makes a fresh, empty store. Called once for every test. */
  readonly create: () => TemplateStoreHarness | Promise<TemplateStoreHarness>;
}

/**
 * Registers the tests that a `TemplateStore` must pass: whatever the comments of the port promise. Call it in a test file of vitest.
 *
 * @example
 * ```ts
 * describeTemplateStore("the templates of memoryStore", {
 *   create() {
 *     const clock = manualClock();
 *     return { templates: memoryStore({ clock }).templates, advanceBy: clock.advanceBy };
 *   },
 * });
 * ```
 */
export function describeTemplateStore(name: string, { create }: TemplateStoreSuite): void {
  registerCases(name, templateStoreAspects, (run) => useTemplateStore(create, run));
}

/** Runs a case on a fresh store. */
async function useTemplateStore(
  create: TemplateStoreSuite["create"],
  run: (harness: TemplateStoreHarness) => Promise<void>,
): Promise<void> {
  const harness = await create();
  try {
    await run(harness);
  } finally {
    await harness.dispose?.();
  }
}
