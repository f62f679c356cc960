import type { Job, JobError, JobErrorCause, JobStatus, WaitingFor, Wakeup } from "@rowmill/core";
import { fromJsonText, type JobChange, type JsonText } from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";

/** A job as statements answer it. Times are epoch milliseconds, so that no setting of a session or a driver changes them. */
export interface JobRow extends ChangeRow {
  readonly progress: number;
  readonly stage: string | null;
  readonly counters: string;
  readonly input: JsonText;
  readonly result: JsonText | null;
  readonly checkpoint: JsonText | null;
  readonly input_file_id: string | null;
  readonly reference_file_id: string | null;
  readonly template_id: string | null;
  readonly result_file_id: string | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly error_stack: string | null;
  /** JSON; null: it has none. */
  readonly error_causes: string | null;
  readonly priority: number;
  readonly attempt: number;
  readonly max_attempts: number;
  readonly crashes: number;
  readonly max_crashes: number;
  readonly runner_id: string | null;
  readonly is_active: boolean;
  readonly idempotency_key: string | null;
  readonly input_hash: string | null;
  readonly is_waiting: boolean | null;
  readonly waits_for_children: "settled" | "failed" | null;
  readonly waits_for_signal: string | null;
  /** JSON. */
  readonly wakeup: string | null;
  readonly waits_until_ms: number | null;
  readonly run_at_ms: number;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly started_at_ms: number | null;
  readonly finished_at_ms: number | null;
}

/** What is told of a changed job. */
export interface ChangeRow {
  readonly id: string;
  readonly type: string;
  readonly user_id: string | null;
  readonly status: JobStatus;
  readonly claim_no: number;
  readonly revision: number;
  readonly parent_id: string | null;
}

/** The columns of a `JobRow`, from a table or CTE of this name, beside the CTE `clock`. */
export function jobColumns(from: string): RawBuilder<unknown> {
  const columns = COLUMNS.map((column) => sql`${sql.ref(`${from}.${column}`)}`);
  const times = TIMES.map(
    (column) => sql`(extract(epoch from ${sql.ref(`${from}.${column}`)}) * 1000)::float8 as ${sql.id(`${column}_ms`)}`,
  );
  return sql`${sql.join([...columns, ...times])}, coalesce(${sql.ref(`${from}.lease_until`)} > clock.now, false) as is_active`;
}

/** The columns of a `ChangeRow`. */
export function changeColumns(from: string): RawBuilder<unknown> {
  return sql.join(CHANGE_COLUMNS.map((column) => sql.ref(`${from}.${column}`)));
}

const CHANGE_COLUMNS = ["id", "type", "user_id", "status", "claim_no", "revision", "parent_id"] as const;

const COLUMNS = [
  ...CHANGE_COLUMNS,
  "progress",
  "stage",
  "counters",
  "input",
  "result",
  "checkpoint",
  "input_file_id",
  "reference_file_id",
  "template_id",
  "result_file_id",
  "error_code",
  "error_message",
  "error_stack",
  "error_causes",
  "priority",
  "attempt",
  "max_attempts",
  "crashes",
  "max_crashes",
  "runner_id",
  "idempotency_key",
  "input_hash",
  "is_waiting",
  "waits_for_children",
  "waits_for_signal",
  "wakeup",
] as const;

const TIMES = ["run_at", "created_at", "updated_at", "started_at", "finished_at", "waits_until"] as const;

/** Makes a job of a row. */
export function toJob(row: JobRow): Job {
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
    isActive: row.is_active,
    idempotencyKey: row.idempotency_key,
    parentId: row.parent_id,
    waitingFor: toWaitingFor(row),
    wakeup: row.wakeup === null ? null : (JSON.parse(row.wakeup) as Wakeup),
    inputHash: row.input_hash,
    revision: row.revision,
    runAt: new Date(row.run_at_ms),
    createdAt: new Date(row.created_at_ms),
    updatedAt: new Date(row.updated_at_ms),
    startedAt: row.started_at_ms === null ? null : new Date(row.started_at_ms),
    finishedAt: row.finished_at_ms === null ? null : new Date(row.finished_at_ms),
  };
}

function toWaitingFor(row: JobRow): WaitingFor | null {
  if (row.is_waiting !== true) return null;
  const until = row.waits_until_ms === null ? null : new Date(row.waits_until_ms);
  return { children: row.waits_for_children, signal: row.waits_for_signal, until };
}

function toJobError({ error_code: code, error_message: message, error_stack: stack, error_causes: causes }: JobRow): JobError | null {
  if (code === null) return null;
  return { code, message: message ?? "", stack, causes: causes === null ? [] : (JSON.parse(causes) as JobErrorCause[]) };
}

/** Makes what is told of a row. */
export function toChange({ id, type, user_id, status, claim_no, revision, parent_id }: ChangeRow): JobChange {
  const change = { jobId: id, type, userId: user_id, status, claimNo: claim_no, revision };
  return parent_id === null ? change : { ...change, parentId: parent_id };
}
