import type { ClaimState, ClaimUpdate } from "@rowmill/core/adapter";
import { sql } from "kysely";
import { loggedLines, writeLog } from "./log.ts";
import { reportFields, reportRecord } from "./report.ts";
import { changeColumns, type ChangeRow } from "./row.ts";
import { clock, type Names } from "../schema/names.ts";
import { asRecords, type Executor, statement } from "../connection/statement.ts";
import { isJobId } from "../connection/storable-text.ts";

/** Writes reports and renews leases. */
export type UpdateClaims = (
  executor: Executor,
  updates: readonly ClaimUpdate[],
) => Promise<{ readonly states: readonly ClaimState[]; readonly changed: readonly ChangeRow[] }>;

/** Prepares the statements. */
export function prepareUpdate(names: Names): UpdateClaims {
  const withoutLog = updateStatement(names, false);
  const withLog = updateStatement(names, true);

  return async (executor, updates) => {
    const merged = mergedByClaim(updates);
    const items = [...merged.values()].filter(({ claim }) => isJobId(claim.jobId));
    const update = items.some(({ report }) => report && report.log.length > 0) ? withLog : withoutLog;
    const rows = items.length === 0 ? [] : await update(executor, asRecords(items.map(toRecord)));
    const states = new Map<string, ClaimState>();
    for (const row of rows) states.set(keyOf(items[row.n]!), row.status === "processing" ? "held" : "cancelled");
    return { states: updates.map((item) => states.get(keyOf(item)) ?? "lost"), changed: rows.filter((row) => row.is_changed) };
  };
}

/** One statement can write a row only once, but an attempt may report and save a checkpoint in the same moment. */
function mergedByClaim(updates: readonly ClaimUpdate[]): Map<string, ClaimUpdate> {
  const merged = new Map<string, ClaimUpdate>();
  for (const update of updates) {
    const earlier = merged.get(keyOf(update));
    if (!earlier) {
      merged.set(keyOf(update), update);
      continue;
    }
    const { report: earlierReport } = earlier;
    const report = update.report && earlierReport ? { ...update.report, log: [...earlierReport.log, ...update.report.log] } : undefined;
    merged.set(keyOf(update), { ...earlier, ...update, ...(report && { report }) });
  }
  return merged;
}

function keyOf({ claim }: ClaimUpdate): string {
  return `${claim.jobId} ${claim.claimNo}`;
}

function toRecord({ claim, leaseMs, report, checkpoint }: ClaimUpdate) {
  return { id: claim.jobId, claim_no: claim.claimNo, lease_ms: leaseMs, checkpoint, ...reportRecord(report) };
}

type UpdatedRow = ChangeRow & { readonly n: number; readonly is_changed: boolean };

/**
 * Renews the lease of every claim that still has one, and writes what those report whose job was not cancelled under them.
 *
 * A job that was cancelled and started over is pending while the old handler stops: its lease then says when it can be claimed.
 * Rows are locked in the order of their ids, so that this and a settlement of the same jobs do not wait for each other. Nothing that
 * an index looks at changes, unless the job is pending: the update is a HOT one.
 */
function updateStatement(names: Names, hasLog: boolean) {
  const { db, jobs } = names;
  return statement<UpdatedRow, [items: string]>(
    db,
    (items) => sql<UpdatedRow>`
      with ${clock(names)},
      given as materialized (
        select
          item.*,
          clock.now + item.lease_ms * interval '1 millisecond' as lease_until,
          item.progress is not null as has_report,
          item.progress is not null or item.checkpoint is not null as has_news
        from json_to_recordset(${items}::json) as item (
          n integer, id uuid, claim_no integer, lease_ms float8, checkpoint text, ${reportFields}
        )
        cross join clock
      ),
      locked as materialized (
        select j.id from ${jobs} j where j.id = any (array(select id from given)) order by j.id for no key update
      ),
      written as (
        update ${jobs} job
        set
          lease_until = given.lease_until,
          due_at = case when job.status = 'pending' then greatest(job.run_at, given.lease_until) else job.due_at end,
          is_delayed = job.is_delayed or job.status = 'pending',
          progress = case when job.status = 'processing' and given.has_report then given.progress else job.progress end,
          stage = case when job.status = 'processing' and given.has_report then given.stage else job.stage end,
          counters = case when job.status = 'processing' and given.has_report then given.counters else job.counters end,
          checkpoint = case when job.status = 'processing' then coalesce(given.checkpoint, job.checkpoint) else job.checkpoint end,
          log_count = job.log_count + case when job.status = 'processing' then ${loggedLines} else 0 end,
          revision = job.revision + (job.status = 'processing' and given.has_news)::integer,
          updated_at = case when job.status = 'processing' and given.has_news then clock.now else job.updated_at end
        from given, clock
        where job.id = any (array(select id from locked)) and job.id = given.id and job.claim_no = given.claim_no and job.lease_until is not null
        returning given.n, job.log_count, ${changeColumns("job")}, job.status = 'processing' and given.has_news as is_changed
      )
      ${hasLog ? sql`, ${writeLog(names, sql`(select * from written where is_changed)`)}` : sql``}
      select n, is_changed, ${changeColumns("written")} from written`,
  );
}
