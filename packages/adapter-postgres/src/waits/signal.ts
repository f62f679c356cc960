import { isFinished, MAX_SIGNALS, type JobKey, type NewSignal, type SignalOutcome } from "@rowmill/core/adapter";
import { sql } from "kysely";
import { type Executor, statement } from "../connection/statement.ts";
import { clock, type Names } from "../schema/names.ts";
import { keyRecords } from "../jobs/keys.ts";
import { jobColumns, type JobRow, toJob } from "../jobs/row.ts";

/** Keeps a signal for a job. */
export type KeepSignal = (executor: Executor, key: JobKey, signal: NewSignal) => Promise<SignalOutcome | undefined>;

type KeptRow = JobRow & { readonly is_kept: boolean; readonly is_known: boolean; readonly is_full: boolean };

/** Prepares it. */
export function prepareSignal(names: Names): KeepSignal {
  const { db, jobs, signals } = names;
  type Parameters = [id: string, isAnybodys: boolean, userId: string | null, name: string, key: string | null, payload: string];
  const keep = statement<KeptRow, Parameters>(
    db,
    (id, isAnybodys, userId, name, key, payload) => sql<KeptRow>`
      with ${clock(names)},
      found as materialized (
        select j.*
        from ${jobs} j
        where j.id = ${id}::uuid and (${isAnybodys}::boolean or j.user_id is not distinct from ${userId}::text)
      ),
      given as materialized (
        select found.id as job_id, sent.name, coalesce(sent.key, 'attempt ' || found.claim_no) as key, sent.payload
        from found
        cross join (select ${name}::text as name, ${key}::text as key, ${payload}::text as payload) sent
      ),
      already as materialized (
        select
          (select count(*) from ${signals} s where s.job_id = given.job_id) >= ${sql.lit(MAX_SIGNALS)} as is_full,
          exists (
            select from ${signals} s where s.job_id = given.job_id and s.name = given.name and s.key = given.key
          ) as is_known
        from given
      ),
      kept as (
        insert into ${signals} (job_id, name, key, payload)
        select given.job_id, given.name, given.key, given.payload
        from given
        cross join found
        cross join already
        where
          found.status in ('pending', 'processing') and (found.is_waiting is null or found.waits_for_signal = given.name)
          and not already.is_full
        on conflict do nothing
        returning job_id
      )
      select ${jobColumns("found")}, exists (select from kept) as is_kept, already.is_known, already.is_full
      from found cross join already cross join clock`,
  );

  return async (executor, key, signal) => {
    const [record] = keyRecords([key]);
    if (!record) return undefined;
    const { name, payload } = signal;
    const [row] = await keep(executor, record.id, record.is_anybodys, record.user_id ?? null, name, signal.key ?? null, payload);
    return row && { job: toJob(row), became: becameOf(row, name) };
  };
}

function becameOf(row: KeptRow, name: string): SignalOutcome["became"] {
  if (row.is_kept) return "kept";
  if (row.is_known) return "known";
  if (isFinished(row.status)) return "finished";
  if (row.is_waiting === true && row.waits_for_signal !== name) return "else";
  // Neither full nor refused: the same signal was kept at the same moment.
  return row.is_full ? "full" : "known";
}
