// For applications. The other entries: ./adapter implements a port, ./http declares routes, ./errors and ./bytes load nothing else.

// Create and run jobs
export { createTaskManager } from "./runtime/create-task-manager.ts";
export type { TaskManagerOptions } from "./runtime/manager-options.ts";
export type { AttemptHandle, Creation, JobTypes, TaskManager, TypesOf } from "./runtime/task-manager.ts";
export type {
  CountJobsOptions,
  CreateJobOptions,
  EarlierJobOptions,
  ExecuteJobOptions,
  FileRetentionOptions,
  ListJobsOptions,
  OwnerOptions,
  Retention,
  SignalJobOptions,
  WaitOptions,
  WatchOptions,
} from "./runtime/call-options.ts";
export type { Middleware } from "./runtime/attempts/middleware.ts";
export type { RunEnd, RunOptions } from "./runtime/upkeep/run-until-stopped.ts";
export type { Job, JobError, JobErrorCause, JobFiles, JobProgress, JobStatus, LogLevel, LogLine } from "./domain/job.ts";

// Define job types
export {
  defineJobType,
  type HandledJobType,
  type HandleOptions,
  type Handler,
  type HandlerContext,
  type HandlerEnd,
  type JobType,
  type JobTypeOptions,
} from "./domain/job-type.ts";
export type { Cancellation, Wait, WaitForOptions, WaitingFor, Wakeup } from "./domain/waiting/wait.ts";
export type { ChildJob, ChildJobs, CreateChildrenOptions, ListChildrenOptions } from "./domain/waiting/child-jobs.ts";
export type { InputReferences } from "./domain/input-references.ts";
export type { Json } from "./domain/json.ts";
export type { RetryPolicy } from "./domain/retry-policy.ts";
export { type ErrorCode, type ErrorCodes, NonRetriableError, RowmillError, type RowmillErrorOptions } from "./domain/errors.ts";

// Create jobs by the clock
export type { ScheduleOptions } from "./runtime/schedules/schedule-options.ts";
export type { ListSchedulesOptions, ScheduleOwner, SchedulePage } from "./runtime/schedules/schedules.ts";
export { previewSchedule } from "./runtime/schedules/next-slot.ts";
export type { MissedSlots, OverlapPolicy, Schedule } from "./domain/schedule.ts";

// Store the files of jobs
export type { FileStorage } from "./ports/file-storage.ts";
export type { StoredFile } from "./domain/file.ts";
export { mayUse } from "./domain/may-use.ts";

// Observe jobs
export type { Diagnosis, DiagnosisCode } from "./ports/diagnosis.ts";
export type { DoctorOptions } from "./runtime/doctor/doctor.ts";
export type { Listener, ManagerEvents } from "./runtime/events.ts";
export type { Logger } from "./ports/logger.ts";
export { consoleLogger, silentLogger } from "./runtime/logger.ts";
