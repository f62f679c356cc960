import { RowmillError } from "@rowmill/core";
import { type RawBuilder, sql } from "kysely";
import type { Connection } from "../connection/connection.ts";

/**
 * What was ever done to the schema, in its order. Files out there have gone through these statements: never change one, add
 * to them.
 */
const MIGRATIONS: readonly (readonly RawBuilder<unknown>[])[] = [
  [
    sql`
      create table rowmill_jobs (
        sequence integer primary key,
        id text not null unique,
        user_id text,
        type text not null,
        status text not null default 'pending' check (status in ('pending', 'processing', 'completed', 'failed', 'cancelled')),
        progress integer not null default 0 check (progress between 0 and 100),
        stage text,
        counters text not null default '{}',
        input text not null,
        result text,
        checkpoint text,
        input_file_id text,
        reference_file_id text,
        template_id text,
        result_file_id text,
        error_code text,
        error_message text,
        error_stack text,
        priority integer not null,
        rank real not null,
        attempt integer not null default 0,
        max_attempts integer not null,
        crashes integer not null default 0,
        max_crashes integer not null,
        claim_no integer not null default 0,
        runner_id text,
        lease_until integer,
        idempotency_key text,
        input_hash text,
        revision integer not null default 1,
        run_at integer not null,
        created_at integer not null,
        updated_at integer not null,
        started_at integer,
        finished_at integer,
        is_due integer not null check (is_due = 0 or status = 'pending'),
        -- Whether it is on its final crash attempt and must run alone: isFinalCrashAttempt of core.
        runs_alone integer not null generated always as (crashes > 0 and crashes >= max_crashes - 1) virtual,
        due_at integer not null generated always as (max(run_at, ifnull(lease_until, 0))) virtual
      ) strict`,

    // The next job of a type: SEARCH rowmill_jobs USING INDEX rowmill_jobs_claim_order (type=? AND runs_alone=?), without a sort.
    sql`create index rowmill_jobs_claim_order on rowmill_jobs (type, runs_alone, priority desc, rank, sequence) where is_due = 1`,

    // What has become due, and what will next: SEARCH rowmill_jobs USING INDEX rowmill_jobs_later (type=? AND due_at<?).
    sql`create index rowmill_jobs_later on rowmill_jobs (type, due_at) where status = 'pending' and is_due = 0`,

    // The last rank of a user: SEARCH rowmill_jobs USING COVERING INDEX rowmill_jobs_turns (priority=? AND user_id=?).
    sql`create index rowmill_jobs_turns on rowmill_jobs (priority, user_id, rank) where status = 'pending'`,

    // Lapsed leases: SEARCH rowmill_jobs USING INDEX rowmill_jobs_leases (lease_until<?). Those of cancelled jobs are there, too,
    // for whoever opens the file after a crash.
    sql`create index rowmill_jobs_leases on rowmill_jobs (lease_until) where lease_until is not null`,

    // The job that has a key: SEARCH rowmill_jobs USING INDEX rowmill_jobs_idempotency (idempotency_key=? AND type=?). An index
    // takes every NULL for another one, so nobody in particular and the user "" are told apart by a column of their own.
    sql`
      create unique index rowmill_jobs_idempotency on rowmill_jobs (idempotency_key, type, user_id is null, ifnull(user_id, ''))
      where idempotency_key is not null`,

    // A user's list, and everybody's, newest first, without a sort: SEARCH rowmill_jobs USING INDEX rowmill_jobs_of_user
    // (user_id=?), and SCAN rowmill_jobs USING INDEX rowmill_jobs_by_age.
    sql`create index rowmill_jobs_of_user on rowmill_jobs (user_id, created_at desc, id desc)`,
    sql`create index rowmill_jobs_by_age on rowmill_jobs (created_at desc, id desc)`,

    // Retention: SEARCH rowmill_jobs USING INDEX rowmill_jobs_finished (status=? AND finished_at<?).
    sql`create index rowmill_jobs_finished on rowmill_jobs (status, finished_at) where finished_at is not null`,

    sql`
      create table rowmill_log (
        id integer primary key,
        job integer not null references rowmill_jobs (sequence) on delete cascade,
        at integer not null,
        level text not null,
        message text not null,
        claim_no integer not null
      ) strict`,
    sql`create index rowmill_log_of_job on rowmill_log (job, id)`,

    sql`create table rowmill_turns (priority integer primary key, served real not null) strict`,
  ],
  [
    // The jobs that name a file: LIST SUBQUERY over a SEARCH of each, then SEARCH rowmill_jobs USING INTEGER PRIMARY KEY (rowid=?).
    // Jobs without files are in none of them.
    sql`create index rowmill_jobs_input_file on rowmill_jobs (input_file_id, status) where input_file_id is not null`,
    sql`create index rowmill_jobs_reference_file on rowmill_jobs (reference_file_id, status) where reference_file_id is not null`,
    sql`create index rowmill_jobs_result_file on rowmill_jobs (result_file_id, status) where result_file_id is not null`,
  ],
  [
    sql`
      create table rowmill_files (
        id text primary key,
        user_id text,
        name text not null,
        size_bytes integer not null,
        sha256 text not null,
        content_type text,
        created_at integer not null
      ) strict`,
    // A user's list, newest first; and, because the size is there, too, what they have stored in all: SEARCH rowmill_files USING
    // COVERING INDEX rowmill_files_of_user (user_id=?).
    sql`create index rowmill_files_of_user on rowmill_files (user_id, created_at desc, id desc, size_bytes)`,
    sql`create index rowmill_files_by_age on rowmill_files (created_at desc, id desc)`,

    sql`
      create table rowmill_templates (
        id text primary key,
        user_id text,
        name text not null,
        document text not null,
        revision integer not null default 1,
        created_at integer not null,
        updated_at integer not null
      ) strict`,
    sql`create index rowmill_templates_of_user on rowmill_templates (user_id, created_at desc, id desc)`,
    sql`create index rowmill_templates_by_age on rowmill_templates (created_at desc, id desc)`,
  ],
  [
    sql`
      create table rowmill_schedules (
        sequence integer primary key,
        id text not null,
        user_id text,
        cron text not null,
        time_zone text not null,
        type text not null,
        input text not null,
        priority integer,
        missed text not null,
        overlap text not null,
        is_paused integer not null,
        next_at integer,
        last_at integer,
        last_job_id text,
        created_at integer not null,
        updated_at integer not null
      ) strict`,
    // Names, told apart as the keys of jobs are: SEARCH rowmill_schedules USING INDEX rowmill_schedules_by_name (id=?).
    sql`create unique index rowmill_schedules_by_name on rowmill_schedules (id, user_id is null, ifnull(user_id, ''))`,
    sql`create index rowmill_schedules_next on rowmill_schedules (next_at) where next_at is not null and is_paused = 0`,
  ],
  [sql`alter table rowmill_jobs add column error_causes text`],
  [
    sql`alter table rowmill_files add column expires_at integer`,
    sql`create index rowmill_files_that_expire on rowmill_files (expires_at) where expires_at is not null`,
  ],
  [sql`create table rowmill_owner (token text primary key) strict`],
  [
    sql`alter table rowmill_jobs add column parent_id text`,
    sql`alter table rowmill_jobs add column weight real not null default 1`,
    sql`alter table rowmill_jobs add column child_concurrency integer`,
    sql`alter table rowmill_jobs add column is_waiting integer not null default 0`,
    sql`alter table rowmill_jobs add column waits_for_children text`,
    sql`alter table rowmill_jobs add column waits_for_signal text`,
    sql`alter table rowmill_jobs add column waits_until integer`,
    sql`alter table rowmill_jobs add column wakeup text`,
    // Jobs without parents that wait for nothing are in none of these.
    sql`create index rowmill_jobs_children on rowmill_jobs (parent_id, created_at desc, id desc) where parent_id is not null`,
    sql`create index rowmill_jobs_children_by_status on rowmill_jobs (parent_id, status) where parent_id is not null`,
    sql`
      create index rowmill_jobs_unfinished_children on rowmill_jobs (parent_id, run_at, sequence)
      where parent_id is not null and finished_at is null`,
    sql`create index rowmill_jobs_parents on rowmill_jobs (child_concurrency) where child_concurrency is not null`,
    sql`create index rowmill_jobs_waiting on rowmill_jobs (waits_until) where is_waiting = 1`,
    sql`
      create table rowmill_signals (
        id integer primary key,
        job integer not null references rowmill_jobs (sequence) on delete cascade,
        name text not null,
        key text not null,
        payload text not null,
        is_used integer not null default 0,
        unique (job, name, key)
      ) strict`,
  ],
  [
    // The current revision is here, too, so that all saves are read in one place: SEARCH rowmill_template_revisions USING INDEX
    // sqlite_autoindex_rowmill_template_revisions_1 (template_id=? AND revision<?).
    sql`
      create table rowmill_template_revisions (
        template_id text not null references rowmill_templates (id) on delete cascade,
        revision integer not null,
        name text not null,
        document text not null,
        saved_by text,
        saved_at integer not null,
        changes text not null,
        primary key (template_id, revision)
      ) strict`,
    sql`
      insert into rowmill_template_revisions (template_id, revision, name, document, saved_by, saved_at, changes)
      select id, revision, name, document, user_id, updated_at, 'null' from rowmill_templates`,

    // What a user decided for a target: SEARCH rowmill_corrections USING INDEX rowmill_corrections_of_user (user_id=? AND target=?). The
    // writer looks before it inserts, so the index need not be unique, which it could not be for users who are null.
    sql`
      create table rowmill_corrections (
        -- One more than the highest, so that the highest is the last change.
        sequence integer primary key,
        user_id text,
        target text not null,
        pairs text not null,
        revision integer not null,
        updated_at integer not null
      ) strict`,
    sql`create index rowmill_corrections_of_user on rowmill_corrections (user_id, target)`,
  ],
  [
    // The jobs that wait for a signal, newest first. Other jobs have no entry.
    sql`
      create index rowmill_jobs_waiting_for_signal on rowmill_jobs (waits_for_signal, created_at desc, id desc)
      where is_waiting = 1 and waits_for_signal is not null`,
  ],
];

