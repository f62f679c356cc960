import { type RawBuilder, sql } from "kysely";
import type { Migration } from "../migration.ts";

/** Every save of a template, and what users decided about pairs of columns. */
export const templateRevisions: Migration = {
  version: 9,
  name: "template revisions",
  statements(schema): RawBuilder<unknown>[] {
    const table = (name: string) => sql.id(schema, name);
    return [
      // The current revision is here, too. It stays in templates as well: a replacement that waited for the row's lock sees that row as it is
      // now, but other tables as they were when its statement began.
      sql`
        create table ${table("template_revisions")} (
          template_id uuid not null references ${table("templates")} (id) on delete cascade,
          revision integer not null,
          name text not null,
          document text not null,
          saved_by text collate "C",
          saved_at timestamptz(3) not null,
          -- The JSON text that came in, as in jobs.
          changes text not null,
          primary key (template_id, revision)
        )`,
      sql`
        insert into ${table("template_revisions")} (template_id, revision, name, document, saved_by, saved_at, changes)
        select id, revision, name, document, user_id, updated_at, 'null' from ${table("templates")}`,

      sql`
        create table ${table("corrections")} (
          sequence bigint generated always as identity primary key,
          user_id text collate "C",
          target text collate "C" not null,
          -- The JSON text that came in.
          pairs text not null,
          revision integer not null,
          updated_at timestamptz(3) not null
        )`,
      sql`create unique index corrections_by_target on ${table("corrections")} (user_id, target) nulls not distinct`,
    ];
  },
};
