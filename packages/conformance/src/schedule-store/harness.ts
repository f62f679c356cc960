import type { ScheduleStore } from "@rowmill/core/adapter";
import type { JobStoreHarness } from "../job-store/harness.ts";

/** A schedule store to test: that of a job store. */
export interface ScheduleStoreHarness extends Pick<JobStoreHarness, "advanceBy"> {
  readonly schedules: ScheduleStore;
  /** The same schedules, as another process would open them. */
  readonly peer: ScheduleStore | undefined;
}
