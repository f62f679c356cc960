import type { Job, JobError, JobErrorCause, WaitingFor, Wakeup } from "@rowmill/core";
import { fromJsonText, type JobChange } from "@rowmill/core/adapter";
import type { JobRow } from "../schema/tables.ts";

/** Makes a job of a row: the one place where the names of columns become those of the SDK. */
export function toJob(row: Omit<JobRow, "sequence" | "due_at" | "runs_alone">, nowMs: number): Job {
  return {
    id: row.id,
    type: row.type,
    userId: row.user_id,
    status: row.status,
    progress: row.progress,
    stage: row.stage,
    counters: JSON.parse(row.counters) as Record<string, number>,
    input: fromJsonText(row.input),
    result: row.result === null ? null : fromJsonText(row.result),
    error: toJobError(row),
    checkpoint: row.checkpoint === null ? null : fromJsonText(row.checkpoint),
    inputFileId: row.input_file_id,
    referenceFileId: row.reference_file_id,
    templateId: row.template_id,
    resultFileId: row.result_file_id,
    priority: row.priority,
    attempt: row.attempt,
    maxAttempts: row.max_attempts,
    crashes: row.crashes,
    maxCrashes: row.max_crashes,
    claimNo: row.claim_no,
    runnerId: row.runner_id,
    isActive: row.lease_until !== null && row.lease_until > nowMs,
    idempotencyKey: row.idempotency_key,
    parentId: row.parent_id,
    waitingFor: row.is_waiting === 0 ? null : toWaitingFor(row),
    wakeup: row.wakeup === null ? null : (JSON.parse(row.wakeup) as Wakeup),
    inputHash: row.input_hash,
    revision: row.revision,
    runAt: new Date(row.run_at),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    startedAt: toDate(row.started_at),
    finishedAt: toDate(row.finished_at),
  };
}

function toWaitingFor(row: Pick<JobRow, "waits_for_children" | "waits_for_signal" | "waits_until">): WaitingFor {
  return { children: row.waits_for_children, signal: row.waits_for_signal, until: toDate(row.waits_until) };
}

function toJobError(row: Pick<JobRow, "error_code" | "error_message" | "error_stack" | "error_causes">): JobError | null {
  const { error_code: code, error_message: message, error_stack: stack, error_causes: causes } = row;
  if (code === null) return null;
  return { code, message: message ?? "", stack, causes: causes === null ? [] : (JSON.parse(causes) as JobErrorCause[]) };
}

/** Makes what the change feed tells of a row. */
export function toChange(row: ChangedRow): JobChange {
  const change = { jobId: row.id, type: row.type, userId: row.user_id, status: row.status, claimNo: row.claim_no, revision: row.revision };
  return row.parent_id === null ? change : { ...change, parentId: row.parent_id };
}

/** What of a row the change feed needs. */
export type ChangedRow = Pick<JobRow, (typeof CHANGED_COLUMNS)[number]>;

/** The columns of a `ChangedRow`. */
export const CHANGED_COLUMNS = ["id", "type", "user_id", "status", "claim_no", "revision", "parent_id"] as const;

function toDate(epochMs: number | null): Date | null {
  return epochMs === null ? null : new Date(epochMs);
}
