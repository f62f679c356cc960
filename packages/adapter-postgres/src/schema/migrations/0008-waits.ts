import { type RawBuilder, sql } from "kysely";
import type { Migration } from "../migration.ts";

/**
 * Jobs that wait, their children and their signals. All columns are null for other jobs, and no index of these has an entry for them. The index of
 * running jobs is read through, so it leaves out the thousands that may wait.
 */
export const waits: Migration = {
  version: 8,
  name: "waits",
  statements(schema): RawBuilder<unknown>[] {
    const table = (name: string) => sql.id(schema, name);
    return [
      sql`
        alter table ${table("jobs")}
          add column parent_id uuid,
          -- How much it counts in the progress of its parent. Null: 1.
          add column weight float8,
          -- How many of its children run at once. Null: all.
          add column child_concurrency integer,
          -- True while it waits for one of the next three, else null.
          add column is_waiting boolean,
          add column waits_for_children text,
          add column waits_for_signal text collate "C",
          add column waits_until timestamptz(3),
          -- What ended its last wait, as JSON.
          add column wakeup text`,
      sql`create index jobs_children on ${table("jobs")} (parent_id, created_at desc, id desc) where parent_id is not null`,
      sql`create index jobs_children_by_status on ${table("jobs")} (parent_id, status) where parent_id is not null`,
      sql`
        create index jobs_unfinished_children on ${table("jobs")} (parent_id, run_at, sequence)
        where parent_id is not null and finished_at is null`,
      sql`create index jobs_parents on ${table("jobs")} (child_concurrency) where child_concurrency is not null`,
      sql`create index jobs_waiting on ${table("jobs")} (waits_until) where is_waiting`,
      sql`drop index ${table("jobs_running")}`,
      sql`
        create index jobs_running on ${table("jobs")} (is_in_turn, priority, rank)
        where status = 'processing' and is_waiting is null`,
      sql`
        create table ${table("signals")} (
          job_id uuid not null references ${table("jobs")} on delete cascade,
          name text collate "C" not null,
          key text collate "C" not null,
          sequence bigint generated always as identity,
          payload text not null,
          is_used boolean not null default false,
          primary key (job_id, name, key)
        )`,
    ];
  },
};
