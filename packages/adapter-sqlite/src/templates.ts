import {
  fromJsonText,
  isStorableName,
  type JsonText,
  refuseUnstorableNames,
  type Template,
  type TemplateInfo,
  type TemplateKey,
  type TemplateStore,
} from "@rowmill/core/adapter";
import { sql } from "kysely";
import type { Arg, Connection } from "./connection/connection.ts";
import { storableText } from "./connection/storable-text.ts";
import type { TemplateTable } from "./schema/tables.ts";
import { cutPage, pageOf } from "./pages.ts";
import type { Writer } from "./connection/writer.ts";

/** Prepares the store of templates. @param ensureOpen - throws if the store was closed */
export function createTemplates(connection: Connection, writer: Writer, ensureOpen: () => void): TemplateStore {
  const { builder, prepare, all } = connection;
  const find = prepare((arg: Arg<{ id: string }>) => builder.selectFrom("rowmill_templates").selectAll().where("id", "=", arg("id")));
  const insert = prepare((arg: Arg<Omit<TemplateTable, "revision" | "updated_at">>) =>
    builder
      .insertInto("rowmill_templates")
      .values({
        id: arg("id"),
        user_id: arg("user_id"),
        name: arg("name"),
        document: arg("document"),
        revision: sql.lit(1),
        created_at: arg("created_at"),
        updated_at: arg("created_at"),
      })
      .returningAll(),
  );
  const replace = prepare((arg: Arg<{ id: string; name: string; document: JsonText; nowMs: number }>) =>
    builder
      .updateTable("rowmill_templates")
      .set(({ eb }) => ({ name: arg("name"), document: arg("document"), updated_at: arg("nowMs"), revision: eb("revision", "+", 1) }))
      .where("id", "=", arg("id"))
      .returningAll(),
  );
  const remove = prepare((arg: Arg<{ id: string }>) => builder.deleteFrom("rowmill_templates").where("id", "=", arg("id")));

  return {
    async create({ id, userId, name, document }) {
      ensureOpen();
      refuseUnstorableNames({ userId }, "a template");
      return await writer.write(({ nowMs }) => {
        const row = find({ id })[0] ?? insert({ id, user_id: userId, name: storableText(name), document, created_at: nowMs })[0]!;
        return toTemplate(row);
      });
    },

    async get(key) {
      ensureOpen();
      const row = rowOf(key);
      return row && toTemplate(row);
    },

    async list({ limit, ...query }) {
      ensureOpen();
      const page = sql<InfoRow>`
        select id, user_id, name, revision, created_at, updated_at from rowmill_templates ${pageOf({ limit, ...query })}`;
      const { rows, nextCursor } = cutPage(all<InfoRow>({ compile: () => page.compile(builder) }), limit);
      return { templates: rows.map(toInfo), nextCursor };
    },

    async replace(key, { name, document, expectedRevision }) {
      ensureOpen();
      return await writer.write(({ nowMs }) => {
        const row = rowOf(key);
        if (!row) return undefined;
        if (expectedRevision !== undefined && expectedRevision !== row.revision) return { template: toTemplate(row), changed: false };
        return { template: toTemplate(replace({ id: row.id, name: storableText(name), document, nowMs })[0]!), changed: true };
      });
    },

    async delete(key) {
      ensureOpen();
      return await writer.write(() => {
        if (!rowOf(key)) return false;
        remove(key);
        return true;
      });
    },
  };

  function rowOf({ id, userId }: TemplateKey): TemplateTable | undefined {
    const [row] = isStorableName(id) ? find({ id }) : [];
    return row && (userId === undefined || userId === row.user_id) ? row : undefined;
  }
}

type InfoRow = Omit<TemplateTable, "document">;

function toInfo(row: InfoRow): TemplateInfo {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    revision: row.revision,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}

function toTemplate(row: TemplateTable): Template {
  return { ...toInfo(row), document: fromJsonText(row.document) };
}
