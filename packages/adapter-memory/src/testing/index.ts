export { type ExpectedJob } from "./expect-job.ts";
export { manualClock, type ManualClock } from "./manual-clock.ts";
export { createTestManager, type TestManager, type TestManagerOptions } from "./test-manager.ts";
