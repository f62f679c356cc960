import { type Kysely, type RawBuilder, sql } from "kysely";

/** The tables, as Kysely knows them. `migrations/` makes them and says what the columns are for. */
export interface Schema {
  jobs: JobsTable;
  job_log: JobLogTable;
  files: FilesTable;
  templates: TemplatesTable;
}

export interface JobsTable {
  id: string;
  type: string;
  user_id: string | null;
  status: string;
  progress: number;
  stage: string | null;
  counters: string;
  input: string;
  result: string | null;
  checkpoint: string | null;
  input_file_id: string | null;
  reference_file_id: string | null;
  template_id: string | null;
  result_file_id: string | null;
  error_code: string | null;
  error_message: string | null;
  error_stack: string | null;
  error_causes: string | null;
  priority: number;
  rank: string;
  sequence: string;
  is_in_turn: boolean;
  attempt: number;
  max_attempts: number;
  crashes: number;
  max_crashes: number;
  claim_no: number;
  runner_id: string | null;
  lease_until: Date | null;
  run_at: Date;
  due_at: Date;
  is_delayed: boolean;
  idempotency_key: string | null;
  input_hash: string | null;
  log_count: number;
  revision: number;
  created_at: Date;
  updated_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

export interface JobLogTable {
  job_id: string;
  line_no: number;
  claim_no: number;
  at: Date;
  level: string;
  message: string;
}

export interface FilesTable {
  id: string;
  user_id: string | null;
  name: string;
  size_bytes: string;
  sha256: string;
  content_type: string | null;
  created_at: Date;
  expires_at: Date | null;
}

export interface TemplatesTable {
  id: string;
  user_id: string | null;
  name: string;
  document: string;
  revision: number;
  created_at: Date;
  updated_at: Date;
}

/** What statements are written with: the tables of one schema, and the database's clock. */
export interface Names {
  readonly db: Kysely<Schema>;
  readonly jobs: RawBuilder<unknown>;
  readonly jobLog: RawBuilder<unknown>;
  readonly jobSequence: RawBuilder<unknown>;
  readonly files: RawBuilder<unknown>;
  readonly templates: RawBuilder<unknown>;
  readonly schedules: RawBuilder<unknown>;
  /** Now, by the database's clock. Every statement asks once: see `clock`. */
  readonly now: RawBuilder<Date>;
}

/** Names the tables of a schema. */
export function namesIn(schema: string, db: Kysely<Schema>, now: RawBuilder<Date>): Names {
  return {
    db,
    now,
    jobs: sql.id(schema, "jobs"),
    jobLog: sql.id(schema, "job_log"),
    files: sql.id(schema, "files"),
    templates: sql.id(schema, "templates"),
    schedules: sql.id(schema, "schedules"),
    jobSequence: sql.lit(`"${schema.replaceAll('"', '""')}".job_sequence`),
  };
}

/**
 * The clock of a statement, as the CTE `clock (now)`. Whole milliseconds, like a JavaScript `Date`, and cut off rather than rounded:
 * what starts now must not start half a millisecond from now. Not `now()`, which in a caller's transaction is when that began.
 */
export function clock({ now }: Pick<Names, "now">): RawBuilder<unknown> {
  return sql`clock as materialized (select date_trunc('milliseconds', ${now}) as now)`;
}

/** Whether a job is on its last chance and must run alone, as `isOnLastChance` of core. In these words the index knows it. */
export function isOnLastChance(job: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${job}.${name}`);
  return sql`(${column("crashes")} > 0 and ${column("crashes")} >= ${column("max_crashes")} - 1)`;
}

/** The database's own clock. */
export const databaseClock = sql<Date>`clock_timestamp()`;

/**
 * Whether the statement's caller still waits for it: it began at most `limitMs` after it arrived. A statement that waited for a lock on the
 * table until its caller gave up and sent another one must do nothing. Uses the server's own clock twice, so the caller's does not matter.
 * Only outside of a transaction of a caller's, where `transaction_timestamp()` is the moment in which the statement arrived.
 */
export function isInTime(limitMs: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`coalesce(clock_timestamp() < transaction_timestamp() + ${limitMs}::float8 * interval '1 millisecond', true)`;
}
