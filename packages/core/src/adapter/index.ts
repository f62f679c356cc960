// For authors of stores, dispatchers, file storages and routers: the ports, and the decisions that all implementations share.

// Jobs
export {
  type Awakening,
  type Change,
  type Claim,
  type ClaimRequest,
  type ClaimSettlement,
  type ClaimState,
  type ClaimUpdate,
  type Isolation,
  type ClaimOnInsert,
  type IdempotencyKey,
  type Insertion,
  type InsertOptions,
  type JobChange,
  type JobFilter,
  type JobKey,
  type JobPage,
  type JobStore,
  type TypeCapacity,
  type ListQuery,
  MAX_LOG_LINES,
  MAX_SIGNALS,
  type NewJob,
  type NewLogLine,
  type NewSignal,
  type ParentOptions,
  type PrunedJob,
  type PruneRequest,
  type QueueState,
  type Report,
  type RetryOptions,
  type SignalOutcome,
  type WaitFilter,
  type WakeRequest,
} from "../ports/job-store.ts";
export { nextRank, type RankBasis, RANKS_PER_TURN } from "../domain/fair-rank.ts";
export { isFinished } from "../domain/job.ts";
export { retryDelayMs } from "../domain/retry-policy.ts";
export { isFinalCrashAttempt, type LapsedSettlement, type Outcome, settle, type Settlement, settleLapsed } from "../domain/settlement.ts";
export { HELD_UNTIL, progressOfChildren, type WaitRequest } from "../domain/waiting/wait.ts";
export { type JobAction, nextStatus } from "../domain/transitions.ts";
export { hashJson } from "../domain/values/idempotency.ts";
export { uuidv7 } from "../domain/values/job-id.ts";

// A store of jobs and of all that lies beside them
export type { Store } from "../ports/store.ts";

// Schedules, templates and corrections
export type { NewSchedule, ScheduleKey, ScheduleListQuery, ScheduleStep, ScheduleStore } from "../ports/schedule-store.ts";
export type {
  NewTemplate,
  RevisionQuery,
  TemplateChange,
  TemplateKey,
  TemplatePage,
  TemplateQuery,
  TemplateQuota,
  TemplateReplacement,
  TemplateStore,
} from "../ports/template-store.ts";
export {
  refuseOverTemplateQuota,
  type Template,
  type TemplateInfo,
  type TemplateRevision,
  type TemplateRevisionInfo,
} from "../domain/template.ts";
export type { CorrectionKey, CorrectionsReplacement, CorrectionStore, StoredCorrections } from "../ports/correction-store.ts";

// Files
export {
  type AdoptOptions,
  type ByteRange,
  type ByteSource,
  type FileOutputs,
  type FileUploads,
  OUTPUT_EXPIRES_MS,
  type OutputFile,
  type OutputFileOptions,
  type PutOptions,
  type Upload,
  UPLOAD_EXPIRES_MS,
  type UploadOptions,
  type UploadPart,
} from "../ports/file-storage.ts";
export type { FileCatalog, FileKey, FilePage, FileQuery, RemoveOptions } from "../ports/file-catalog.ts";
export { fileInUse, fileNotFound, type FileLookup, type FileQuota, type FileUsage, refuseOverQuota } from "../domain/file.ts";
export { type FileFilter, isListed } from "../domain/file-filter.ts";

// Dispatchers
export type { Delivery, DispatchHost, Dispatcher, Execution, HeldSlots } from "../ports/dispatcher.ts";
export { inProcessDispatcher, type InProcessDispatcherOptions } from "../runtime/dispatch/in-process-dispatcher.ts";

// What all of them work with
export type { Clock } from "../ports/clock.ts";
export { inCleanContext } from "../runtime/async-context.ts";
export { fromJsonText, type JsonText, toJsonText } from "../domain/json.ts";
export { type ListPosition, parseCursor, toCursor } from "../domain/values/cursor.ts";
export { newestFirst, type Page } from "../domain/values/newest-first.ts";
export { isStorableName, refuseUnstorableNames } from "../domain/values/storable-name.ts";
export { safeLogger } from "../runtime/logger.ts";
export { maskSecrets } from "../domain/values/mask-secrets.ts";
