import { type RawBuilder, sql } from "kysely";
import type { Migration } from "../migration.ts";

/**
 * Jobs and their logs.
 *
 * What the indexes are good for, by EXPLAIN (ANALYZE) on PostgreSQL 18 with 1,000,000 completed jobs of a thousand users, 50,000 that
 * can be claimed, 50,000 delayed and 200 running (execution time on a busy machine of two cores; none of them reads the table through):
 *
 * | statement | index | size | ms |
 * |---|---|---|---|
 * | claim 10 of 5 types | jobs_to_claim, jobs_to_wait_for | 8.5 MB, 0.5 MB | 1.0 |
 * | insert: ranks | jobs_turn_of_user, jobs_turn_first, jobs_running | 6.2 MB, 3.1 MB, 16 kB | 0.4 to 1.0 |
 * | insert: a taken key | jobs_idempotency (only jobs with a key) | 67 MB | 0.1 |
 * | lapsed leases | jobs_running | | 0.2 |
 * | 50 newest of a user, of nobody | jobs_of_user | 83 MB | 0.4, 0.3 |
 * | 50 newest of all | jobs_by_age | 46 MB | 0.2 |
 * | prune 1,000 | jobs_to_prune | 70 MB | 17 |
 * | status, settle 10, report of 10 | jobs_pkey | 44 MB | 0.1, 0.7, 1.0 |
 */
export const jobs: Migration = {
  version: 1,
  name: "jobs",
  statements(schema): RawBuilder<unknown>[] {
    const table = (name: string) => sql.id(schema, name);
    return [
      // Orders jobs of the same rank by age: created_at has ties, and ids are random within a millisecond.
      sql`create sequence ${table("job_sequence")}`,

      // Text is compared byte by byte ("C"), so that no update of the system's collations spoils an index.
      // Values are kept as the JSON text that came in: jsonb can not hold \u0000, loses digits of numbers and the order of keys,
      // and json would refuse values that are nested deeper than its parser goes. Look into them with input::json.
      sql`
        create table ${table("jobs")} (
          id uuid primary key,
          type text collate "C" not null,
          user_id text collate "C",
          status text collate "C" not null
            check (status in ('pending', 'processing', 'completed', 'failed', 'cancelled')),
          progress smallint not null default 0 check (progress between 0 and 100),
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
          -- The user's turn among the jobs of this priority; see ranks.ts.
          rank bigint not null,
          sequence bigint not null,
          -- Whether it was claimed because it was next, and not by its id.
          is_in_turn boolean not null default false,
          attempt integer not null default 0,
          max_attempts integer not null,
          crashes integer not null default 0,
          max_crashes integer not null,
          claim_no integer not null default 0,
          runner_id text,
          -- Until when a handler is taken to be at work. Null: none is. In no index, so that renewing it is a HOT update.
          lease_until timestamptz(3),
          run_at timestamptz(3) not null,
          -- When a pending job can be claimed: run_at, or later if the handler of a cancelled run still holds it.
          due_at timestamptz(3) not null,
          -- Whether due_at was in the future when it was set. Such jobs stay out of the index of claims until their time has
          -- come, or a million reminders for next month would stand in the way of every claim.
          is_delayed boolean not null default false,
          idempotency_key text collate "C",
          input_hash text,
          -- How many lines were ever logged: numbers the next one, and says which are too old.
          log_count integer not null default 0,
          revision integer not null default 1,
          created_at timestamptz(3) not null,
          updated_at timestamptz(3) not null,
          started_at timestamptz(3),
          finished_at timestamptz(3)
        )
        -- Room on each page for the next versions of its rows, and a vacuum that does not wait until a fifth of all jobs ever
        -- kept is dead: the dead heads of a queue are in the way of its next claim.
        with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.02)`,

      // Lists, newest first: of everybody, and of one user.
      sql`create index jobs_by_age on ${table("jobs")} (created_at desc, id desc)`,
      sql`create index jobs_of_user on ${table("jobs")} (user_id, created_at desc, id desc)`,

      // The order of claims, type by type, so that a claim reads as many entries as it takes jobs.
      sql`
        create index jobs_to_claim on ${table("jobs")} (type, priority desc, rank, sequence)
        where status = 'pending' and not is_delayed`,

      // Those that are on their final crash attempt and must run alone: mostly none. (They are in the index above, too, where others pass them by.)
      sql`
        create index jobs_on_last_chance on ${table("jobs")} (type, priority desc, rank, sequence)
        where status = 'pending' and not is_delayed and crashes > 0 and crashes >= max_crashes - 1`,

      // Which jobs' time comes next.
      sql`create index jobs_to_wait_for on ${table("jobs")} (type, due_at) where status = 'pending' and is_delayed`,

      // Turns: the last rank of a user's waiting jobs, the first rank of all that can be claimed, the last that was served. The
      // last of them holds all running jobs, few at any time: lapsed leases are found by reading it through.
      sql`create index jobs_turn_of_user on ${table("jobs")} (priority, user_id, rank) where status = 'pending'`,
      sql`create index jobs_turn_first on ${table("jobs")} (priority, rank) where status = 'pending' and not is_delayed`,
      sql`create index jobs_running on ${table("jobs")} (is_in_turn, priority, rank) where status = 'processing'`,

      // Retention: the oldest ends of each status.
      sql`create index jobs_to_prune on ${table("jobs")} (status, finished_at) where finished_at is not null`,

      // One job for a key of a user (nobody in particular is one, too) and type.
      sql`
        create unique index jobs_idempotency on ${table("jobs")} (idempotency_key, type, user_id) nulls not distinct
        where idempotency_key is not null`,

      sql`
        create table ${table("job_log")} (
          job_id uuid not null references ${table("jobs")} on delete cascade,
          line_no integer not null,
          claim_no integer not null,
          at timestamptz(3) not null,
          level text not null,
          message text not null,
          primary key (job_id, line_no)
        )`,
    ];
  },
};
