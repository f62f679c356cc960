import type { JobStore } from "@rowmill/core/adapter";
import type { jobStoreAspects } from "../../src/job-store/aspects.ts";

/** A subject of the suite for job stores. */
export type StoreAspect = keyof ReturnType<typeof jobStoreAspects>;

/** A store that breaks one promise. */
export interface StoreMutant {
  /** The aspect of the suite that must notice. */
  readonly noticedBy: StoreAspect;
  /** Answers what is different from a store that keeps its promises. */
  readonly mutate: (store: JobStore) => Partial<JobStore>;
}
