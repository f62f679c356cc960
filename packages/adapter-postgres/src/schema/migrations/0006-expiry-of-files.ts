import { type RawBuilder, sql } from "kysely";
import type { Migration } from "../migration.ts";

/** When files expire. The index has only those that do: each round of maintenance asks for them. */
export const expiryOfFiles: Migration = {
  version: 6,
  name: "expiry of files",
  statements(schema): RawBuilder<unknown>[] {
    const files = sql.id(schema, "files");
    return [
      sql`alter table ${files} add column expires_at timestamptz(3)`,
      sql`create index files_that_expire on ${files} (expires_at) where expires_at is not null`,
    ];
  },
};
