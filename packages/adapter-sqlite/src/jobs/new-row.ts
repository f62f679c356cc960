import type { NewJob } from "@rowmill/core/adapter";
import type { JobRow } from "../schema/tables.ts";
import { HELD_MS } from "../waits/wait.ts";

/** The row of a job that is to be stored. What SQLite itself adds is not in it. */
export type NewRow = Omit<JobRow, "sequence" | "due_at" | "runs_alone">;

/** The job whose children are stored. */
export type Parent = Pick<JobRow, "id" | "child_concurrency">;

/** Makes the row of a new job: cheaper than to read back what was written. @param parent - of a child */
export function newRow(job: NewJob, rank: number, nowMs: number, parent: Parent | undefined): NewRow {
  const runAt =
    parent && parent.child_concurrency !== null ? HELD_MS : "at" in job.start ? job.start.at.getTime() : nowMs + Math.round(job.start.inMs);
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
    parent_id: parent?.id ?? null,
    weight: job.weight ?? 1,
    child_concurrency: null,
    is_waiting: 0,
    waits_for_children: null,
    waits_for_signal: null,
    waits_until: null,
    wakeup: null,
    is_due: runAt <= nowMs ? 1 : 0,
  };
}
