import type { CorrectionStore } from "@rowmill/core/adapter";

/** A store of corrections to test, and a hand on its clock. */
export interface CorrectionStoreHarness {
  /** A store in which nothing is kept. */
  readonly corrections: CorrectionStore;
  /** A second one over the same corrections, as another process would open it. */
  readonly peer?: CorrectionStore;
  /** Moves the store's clock forward. */
  readonly advanceBy: (ms: number) => void | Promise<void>;
  /** Clears up. */
  readonly dispose?: () => void | Promise<void>;
}
