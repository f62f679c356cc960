// Create and run jobs
export { createTaskManager } from "./runtime/create-task-manager.ts";
export type { TaskManagerOptions } from "./runtime/manager-options.ts";
export type {
  CountJobsOptions,
  CreateJobOptions,
  EarlierJobOptions,
  ExecuteJobOptions,
  FileRetentionOptions,
  ListJobsOptions,
  OwnerOptions,
  Retention,
  WaitOptions,
  WatchOptions,
} from "./runtime/call-options.ts";
export type { AttemptHandle, Creation, JobTypes, TaskManager, TypesOf } from "./runtime/task-manager.ts";
export { consoleLogger, silentLogger } from "./runtime/logger.ts";
export type { RunEnd, RunOptions } from "./runtime/upkeep/run-until-stopped.ts";
export type { ScheduleOptions } from "./runtime/schedules/schedule-options.ts";
export type { ListSchedulesOptions, ScheduleOwner, SchedulePage } from "./runtime/schedules/schedules.ts";
export { previewSchedule } from "./runtime/schedules/next-slot.ts";
export type { MissedSlots, OverlapPolicy, Schedule } from "./domain/schedule.ts";
export {
  defineJobType,
  type HandledJobType,
  type HandleOptions,
  type Handler,
  type HandlerContext,
  type JobType,
  type JobTypeOptions,
} from "./domain/job-type.ts";
export type { JobEndpoint } from "./domain/job-endpoint.ts";
export {
  type BuiltInErrorCode,
  type ErrorCode,
  type ErrorCodes,
  NonRetriableError,
  RowmillError,
  type RowmillErrorOptions,
} from "./domain/errors.ts";
export type { Job, JobError, JobErrorCause, JobFiles, JobProgress, JobStatus, LogLevel, LogLine } from "./domain/job.ts";
export type { FileLookup, FileQuota, FileUsage, StoredFile } from "./domain/file.ts";
export type { InputReferences } from "./domain/input-references.ts";
export { mayUse } from "./domain/may-use.ts";
export type { Json } from "./domain/json.ts";
export type { Template, TemplateInfo } from "./domain/template.ts";
export { retryDelayMs, type RetryPolicy } from "./domain/retry-policy.ts";

// Observe them
export type { Listener, ManagerEvents } from "./runtime/events.ts";

// Serve them over HTTP
export {
  type BodyOf,
  defineRoute,
  type RequestBytes,
  type Route,
  type RouteAnswer,
  type RouteBody,
  type RouteRequest,
  type RouteResponse,
} from "./ports/route.ts";

// Write an adapter
export { inCleanContext } from "./runtime/async-context.ts";
export { inProcessDispatcher, type InProcessDispatcherOptions } from "./runtime/dispatch/in-process-dispatcher.ts";
export {
  type ByteRange,
  type ByteSource,
  type FileStorage,
  type FileUploads,
  type PutOptions,
  type Upload,
  UPLOAD_EXPIRES_MS,
  type UploadOptions,
  type UploadPart,
} from "./ports/file-storage.ts";
export type { FileCatalog, FileKey, FilePage, FileQuery } from "./ports/file-catalog.ts";
export type {
  NewTemplate,
  TemplateChange,
  TemplateKey,
  TemplatePage,
  TemplateQuery,
  TemplateReplacement,
  TemplateStore,
} from "./ports/template-store.ts";
export type { Clock } from "./ports/clock.ts";
export type { Logger } from "./ports/logger.ts";
export type { Delivery, DispatchHost, Dispatcher, Execution, HeldSlots } from "./ports/dispatcher.ts";
export {
  type Change,
  type Claim,
  type ClaimRequest,
  type ClaimSettlement,
  type ClaimState,
  type ClaimUpdate,
  type Company,
  type HeadStart,
  type IdempotencyKey,
  type Insertion,
  type InsertOptions,
  type JobChange,
  type JobFilter,
  type JobKey,
  type JobPage,
  type JobStore,
  type Lane,
  type ListQuery,
  MAX_LOG_LINES,
  type NewJob,
  type NewLogLine,
  type PrunedJob,
  type PruneRequest,
  type Report,
} from "./ports/job-store.ts";
export type { NewSchedule, ScheduleKey, ScheduleListQuery, ScheduleStep, ScheduleStore } from "./ports/schedule-store.ts";
export { type ListPosition, parseCursor, toCursor } from "./domain/values/cursor.ts";
export { newestFirst, type Page } from "./domain/values/newest-first.ts";
export { fileNotFound, refuseOverQuota } from "./domain/file.ts";
export { type FileFilter, isListed } from "./domain/file-filter.ts";
export { hashJson } from "./domain/values/idempotency.ts";
export { isFinished } from "./domain/job.ts";
export { uuidv7 } from "./domain/values/job-id.ts";
export { maskSecrets } from "./domain/values/mask-secrets.ts";
export { fromJsonText, type JsonText, toJsonText } from "./domain/json.ts";
export { isOnLastChance, type LapsedSettlement, type Outcome, settle, type Settlement, settleLapsed } from "./domain/settlement.ts";
export { isStorableName, refuseUnstorableNames } from "./domain/values/storable-name.ts";
export { type JobAction, nextStatus } from "./domain/transitions.ts";
