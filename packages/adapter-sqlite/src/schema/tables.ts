import type { JobStatus, LogLevel, MissedSlots, OverlapPolicy } from "@rowmill/core";
import type { JsonText } from "@rowmill/core/adapter";
import type { Generated, GeneratedAlways, Selectable } from "kysely";

/**
 * The tables, as Kysely sees them; `migrations.ts` makes them. All names begin with `rowmill_`, because an application may
 * keep its own tables in the same file. Times are epoch milliseconds, flags are 0 or 1.
 */
export interface Tables {
  readonly rowmill_jobs: JobTable;
  readonly rowmill_log: LogTable;
  readonly rowmill_signals: SignalTable;
  readonly rowmill_turns: TurnTable;
  readonly rowmill_files: FileTable;
  readonly rowmill_templates: TemplateTable;
  readonly rowmill_template_revisions: TemplateRevisionTable;
  readonly rowmill_corrections: CorrectionTable;
  readonly rowmill_schedules: ScheduleTable;
  readonly rowmill_schema: SchemaTable;
  readonly rowmill_owner: OwnerTable;
}

/** A job as it is stored. */
export type JobRow = Selectable<JobTable>;

interface JobTable {
  /** Counts the jobs of the store, so that equal turns go by age. */
  readonly sequence: GeneratedAlways<number>;
  readonly id: string;
  readonly user_id: string | null;
  readonly type: string;
  readonly status: Generated<JobStatus>;
  readonly progress: Generated<number>;
  readonly stage: string | null;
  /** JSON: an object of numbers. */
  readonly counters: Generated<string>;
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
  /** The user's turn among the jobs of this priority; see `jobs/turns.ts`. */
  readonly rank: number;
  readonly attempt: Generated<number>;
  readonly max_attempts: number;
  readonly crashes: Generated<number>;
  readonly max_crashes: number;
  readonly claim_no: Generated<number>;
  readonly runner_id: string | null;
  /** Until when a handler is taken to be at work. `null`: none is. */
  readonly lease_until: number | null;
  readonly idempotency_key: string | null;
  readonly input_hash: string | null;
  readonly revision: Generated<number>;
  readonly run_at: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly started_at: number | null;
  readonly finished_at: number | null;
  readonly parent_id: string | null;
  /** How much it counts in the progress of its parent. */
  readonly weight: Generated<number>;
  /** How many of its children run at once. `null`: all. */
  readonly child_concurrency: number | null;
  /** Whether it waits for one of the next three, 0 or 1. */
  readonly is_waiting: Generated<number>;
  readonly waits_for_children: "settled" | "failed" | null;
  readonly waits_for_signal: string | null;
  readonly waits_until: number | null;
  /** JSON: what ended its last wait. */
  readonly wakeup: string | null;
  /** Whether the job is pending and its time has come, as far as anybody has looked; see `jobs/due-jobs.ts`. */
  readonly is_due: number;
  readonly runs_alone: GeneratedAlways<number>;
  /** From when on a pending job can be claimed: its time has come, and no handler of a cancelled run still holds it. */
  readonly due_at: GeneratedAlways<number>;
}

interface LogTable {
  readonly id: GeneratedAlways<number>;
  /** The `sequence` of the job. */
  readonly job: number;
  readonly at: number;
  readonly level: LogLevel;
  readonly message: string;
  readonly claim_no: number;
}

interface SignalTable {
  /** Rises, so that the oldest is found. */
  readonly id: GeneratedAlways<number>;
  /** The `sequence` of the job. */
  readonly job: number;
  readonly name: string;
  readonly key: string;
  readonly payload: JsonText;
  readonly is_used: Generated<number>;
}

interface TurnTable {
  readonly priority: number;
  /** The highest rank that was served in its turn. */
  readonly served: number;
}

/** What is known about a file, as it is stored. */
export interface FileTable {
  readonly id: string;
  readonly user_id: string | null;
  readonly name: string;
  readonly size_bytes: number;
  readonly sha256: string;
  readonly content_type: string | null;
  readonly created_at: number;
  readonly expires_at: number | null;
}

/** A template as it is stored. */
export interface TemplateTable {
  readonly id: string;
  readonly user_id: string | null;
  readonly name: string;
  readonly document: JsonText;
  readonly revision: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** A revision of a template as it is stored. */
export interface TemplateRevisionTable {
  readonly template_id: string;
  readonly revision: number;
  readonly name: string;
  readonly document: JsonText;
  readonly saved_by: string | null;
  readonly saved_at: number;
  /** JSON. */
  readonly changes: JsonText;
}

/** What a user decided for a target, as it is stored. */
export interface CorrectionTable {
  readonly sequence: GeneratedAlways<number>;
  readonly user_id: string | null;
  readonly target: string;
  /** JSON. */
  readonly pairs: JsonText;
  readonly revision: number;
  readonly updated_at: number;
}

/** A schedule as it is stored. */
export type ScheduleRow = Selectable<ScheduleTable>;

interface ScheduleTable {
  readonly sequence: GeneratedAlways<number>;
  readonly id: string;
  readonly user_id: string | null;
  readonly cron: string;
  readonly time_zone: string;
  readonly type: string;
  readonly input: JsonText;
  readonly priority: number | null;
  readonly missed: MissedSlots;
  readonly overlap: OverlapPolicy;
  readonly is_paused: number;
  readonly next_at: number | null;
  readonly last_at: number | null;
  readonly last_job_id: string | null;
  readonly created_at: number;
  readonly updated_at: number;
}

interface SchemaTable {
  readonly version: number;
}

/** One row: see `ownership.ts`. */
interface OwnerTable {
  readonly token: string;
}
