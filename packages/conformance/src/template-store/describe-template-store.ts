import { registerCases } from "../cases.ts";
import { templateStoreAspects } from "./aspects.ts";
import type { TemplateStoreHarness } from "./harness.ts";

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
