import {
  fromJsonText,
  isStorableName,
  type JsonText,
  refuseOverTemplateQuota,
  refuseUnstorableNames,
  type Template,
  type TemplateInfo,
  type TemplateKey,
  type TemplateRevision,
  type TemplateRevisionInfo,
  type TemplateStore,
} from "@rowmill/core/adapter";
import { sql } from "kysely";
import type { Arg, Connection } from "./connection/connection.ts";
import { storableText } from "./connection/storable-text.ts";
import type { TemplateRevisionTable, TemplateTable } from "./schema/tables.ts";
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
  const count = prepare((arg: Arg<{ userId: string | null }>) =>
    builder
      .selectFrom("rowmill_templates")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("user_id", "is", arg("userId")),
  );
  const revisions = "rowmill_template_revisions";
  const insertRevision = prepare((arg: Arg<TemplateRevisionTable>) =>
    builder.insertInto(revisions).values({
      template_id: arg("template_id"),
      revision: arg("revision"),
      name: arg("name"),
      document: arg("document"),
      saved_by: arg("saved_by"),
      saved_at: arg("saved_at"),
      changes: arg("changes"),
    }),
  );
  const pruneRevisions = prepare((arg: Arg<{ id: string; until: number }>) =>
    builder.deleteFrom(revisions).where("template_id", "=", arg("id")).where("revision", "<=", arg("until")),
  );
  const listRevisions = prepare((arg: Arg<{ id: string; before: number; limit: number }>) =>
    builder
      .selectFrom(revisions)
      .select(["revision", "name", "saved_by", "saved_at", "changes"])
      .where("template_id", "=", arg("id"))
      .where("revision", "<", arg("before"))
      .orderBy("revision", "desc")
      .limit(arg("limit")),
  );
  const findRevision = prepare((arg: Arg<{ id: string; revision: number }>) =>
    builder.selectFrom(revisions).selectAll().where("template_id", "=", arg("id")).where("revision", "=", arg("revision")),
  );

  return {
    async create({ id, userId, name, document, savedBy = userId, changes = NO_CHANGES }, quota) {
      ensureOpen();
      refuseUnstorableNames({ userId, savedBy }, "a template");
      return await writer.write(({ nowMs }) => {
        const [known] = find({ id });
        if (known) return toTemplate(known);
        if (quota) refuseOverTemplateQuota(count({ userId })[0]!.count, quota.templates);
        const [row] = insert({ id, user_id: userId, name: storableText(name), document, created_at: nowMs });
        keep(row!, savedBy, changes);
        return toTemplate(row!);
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

    async replace(key, { name, document, expectedRevision, savedBy, changes = NO_CHANGES, keepRevisions }) {
      ensureOpen();
      refuseUnstorableNames({ savedBy: savedBy ?? null }, "a template");
      return await writer.write(({ nowMs }) => {
        const row = rowOf(key);
        if (!row) return undefined;
        if (expectedRevision !== undefined && expectedRevision !== row.revision) return { template: toTemplate(row), changed: false };
        const [replaced] = replace({ id: row.id, name: storableText(name), document, nowMs });
        keep(replaced!, savedBy === undefined ? row.user_id : savedBy, changes);
        if (keepRevisions !== undefined) pruneRevisions({ id: row.id, until: replaced!.revision - keepRevisions });
        return { template: toTemplate(replaced!), changed: true };
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

    async listRevisions(key, { limit, before = Number.MAX_SAFE_INTEGER }) {
      ensureOpen();
      if (!rowOf(key)) return undefined;
      return listRevisions({ id: key.id, before, limit: Math.max(0, limit) }).map(toRevisionInfo);
    },

    async getRevision(key, revision) {
      ensureOpen();
      const [row] = rowOf(key) && Number.isSafeInteger(revision) ? findRevision({ id: key.id, revision }) : [];
      return row && toRevision(row);
    },
  };

  function rowOf({ id, userId }: TemplateKey): TemplateTable | undefined {
    const [row] = isStorableName(id) ? find({ id }) : [];
    return row && (userId === undefined || userId === row.user_id) ? row : undefined;
  }

  function keep({ id, revision, name, document, updated_at }: TemplateTable, savedBy: string | null, changes: JsonText): void {
    insertRevision({ template_id: id, revision, name, document, saved_by: savedBy, saved_at: updated_at, changes });
  }
}

const NO_CHANGES = "null" as JsonText;

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

function toRevisionInfo(row: Omit<TemplateRevisionTable, "document" | "template_id">): TemplateRevisionInfo {
  const { revision, name, saved_by: savedBy, saved_at: savedAt, changes } = row;
  return { revision, name, savedBy, savedAt: new Date(savedAt), changes: fromJsonText(changes) };
}

function toRevision(row: TemplateRevisionTable): TemplateRevision {
  return { ...toRevisionInfo(row), document: fromJsonText(row.document) };
}
