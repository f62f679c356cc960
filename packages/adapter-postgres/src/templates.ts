import { RowmillError } from "@rowmill/core";
import {
  fromJsonText,
  isStorableName,
  type JsonText,
  type NewTemplate,
  refuseOverTemplateQuota,
  refuseUnstorableNames,
  type Template,
  type TemplateInfo,
  type TemplateKey,
  type TemplateRevisionInfo,
  type TemplateStore,
} from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";
import { cutPage, epochMsOf, foreignCursor, pageOf } from "./pages.ts";
import type { Patiently } from "./connection/patience.ts";
import type { Executor } from "./connection/statement.ts";
import { clock, type Names } from "./schema/names.ts";
import { isJobId, storableText } from "./connection/storable-text.ts";

/** Makes the store of templates. @param call - does something in the database when it is ready, and again if that failed for a while */
export function createTemplates(names: Names, call: Patiently): TemplateStore {
  const { db, templates, templateRevisions } = names;

  return {
    async create(template, quota) {
      const { id, userId, savedBy = userId } = template;
      if (!isJobId(id)) {
        const message = `The id of a template must be a UUID in lower case, got ${JSON.stringify(id)}`;
        throw new RowmillError("OPTION_INVALID", message, { retriable: false });
      }
      refuseUnstorableNames({ userId, savedBy }, "a template");
      const created = await call(() => (quota ? createWithin(template, quota.templates) : run<TemplateRow>(db, insertOf(template))));
      const [row] = created.length > 0 ? created : await find({ id });
      return toTemplate(row!);
    },

    async get(key) {
      const [row] = await find(key);
      return row && toTemplate(row);
    },

    async list({ userId, limit, cursor }) {
      const page = pageOf({ userId, limit, cursor }, (id) => {
        if (!isJobId(id)) throw foreignCursor();
        return sql`${id}::uuid`;
      });
      if (!isStorableName(userId) || limit < 1) return { templates: [], nextCursor: undefined };
      const read = await call(() => run<InfoRow>(db, sql`select ${infoColumns} from ${templates} r ${page}`));
      const { rows, nextCursor } = cutPage(read, limit);
      return { templates: rows.map(toInfo), nextCursor };
    },

    async replace(key, { name, document, expectedRevision, savedBy, changes = NO_CHANGES, keepRevisions }) {
      refuseUnstorableNames({ savedBy: savedBy ?? null }, "a template");
      if (!isPossible(key)) return undefined;
      const expected = expectedRevision === undefined ? sql`true` : sql`found.revision = ${expectedRevision}`;
      return await call(async (isRepeated) => {
        // Locked first: what is answered is what the decision was made on.
        const [row] = await run<TemplateRow & { readonly is_changed: boolean }>(
          db,
          sql`
          with ${clock(names)},
          found as materialized (select * from ${templates} r where ${is(key)} for update),
          changed as (
            update ${templates} r
            set name = ${storableText(name)}, document = ${document}, revision = r.revision + 1, updated_at = clock.now
            from found, clock
            where r.id = found.id and ${expected}
            returning r.*
          ),
          saved as (
            insert into ${templateRevisions} (template_id, revision, name, document, saved_by, saved_at, changes)
            select c.id, c.revision, c.name, c.document, ${savedBy === undefined ? sql`c.user_id` : sql`${savedBy}::text`}, c.updated_at, ${changes}::text
            from changed c
          ),
          pruned as (
            delete from ${templateRevisions} v using changed c
            where v.template_id = c.id and v.revision <= c.revision - ${keepRevisions ?? null}::integer
          )
          select true as is_changed, ${columns} from changed r
          union all
          select false, ${columns} from found r where not exists (select from changed)`,
        );
        if (!row) return undefined;
        // An earlier try of ours, whose answer was lost, may have made it what it is.
        const isOurs = isRepeated && row.revision === (expectedRevision ?? 0) + 1 && row.document === document;
        return { template: toTemplate(row), changed: row.is_changed || isOurs };
      });
    },

    async delete(key) {
      if (!isPossible(key)) return false;
      // An earlier try that nobody heard of may have deleted it.
      return await call(async (isRepeated) => {
        const deleted = await run(db, sql`delete from ${templates} r where ${is(key)} returning 1 as one`);
        return deleted.length > 0 || isRepeated;
      });
    },

    async listRevisions(key, { limit, before }) {
      // Read with one statement: a template that is deleted in between has no revisions, and is none.
      const rows = !isPossible(key)
        ? []
        : await call(() =>
            run<RevisionInfoRow | { readonly revision: null }>(
              db,
              sql`
                select ${revisionColumns} from ${templates} r
                left join lateral (
                  select * from ${templateRevisions} v
                  where v.template_id = r.id and ${before === undefined ? sql`true` : sql`v.revision < ${before}`}
                  order by v.revision desc limit ${Math.max(0, limit)}
                ) v on true
                where ${is(key)} order by v.revision desc`,
            ),
          );
      if (rows.length === 0) return undefined;
      return rows.flatMap((row) => (row.revision === null ? [] : [toRevisionInfo(row)]));
    },

    async getRevision(key, revision) {
      if (!isPossible(key) || !isRevision(revision)) return undefined;
      const [row] = await call(() =>
        run<RevisionRow>(
          db,
          sql`
            select ${revisionColumns}, v.document from ${templateRevisions} v join ${templates} r on r.id = v.template_id
            where ${is(key)} and v.revision = ${revision}`,
        ),
      );
      return row && { ...toRevisionInfo(row), document: fromJsonText(row.document) };
    },
  };

  /** One at a time for each user: of two that count the same templates, both would be stored. */
  async function createWithin(template: NewTemplate, maxTemplates: number): Promise<TemplateRow[]> {
    const { id, userId } = template;
    return await db.transaction().execute(async (transaction) => {
      // The templates must be counted as they are after the lock.
      await run(transaction, sql`set transaction isolation level read committed`);
      await run(transaction, sql`select pg_advisory_xact_lock(hashtextextended(${lockOf(userId)}, 0))`);
      const isOf = userId === null ? sql`r.user_id is null` : sql`r.user_id = ${userId}`;
      const [found] = await run<{ readonly count: number; readonly is_known: boolean }>(
        transaction,
        sql`
          select (select count(*)::integer from ${templates} r where ${isOf}) as count,
            exists (select from ${templates} r where r.id = ${id}::uuid) as is_known`,
      );
      if (found!.is_known) return [];
      refuseOverTemplateQuota(found!.count, maxTemplates);
      return await run<TemplateRow>(transaction, insertOf(template));
    });
  }

  function insertOf({ id, userId, name, document, savedBy = userId, changes = NO_CHANGES }: NewTemplate): RawBuilder<unknown> {
    return sql`
      with ${clock(names)},
      created as (
        insert into ${templates} as r (id, user_id, name, document, created_at, updated_at)
        select ${id}::uuid, ${userId}::text, ${storableText(name)}::text, ${document}::text, clock.now, clock.now from clock
        on conflict (id) do nothing
        returning r.*
      ),
      saved as (
        insert into ${templateRevisions} (template_id, revision, name, document, saved_by, saved_at, changes)
        select c.id, c.revision, c.name, c.document, ${savedBy}::text, c.created_at, ${changes}::text from created c
      )
      select ${columns} from created r`;
  }

  /** Names the lock of a user's quota: of this schema, because others have templates of their own. */
  function lockOf(userId: string | null): string {
    return `rowmill quota ${templates.compile(db).sql} ${JSON.stringify(userId)}`;
  }

  async function find(key: TemplateKey): Promise<TemplateRow[]> {
    return isPossible(key) ? await call(() => run<TemplateRow>(db, sql`select ${columns} from ${templates} r where ${is(key)}`)) : [];
  }

  async function run<Row>(executor: Executor, statement: RawBuilder<unknown>): Promise<Row[]> {
    return (await executor.executeQuery<Row>((statement as RawBuilder<Row>).compile(db))).rows;
  }
}

