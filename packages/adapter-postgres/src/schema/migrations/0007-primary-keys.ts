import { type RawBuilder, sql } from "kysely";
import type { Migration } from "../migration.ts";

/**
 * A primary key for schedules, whose name has a nullable part. Logical replication identifies the rows of an update by it: with a publication
 * for all tables, PostgreSQL refuses every update of a table without one.
 */
export const primaryKeys: Migration = {
  version: 7,
  name: "primary keys",
  statements(schema): RawBuilder<unknown>[] {
    const table = sql.id(schema, "schedules");
    return [sql`alter table ${table} add column sequence bigint generated always as identity primary key`];
  },
};
