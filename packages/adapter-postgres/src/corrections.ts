import {
  type CorrectionKey,
  type CorrectionStore,
  fromJsonText,
  isStorableName,
  type JsonText,
  refuseUnstorableNames,
} from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";
import type { Patiently } from "./connection/patience.ts";
import { epochMsOf } from "./pages.ts";
import { clock, type Names } from "./schema/names.ts";

interface CorrectionRow {
  readonly pairs: JsonText;
  readonly revision: number;
  readonly updated_at_ms: number;
}

/** Makes the store of what users decided. @param call - does something in the database when it is ready, and again if that failed for a while */
export function createCorrections(names: Names, call: Patiently): CorrectionStore {
  const { db, corrections } = names;

  return {
    async get(key) {
      if (!isPossible(key)) return undefined;
      const [row] = await call(() => find(key));
      return row && { pairs: fromJsonText(row.pairs), revision: row.revision, updatedAt: new Date(row.updated_at_ms) };
    },

    async replace(key, { pairs, expectedRevision, keepTargets }) {
      refuseUnstorableNames({ userId: key.userId, target: key.target }, "a correction");
      return await call(async (isRepeated) => {
        const changed = await run(sql`
          with ${clock(names)}, changed as (${expectedRevision === 0 ? insertOf(key, pairs) : updateOf(key, pairs, expectedRevision)} returning r.sequence),
          pruned as (${pruneOf(key, keepTargets)} returning 1)
          select from changed`);
        if (changed.length > 0) return true;
        if (!isRepeated) return false;
        // An earlier try of ours, whose answer was lost, may have made it what it is.
        const [row] = await find(key);
        return row?.revision === expectedRevision + 1 && row.pairs === pairs;
      });
    },

    async delete({ userId, target }) {
      if (!isStorableName(userId) || !isStorableName(target)) return 0;
      const ofTarget = target === undefined ? sql`true` : sql`r.target = ${target}`;
      return (await call(() => run(sql`delete from ${corrections} r where ${isOf(userId)} and ${ofTarget} returning 1 as one`))).length;
    },
  };

  function insertOf({ userId, target }: CorrectionKey, pairs: JsonText): RawBuilder<unknown> {
    return sql`
      insert into ${corrections} as r (user_id, target, pairs, revision, updated_at)
      select ${userId}::text, ${target}::text, ${pairs}::text, 1, clock.now from clock
      on conflict (user_id, target) do nothing`;
  }

  function updateOf(key: CorrectionKey, pairs: JsonText, expectedRevision: number): RawBuilder<unknown> {
    return sql`
      update ${corrections} r set pairs = ${pairs}, revision = r.revision + 1, updated_at = clock.now
      from clock where ${is(key)} and r.revision = ${expectedRevision}::integer`;
  }

  /** Deletes what was changed the longest time ago. The target of the key stays: this statement does not see what it inserts. */
  function pruneOf(key: CorrectionKey, keepTargets: number | undefined): RawBuilder<unknown> {
    if (keepTargets === undefined) return sql`delete from ${corrections} where false`;
    return sql`
      delete from ${corrections} r
      where exists (select from changed) and r.sequence in (
        select r.sequence from ${corrections} r
        where ${isOf(key.userId)} and r.target <> ${key.target}
        order by r.updated_at desc, r.sequence desc offset ${keepTargets - 1}::bigint
      )`;
  }

  async function find(key: CorrectionKey): Promise<CorrectionRow[]> {
    return await run<CorrectionRow>(
      sql`select r.pairs, r.revision, ${epochMsOf("r", "updated_at")} from ${corrections} r where ${is(key)}`,
    );
  }

  async function run<Row>(statement: RawBuilder<unknown>): Promise<Row[]> {
    return (await db.executeQuery<Row>((statement as RawBuilder<Row>).compile(db))).rows;
  }
}

function isPossible({ userId, target }: CorrectionKey): boolean {
  return isStorableName(userId) && isStorableName(target);
}

function is({ userId, target }: CorrectionKey): RawBuilder<unknown> {
  return sql`${isOf(userId)} and r.target = ${target}`;
}

function isOf(userId: string | null): RawBuilder<unknown> {
  return userId === null ? sql`r.user_id is null` : sql`r.user_id = ${userId}`;
}