interface InfoRow {
  readonly id: string;
  readonly user_id: string | null;
  readonly name: string;
  readonly revision: number;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
}

interface TemplateRow extends InfoRow {
  readonly document: JsonText;
}

interface RevisionInfoRow {
  readonly revision: number;
  readonly name: string;
  readonly saved_by: string | null;
  readonly saved_at_ms: number;
  readonly changes: JsonText;
}

interface RevisionRow extends RevisionInfoRow {
  readonly document: JsonText;
}

const NO_CHANGES = "null" as JsonText;

const revisionColumns = sql`v.revision, v.name, v.saved_by, ${epochMsOf("v", "saved_at")}, v.changes`;
const infoColumns = sql`r.id, r.user_id, r.name, r.revision, ${epochMsOf("r", "created_at")}, ${epochMsOf("r", "updated_at")}`;
const columns = sql`${infoColumns}, r.document`;

/** Whether a template can have this key: PostgreSQL would refuse the statement for what is no UUID. */
function isPossible({ id, userId }: TemplateKey): boolean {
  return isJobId(id) && isStorableName(userId);
}

/** PostgreSQL would refuse the statement for a number that its integers do not have. */
function isRevision(revision: number): boolean {
  return Number.isInteger(revision) && revision > 0 && revision <= 2_147_483_647;
}

function is({ id, userId }: TemplateKey): RawBuilder<unknown> {
  if (userId === undefined) return sql`r.id = ${id}::uuid`;
  return userId === null ? sql`r.id = ${id}::uuid and r.user_id is null` : sql`r.id = ${id}::uuid and r.user_id = ${userId}`;
}

function toInfo(row: InfoRow): TemplateInfo {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    revision: row.revision,
    createdAt: new Date(row.created_at_ms),
    updatedAt: new Date(row.updated_at_ms),
  };
}

function toTemplate(row: TemplateRow): Template {
  return { ...toInfo(row), document: fromJsonText(row.document) };
}

function toRevisionInfo(row: RevisionInfoRow): TemplateRevisionInfo {
  const { revision, name, saved_by: savedBy, saved_at_ms: savedAtMs, changes } = row;
  return { revision, name, savedBy, savedAt: new Date(savedAtMs), changes: fromJsonText(changes) };
}
