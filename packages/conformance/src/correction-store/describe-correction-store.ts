import { registerCases } from "../cases.ts";
import { correctionStoreAspects } from "./aspects.ts";
import type { CorrectionStoreHarness } from "./harness.ts";

/** What `describeCorrectionStore` takes. */
export interface CorrectionStoreSuite {
  /** Makes a fresh, empty store. Called once for every test. */
  readonly create: () => CorrectionStoreHarness | Promise<CorrectionStoreHarness>;
}

/**
 * Registers the tests that a `CorrectionStore` must pass: whatever the comments of the port promise. Call it in a test file of vitest.
 *
 * @example
 * ```ts
 * describeCorrectionStore("the corrections of memoryStore", {
 *   create() {
 *     const clock = manualClock();
 *     return { corrections: memoryStore({ clock }).corrections, advanceBy: clock.advanceBy };
 *   },
 * });
 * ```
 */
export function describeCorrectionStore(name: string, { create }: CorrectionStoreSuite): void {
  registerCases(name, correctionStoreAspects, async (run) => {
    const harness = await create();
    try {
      await run(harness);
    } finally {
      await harness.dispose?.();
    }
  });
}
