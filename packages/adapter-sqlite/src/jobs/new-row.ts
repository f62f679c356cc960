import type { NewJob } from "@rowmill/core/adapter";
import type { JobRow } from "../schema/tables.ts";

/** The row of a job that is to be stored. What SQLite itself adds is not in it. */
export type NewRow = Omit<JobRow, "sequence" | "due_at" | "runs_alone">;

/** Makes the row of a new job: cheaper than to read back what was written. */
export function newRow(job: NewJob, rank: number, nowMs: number): NewRow {
  const runAt = "at" in job.start ? job.start.at.getTime() : nowMs + Math.round(job.start.inMs);
  return {
    id: job.id,
    user_id: job.userId,
    type: job.type,
    status: "pending",
    progress: 0,
    stage: null,
    counters: "{}",
    input: job.input,
    result: null,
    checkpoint: null,
    input_file_id: job.inputFileId,
    reference_file_id: job.referenceFileId,
    template_id: job.templateId,
    result_file_id: null,
    error_code: null,
    error_message: null,
    error_stack: null,
    error_causes: null,
    priority: job.priority,
    rank,
    attempt: 0,
    max_attempts: job.maxAttempts,
    crashes: 0,
    max_crashes: job.maxCrashes,
    claim_no: 0,
    runner_id: null,
    lease_until: null,
    idempotency_key: job.idempotencyKey,
    input_hash: job.inputHash,
    revision: 1,
    run_at: runAt,
    created_at: nowMs,
    updated_at: nowMs,
    started_at: null,
    finished_at: null,
    is_due: runAt <= nowMs ? 1 : 0,
  };
}
