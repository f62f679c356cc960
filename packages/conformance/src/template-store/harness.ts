import type { TemplateStore } from "@rowmill/core/adapter";

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