/** The version of the tables that this code works with. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Brings the tables to the form that this version of the package works with, in one transaction.
 *
 * The version stands in a table and not in `pragma user_version`: the file may be the application's, and that number its own.
 * @throws RowmillError `STORE_SCHEMA_TOO_NEW`
 */
export function migrate({ builder, all, transact }: Connection, path: string): void {
  transact(() => {
    run(sql`create table if not exists rowmill_schema (version integer not null) strict`);
    const version = all(builder.selectFrom("rowmill_schema").select("version"))[0]?.version;
    if (version === SCHEMA_VERSION) return;
    if (version !== undefined && version > SCHEMA_VERSION) throw tooNew(path, version);
    for (const migration of MIGRATIONS.slice(version ?? 0)) for (const statement of migration) run(statement);
    if (version === undefined) all(builder.insertInto("rowmill_schema").values({ version: SCHEMA_VERSION }));
    else all(builder.updateTable("rowmill_schema").set({ version: SCHEMA_VERSION }));
  });

  function run(statement: RawBuilder<unknown>): void {
    all({ compile: () => statement.compile(builder) });
  }
}

function tooNew(path: string, version: number): RowmillError {
  const message = `The jobs in ${path} were written by a newer @rowmill/adapter-sqlite: the file has version ${version} of the tables, and this package knows up to ${SCHEMA_VERSION}. Update the package.`;
  return new RowmillError("STORE_SCHEMA_TOO_NEW", message, { details: { path, version, known: SCHEMA_VERSION }, retriable: false });
}
