export { describeJobStore, type JobStoreSuite } from "./job-store/describe-job-store.ts";
export type { JobStoreHarness, JobStoreLimits } from "./job-store/harness.ts";
