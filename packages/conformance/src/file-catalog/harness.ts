import type { FileCatalog } from "@rowmill/core/adapter";

/** A catalogue to test. */
export interface FileCatalogHarness {
  /** A catalogue without files. */
  readonly catalog: FileCatalog;
  /** A second one over the same files, as another process would open it. Where there is one, parallel calls are spread over both. */
  readonly peer?: FileCatalog;
  /** Clears up. */
  readonly dispose?: () => void | Promise<void>;
}
