import { type RawBuilder, sql } from "kysely";
import type { Migration } from "../migration.ts";

/** The jobs that wait for a signal, newest first: the inbox of those who send it. Other jobs have no entry. */
export const inbox: Migration = {
  version: 10,
  name: "inbox",
  statements(schema): RawBuilder<unknown>[] {
    return [
      sql`
        create index jobs_waiting_for_signal on ${sql.id(schema, "jobs")} (waits_for_signal, created_at desc, id desc)
        where is_waiting and waits_for_signal is not null`,
    ];
  },
};
