import { RowmillError } from "@rowmill/core";
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
import { type RawBuilder, sql } from "kysely";
import { cutPage, epochMsOf, foreignCursor, pageOf } from "./pages.ts";
import type { Patiently } from "./connection/patience.ts";
import { clock, type Names } from "./schema/names.ts";
import { isJobId, storableText } from "./connection/storable-text.ts";

/** Makes the store of templates. @param call - does something in the database when it is ready, and again if that failed for a while */
export function createTemplates(names: Names, call: Patiently): TemplateStore {
  const { db, templates } = names;

  return {
    async create({ id, userId, name, document }) {
      if (!isJobId(id)) {
        const message = `The id of a template must be a UUID in lower case, got ${JSON.stringify(id)}`;
        throw new RowmillError("OPTION_INVALID", message, { retriable: false });
      }
      refuseUnstorableNames({ userId }, "a template");
      const created = await call(() =>
        run<TemplateRow>(sql`
          with ${clock(names)}
          insert into ${templates} as r (id, user_id, name, document, created_at, updated_at)
          select ${id}::uuid, ${userId}::text, ${storableText(name)}::text, ${document}::text, clock.now, clock.now from clock
          on conflict (id) do nothing
          returning ${columns}`),
      );
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
      const read = await call(() => run<InfoRow>(sql`select ${infoColumns} from ${templates} r ${page}`));
      const { rows, nextCursor } = cutPage(read, limit);
      return { templates: rows.map(toInfo), nextCursor };
    },

    async replace(key, { name, document, expectedRevision }) {
      if (!isPossible(key)) return undefined;
      const expected = expectedRevision === undefined ? sql`true` : sql`found.revision = ${expectedRevision}`;
      return await call(async (isRepeated) => {
        // Locked first: what is answered is what the decision was made on.
        const [row] = await run<TemplateRow & { readonly is_changed: boolean }>(sql`
          with ${clock(names)},
          found as materialized (select * from ${templates} r where ${is(key)} for update),
          changed as (
            update ${templates} r
            set name = ${storableText(name)}, document = ${document}, revision = r.revision + 1, updated_at = clock.now
            from found, clock
            where r.id = found.id and ${expected}
            returning r.*
          )
          select true as is_changed, ${columns} from changed r
          union all
          select false, ${columns} from found r where not exists (select from changed)`);
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
        const deleted = await run(sql`delete from ${templates} r where ${is(key)} returning 1 as one`);
        return deleted.length > 0 || isRepeated;
      });
    },
  };

  async function find(key: TemplateKey): Promise<TemplateRow[]> {
    return isPossible(key) ? await call(() => run<TemplateRow>(sql`select ${columns} from ${templates} r where ${is(key)}`)) : [];
  }

  async function run<Row>(statement: RawBuilder<unknown>): Promise<Row[]> {
    return (await db.executeQuery<Row>((statement as RawBuilder<Row>).compile(db))).rows;
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

const infoColumns = sql`r.id, r.user_id, r.name, r.revision, ${epochMsOf("r", "created_at")}, ${epochMsOf("r", "updated_at")}`;
const columns = sql`${infoColumns}, r.document`;

/** Whether a template can have this key: PostgreSQL would refuse the statement for what is no UUID. */
function isPossible({ id, userId }: TemplateKey): boolean {
  return isJobId(id) && isStorableName(userId);
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
