import { type RawBuilder, sql } from "kysely";
import type { Migration } from "../migration.ts";

/** Schedules: a few to some thousand rows, so the one index that matters is that of the next slots. */
export const schedules: Migration = {
  version: 4,
  name: "schedules",
  statements(schema): RawBuilder<unknown>[] {
    const table = sql.id(schema, "schedules");
    return [
      sql`
        create table ${table} (
          id text collate "C" not null,
          user_id text collate "C",
          cron text not null,
          time_zone text not null,
          type text collate "C" not null,
          -- The JSON text that came in, as in jobs.
          input text not null,
          priority integer,
          missed text collate "C" not null check (missed in ('run_once', 'skip')),
          overlap text collate "C" not null check (overlap in ('allow', 'skip')),
          is_paused boolean not null default false,
          -- The slot that comes next, or has come and was not seen to yet; null if none will come.
          next_at timestamptz(3),
          last_at timestamptz(3),
          last_job_id text,
          created_at timestamptz(3) not null,
          updated_at timestamptz(3) not null
        )`,

      // The name of a schedule (nobody in particular is an owner, too), and the order of lists.
      sql`create unique index schedules_by_name on ${table} (id, user_id nulls first) nulls not distinct`,

      sql`create index schedules_next on ${table} (next_at) where next_at is not null and not is_paused`,
    ];
  },
};
