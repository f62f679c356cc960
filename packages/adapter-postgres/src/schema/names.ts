import { type Kysely, type RawBuilder, sql } from "kysely";

/** What statements are written with: the tables of one schema, and the database's clock. */
export interface Names {
  readonly db: Kysely<unknown>;
  readonly jobs: RawBuilder<unknown>;
  readonly jobLog: RawBuilder<unknown>;
  readonly signals: RawBuilder<unknown>;
  readonly jobSequence: RawBuilder<unknown>;
  readonly files: RawBuilder<unknown>;
  readonly templates: RawBuilder<unknown>;
  readonly templateRevisions: RawBuilder<unknown>;
  readonly corrections: RawBuilder<unknown>;
  readonly schedules: RawBuilder<unknown>;
  /** Now, by the database's clock. Every statement asks once: see `clock`. */
  readonly now: RawBuilder<Date>;
}

/** Names the tables of a schema. */
export function namesIn(schema: string, db: Kysely<unknown>, now: RawBuilder<Date>): Names {
  return {
    db,
    now,
    jobs: sql.id(schema, "jobs"),
    jobLog: sql.id(schema, "job_log"),
    signals: sql.id(schema, "signals"),
    files: sql.id(schema, "files"),
    templates: sql.id(schema, "templates"),
    templateRevisions: sql.id(schema, "template_revisions"),
    corrections: sql.id(schema, "corrections"),
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

/** Whether a job is on its final crash attempt and must run alone, as `isFinalCrashAttempt` of core. In these words the index knows it. */
export function isFinalCrashAttempt(job: string): RawBuilder<boolean> {
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
