// What a store must do: its jobs, schedules, templates and files together
export { describeStore, type StoreHarness, type StoreSuite } from "./store/describe-store.ts";

// What a job store must do
export { describeJobStore, type JobStoreSuite } from "./job-store/describe-job-store.ts";
export type { JobStoreHarness, JobStoreLimits } from "./job-store/harness.ts";

// What its schedules must do
export { describeScheduleStore } from "./schedule-store/describe-schedule-store.ts";

// What a dispatcher must do
export { describeDispatcher, type DispatcherSuite } from "./dispatcher/describe-dispatcher.ts";
export type { DispatcherHarness } from "./dispatcher/harness.ts";

// What a catalogue of files and a store of templates must do
export { describeFileCatalog, type FileCatalogSuite } from "./file-catalog/describe-file-catalog.ts";
export type { FileCatalogHarness } from "./file-catalog/harness.ts";
export { describeTemplateStore, type TemplateStoreSuite } from "./template-store/describe-template-store.ts";
export type { TemplateStoreHarness } from "./template-store/harness.ts";
export { describeCorrectionStore, type CorrectionStoreSuite } from "./correction-store/describe-correction-store.ts";
export type { CorrectionStoreHarness } from "./correction-store/harness.ts";

// What a file storage must do
export { describeFileStorage } from "./file-storage/describe-file-storage.ts";
export type { FileStorageHarness, FileStorageSuite } from "./file-storage/harness.ts";
