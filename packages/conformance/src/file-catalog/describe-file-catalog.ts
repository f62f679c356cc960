import { registerCases } from "../cases.ts";
import { fileCatalogAspects } from "./aspects.ts";
import type { FileCatalogHarness } from "./harness.ts";

/** What `describeFileCatalog` takes. */
export interface FileCatalogSuite {
  /** Makes a fresh, empty catalogue. Called once for every test. */
  readonly create: () => FileCatalogHarness | Promise<FileCatalogHarness>;
}

/**
 * Registers the tests that a `FileCatalog` must pass: whatever the comments of the port promise. Call it in a test file of vitest.
 *
 * @example
 * ```ts
 * describeFileCatalog("the files of memoryStore", { create: () => ({ catalog: memoryStore().files }) });
 * ```
 */
export function describeFileCatalog(name: string, { create }: FileCatalogSuite): void {
  registerCases(name, fileCatalogAspects, (run) => useFileCatalog(create, run));
}

/** Runs a case on a fresh catalogue. */
async function useFileCatalog(create: FileCatalogSuite["create"], run: (harness: FileCatalogHarness) => Promise<void>): Promise<void> {
  const harness = await create();
  try {
    await run(harness);
  } finally {
    await harness.dispose?.();
  }
}
