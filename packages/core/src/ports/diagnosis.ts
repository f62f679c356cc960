/** What `manager.doctor()` can find. `docs/errors.md` explains each. */
export type DiagnosisCode =
  | "STORE_UNREACHABLE"
  | "STORE_SLOW"
  | "CLOCK_SKEWED"
  | "CHANGE_FEED_DOWN"
  | "POOL_EXHAUSTED"
  | "TABLE_BLOATED"
  | "EVENT_LOOP_BLOCKED"
  | "ATTEMPTS_LOST"
  | "HANDLERS_ABANDONED"
  | "JOBS_STALLED"
  | "JOBS_NOT_RUN_HERE"
  | "JOBS_OVERDUE"
  | "TYPES_UNKNOWN"
  | "DISK_NEARLY_FULL";

/** Something that is wrong, or will be soon. */
export interface Diagnosis {
  readonly code: DiagnosisCode;
  /** `"error"`: jobs do not run as they should. `"warning"`: they will not, or not in this process. */
  readonly severity: "error" | "warning";
  /** What is wrong, and what to do. */
  readonly message: string;
  /** The facts: numbers, job types. Never inputs or users. */
  readonly details: Readonly<Record<string, unknown>>;
}
