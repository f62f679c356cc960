import type { Job } from "@rowmill/core";
import type { JobKey, JobStore } from "@rowmill/core/adapter";

/** The part of a store that a transform reads: templates, and the job whose rejects come back. */
export interface TransformStore extends Pick<JobStore, "templates"> {
  get(keys: readonly JobKey[]): Promise<readonly (Job | undefined)[]>;
}
