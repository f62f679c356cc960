import { isFinished, MAX_SIGNALS, type JobKey, type NewSignal, type SignalOutcome } from "@rowmill/core/adapter";
import { sql } from "kysely";
import { type Executor, statement } from "../connection/statement.ts";
import { clock, type Names } from "../schema/names.ts";
import { keyRecords } from "../jobs/keys.ts";
import { jobColumns, type JobRow, toJob } from "../jobs/row.ts";

/**
 * Keeps a signal for a job, in two statements of a transaction: under the lock of the job the second one sees what every signal before has left.
 */
export type KeepSignal = (transaction: Executor, key: JobKey, signal: NewSignal) => Promise<SignalOutcome | undefined>;

type KeptRow = JobRow & {
  readonly is_kept: boolean;
  /** Whether one with the same key is there, and has the same payload. */
  readonly is_known: boolean;
  readonly is_same: boolean;
  /** Whether one of its name is there that no wait has taken yet. */
  readonly is_decided: boolean;
};

/** Prepares it. */
export function prepareSignal(names: Names): KeepSignal {
  const { db, jobs, signals } = names;
  type Parameters = [
    id: string,
    isAnybodys: boolean,
    userId: string | null,
    name: string,
    key: string | null,
    payload: string,
    mayBeEarly: boolean,
  ];
  const lock = statement<{ readonly id: string }, [id: string]>(
    db,
    (id) => sql<{ id: string }>`select j.id from ${jobs} j where j.id = ${id}::uuid for no key update`,
  );
  const keep = statement<KeptRow, Parameters>(
    db,
    (id, isAnybodys, userId, name, key, payload, mayBeEarly) => sql<KeptRow>`
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
          exists (select from ${signals} s where s.job_id = given.job_id and s.name = given.name and not s.is_used) as is_decided,
          same.payload is not null as is_known,
          coalesce(same.payload = given.payload, false) as is_same
        from given
        left join ${signals} same on same.job_id = given.job_id and same.name = given.name and same.key = given.key
      ),
      kept as (
        insert into ${signals} (job_id, name, key, payload)
        select given.job_id, given.name, given.key, given.payload
        from given
        cross join found
        cross join already
        where
          found.status in ('pending', 'processing') and (found.is_waiting is null or found.waits_for_signal = given.name)
          and (${mayBeEarly}::boolean or (found.is_waiting and not already.is_decided))
          and not already.is_full and not already.is_known
        returning job_id
      )
      select ${jobColumns("found")}, exists (select from kept) as is_kept, already.is_known, already.is_same, already.is_decided
      from found cross join already cross join clock`,
  );

  return async (transaction, key, signal) => {
    const [record] = keyRecords([key]);
    if (!record) return undefined;
    const { name, payload, key: signalKey = null, ifEarly = "keep" } = signal;
    await lock(transaction, record.id);
    const owner = [record.id, record.is_anybodys, record.user_id ?? null] as const;
    const [row] = await keep(transaction, ...owner, name, signalKey, payload, ifEarly === "keep");
    return row && { job: toJob(row), became: becameOf(row, signal) };
  };
}

function becameOf(row: KeptRow, { name, ifEarly }: NewSignal): SignalOutcome["became"] {
  if (row.is_kept) return "kept";
  if (row.is_known) return row.is_same ? "known" : "differs";
  if (isFinished(row.status)) return "finished";
  if (row.is_waiting === true && row.waits_for_signal !== name) return "else";
  return ifEarly === "refuse" && (row.is_waiting !== true || row.is_decided) ? "early" : "full";
}
