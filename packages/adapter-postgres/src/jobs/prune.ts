import type { PrunedJob, PruneRequest } from "@rowmill/core/adapter";
import { sql } from "kysely";
import { asRecords, type Executor, statement } from "../connection/statement.ts";
import { clock, type Names } from "../schema/names.ts";

/** Deletes old finished jobs. */
export type PruneJobs = (executor: Executor, request: PruneRequest) => Promise<readonly PrunedJob[]>;

/** Prepares it. Their logs go with them, by the foreign key. */
export function preparePrune(names: Names): PruneJobs {
  const { db, jobs } = names;
  const prune = statement<PrunedRow, [items: string, limit: number, limitOfAll: number]>(
    db,
    (items, limit, limitOfAll) => sql<PrunedRow>`
      with ${clock(names)},
      old as materialized (
        select oldest.id
        from json_to_recordset(${items}::json) as kept (status text, keep_ms float8)
        cross join clock
        cross join lateral (
          select j.id, j.finished_at
          from ${jobs} j
          where
            j.status = kept.status and j.finished_at <= clock.now - kept.keep_ms * interval '1 millisecond'
            and (j.lease_until is null or j.lease_until <= clock.now)
            -- A parent that goes on reads what its children answered.
            and not exists (select from ${jobs} p where p.id = j.parent_id and p.finished_at is null)
          order by j.finished_at
          limit ${limit}::integer
          for update skip locked
        ) oldest
        order by oldest.finished_at
        limit ${limitOfAll}::integer
      ),
      deleted as (
        delete from ${jobs} job where job.id = any (array(select id from old))
        returning job.id, job.user_id, job.input_file_id, job.reference_file_id, job.result_file_id
      )
      select * from deleted`,
  );

  return async (executor, { keepMs, limit }) => {
    // For ever has no number in JSON.
    const kept = Object.entries(keepMs).filter(([, ms]) => Number.isFinite(ms));
    if (kept.length === 0 || limit < 1) return [];
    const rows = await prune(executor, asRecords(kept.map(([status, ms]) => ({ status, keep_ms: ms }))), limit, limit);
    return rows.map((row) => ({
      id: row.id,
      userId: row.user_id,
      inputFileId: row.input_file_id,
      referenceFileId: row.reference_file_id,
      resultFileId: row.result_file_id,
    }));
  };
}

interface PrunedRow {
  readonly id: string;
  readonly user_id: string | null;
  readonly input_file_id: string | null;
  readonly reference_file_id: string | null;
  readonly result_file_id: string | null;
}
