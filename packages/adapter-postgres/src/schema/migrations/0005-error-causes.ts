import { type RawBuilder, sql } from "kysely";
import type { Migration } from "../migration.ts";

/** The causes of a job's error. A column without a default: PostgreSQL adds it without rewriting the table. */
export const errorCauses: Migration = {
  version: 5,
  name: "error causes",
  statements(schema): RawBuilder<unknown>[] {
    // JSON as text, like counters: nothing is searched in it, and jsonb would refuse U+0000.
    return [sql`alter table ${sql.id(schema, "jobs")} add column error_causes text`];
  },
};
