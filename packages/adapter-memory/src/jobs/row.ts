import type { Job, JobError, JobFiles, JobStatus, LogLine, WaitingFor, Wakeup } from "@rowmill/core";
import { fromJsonText, type JsonText, type NewJob } from "@rowmill/core/adapter";
import type { HeapItem } from "./heap.ts";

/** A signal as the store keeps it. */
export interface KeptSignal {
  readonly name: string;
  readonly key: string;
  readonly payload: JsonText;
  /** Whether a wait has taken it. */
  isUsed: boolean;
}

/** A job as the store keeps it: values as JSON text, times in epoch milliseconds. Never leaves the store. */
export interface Row extends HeapItem, JobFiles {
  readonly id: string;
  readonly type: string;
  readonly userId: string | null;
  readonly input: JsonText;
  readonly priority: number;
  /** The user's turn among the jobs of this priority; see `Turns`. */
  readonly rank: number;
  /** Counts the jobs of the store, so that equal turns go by age. */
  readonly sequence: number;
  readonly maxAttempts: number;
  readonly maxCrashes: number;
  readonly idempotencyKey: string | null;
  readonly inputHash: string | null;
  readonly createdAtMs: number;
  readonly parentId: string | null;
  readonly weight: number;
  /** How many of its children run at once. `null`: all. */
  childConcurrency: number | null;
  waitingFor: WaitingFor | null;
  wakeup: Wakeup | null;
  signals: readonly KeptSignal[];
  status: JobStatus;
  result: JsonText | null;
  resultFileId: string | null;
  error: JobError | null;
  checkpoint: JsonText | null;
  progress: number;
  stage: string | null;
  counters: Readonly<Record<string, number>>;
  attempt: number;
  crashes: number;
  claimNo: number;
  runnerId: string | null;
  /** Until when a handler is taken to be at work. `null`: none is. */
  leaseUntilMs: number | null;
  revision: number;
  runAtMs: number;
  updatedAtMs: number;
  startedAtMs: number | null;
  finishedAtMs: number | null;
  log: LogLine[];
}

/** Makes the row of a new job. */
export function newRow(job: NewJob, nowMs: number, rank: number, sequence: number, parentId: string | null): Row {
  return {
    heapIndex: -1,
    id: job.id,
    type: job.type,
    userId: job.userId,
    input: job.input,
    inputFileId: job.inputFileId,
    referenceFileId: job.referenceFileId,
    templateId: job.templateId,
    priority: job.priority,
    rank,
    sequence,
    maxAttempts: job.maxAttempts,
    maxCrashes: job.maxCrashes,
    idempotencyKey: job.idempotencyKey,
    inputHash: job.inputHash,
    createdAtMs: nowMs,
    parentId,
    weight: job.weight ?? 1,
    childConcurrency: null,
    waitingFor: null,
    wakeup: null,
    signals: NO_SIGNALS,
    status: "pending",
    result: null,
    resultFileId: null,
    error: null,
    checkpoint: null,
    progress: 0,
    stage: null,
    counters: NO_COUNTERS,
    attempt: 0,
    crashes: 0,
    claimNo: 0,
    runnerId: null,
    leaseUntilMs: null,
    revision: 1,
    runAtMs: "at" in job.start ? job.start.at.getTime() : nowMs + job.start.inMs,
    updatedAtMs: nowMs,
    startedAtMs: null,
    finishedAtMs: null,
    log: NO_LOG,
  };
}

/** Shared by all rows that have none, and never written to: most jobs count and log nothing. */
export const NO_COUNTERS: Readonly<Record<string, number>> = Object.freeze({});
const NO_SIGNALS: readonly KeptSignal[] = Object.freeze([]);
export const NO_LOG: LogLine[] = Object.freeze([]) as unknown as LogLine[];

/** Copies an error, for the store as for its callers. */
export function copyOfError<Kept extends JobError | null>(error: Kept): Kept {
  return error && { ...error, causes: error.causes.map((cause) => ({ ...cause })) };
}

/** Copies a row into a job. */
export function toJob(row: Row, nowMs: number): Job {
  return {
    id: row.id,
    type: row.type,
    userId: row.userId,
    status: row.status,
    progress: row.progress,
    stage: row.stage,
    counters: { ...row.counters },
    input: fromJsonText(row.input),
    result: row.result === null ? null : fromJsonText(row.result),
    error: copyOfError(row.error),
    checkpoint: row.checkpoint === null ? null : fromJsonText(row.checkpoint),
    inputFileId: row.inputFileId,
    referenceFileId: row.referenceFileId,
    templateId: row.templateId,
    resultFileId: row.resultFileId,
    priority: row.priority,
    attempt: row.attempt,
    maxAttempts: row.maxAttempts,
    crashes: row.crashes,
    maxCrashes: row.maxCrashes,
    claimNo: row.claimNo,
    runnerId: row.runnerId,
    isActive: row.leaseUntilMs !== null && row.leaseUntilMs > nowMs,
    idempotencyKey: row.idempotencyKey,
    parentId: row.parentId,
    waitingFor: row.waitingFor && { ...row.waitingFor },
    wakeup: row.wakeup && structuredClone(row.wakeup),
    inputHash: row.inputHash,
    revision: row.revision,
    runAt: new Date(row.runAtMs),
    createdAt: new Date(row.createdAtMs),
    updatedAt: new Date(row.updatedAtMs),
    startedAt: row.startedAtMs === null ? null : new Date(row.startedAtMs),
    finishedAt: row.finishedAtMs === null ? null : new Date(row.finishedAtMs),
  };
}
