import type { Claim, ClaimSettlement } from "@rowmill/core/adapter";
import { sql } from "kysely";
import { loggedLines, writeLog } from "./log.ts";
import { reportFields, reportRecord } from "./report.ts";
import { changeColumns, type ChangeRow, jobColumns, type JobRow } from "./row.ts";
import { clock, type Names } from "../schema/names.ts";
import { asRecords, type Executor, statement } from "../connection/statement.ts";
import { isJobId, storableText } from "../connection/storable-text.ts";

/** Ends claims. Answers the row of each job that was settled, in the order of the settlements. */
export type SettleClaims = (
  executor: Executor,
  settlements: readonly ClaimSettlement[],
  /** Whether an earlier try may have been carried out though nobody heard of it: then what it did is the answer. */
  isRepeated: boolean,
) => Promise<readonly (JobRow | undefined)[]>;

/** Prepares the statements. */
export function prepareSettle(names: Names): SettleClaims {
  const withoutLog = settleStatement(names, false);
  const withLog = settleStatement(names, true);
  const readSettled = readSettledStatement(names);

  return async (executor, settlements, isRepeated) => {
    const answers = settlements.map((): JobRow | undefined => undefined);
    const items = firstOfEachClaim(settlements);
    if (items.length === 0) return answers;
    const records = JSON.stringify(items.map(toRecord));
    if (isRepeated) for (const row of await readSettled(executor, records)) answers[row.n] = row;
    const settle = items.some(({ report }) => report && report.log.length > 0) ? withLog : withoutLog;
    for (const row of await settle(executor, records)) answers[row.n] = row;
    return answers;
  };
}

type Item = ClaimSettlement & { readonly n: number };

/** One statement can write a row only once; of several ends of a claim the first one counts anyway. */
function firstOfEachClaim(settlements: readonly ClaimSettlement[]): Item[] {
  const first = new Map<string, Item>();
  for (const [n, item] of settlements.entries()) {
    const key = `${item.claim.jobId} ${item.claim.claimNo}`;
    if (isJobId(item.claim.jobId) && !first.has(key)) first.set(key, { ...item, n });
  }
  return [...first.values()];
}

function toRecord({ n, claim, settlement, report }: Item) {
  const common = { n, id: claim.jobId, claim_no: claim.claimNo, status: settlement.status, ...reportRecord(report) };
  if (settlement.status === "completed") return { ...common, result: settlement.result, result_file_id: settlement.resultFileId };
  if (settlement.status === "waiting") {
    const { children, signal, until } = settlement.for;
    const moment = until === null ? {} : "at" in until ? { until_ms: until.at.getTime() } : { until_in_ms: until.inMs };
    return { ...common, result: settlement.result, uses_attempt: false, waits_for_children: children, waits_for_signal: signal, ...moment };
  }
  const { error } = settlement;
  const failed = {
    ...common,
    error_code: error?.code,
    error_message: storableText(error?.message ?? null),
    error_stack: storableText(error?.stack ?? null),
    // JSON has escapes for what PostgreSQL has no place for.
    error_causes: error && error.causes.length > 0 ? JSON.stringify(error.causes) : null,
  };
  if (settlement.status !== "pending") return failed;
  return { ...failed, run_in_ms: settlement.runInMs, uses_attempt: settlement.usesAttempt };
}

const recordFields = sql`
  n integer, id uuid, claim_no integer, status text, result text, result_file_id text, error_code text, error_message text,
  error_stack text, error_causes text, run_in_ms float8, uses_attempt boolean, waits_for_children text,
  waits_for_signal text, until_ms float8, until_in_ms float8, ${reportFields}`;

type SettledRow = JobRow & { readonly n: number };

/** Ends the claims that own their jobs. Rows are locked in the order of their ids: see `updateStatement`. */
function settleStatement(names: Names, hasLog: boolean) {
  const { db, jobs } = names;
  return statement<SettledRow, [items: string]>(
    db,
    (items) => sql<SettledRow>`
      with ${clock(names)},
      given as materialized (
        select
          item.*,
          item.progress is not null as has_report,
          item.status in ('pending', 'waiting') as is_again,
          item.status = 'waiting' as is_suspended,
          coalesce(to_timestamp(item.until_ms / 1000), clock.now + item.until_in_ms * interval '1 millisecond') as waits_until,
          clock.now + item.run_in_ms * interval '1 millisecond' as run_at
        from json_to_recordset(${items}::json) as item (${recordFields})
        cross join clock
      ),
      locked as materialized (
        select j.id from ${jobs} j where j.id = any (array(select id from given)) order by j.id for no key update
      ),
      written as (
        update ${jobs} job
        set
          status = case when given.is_suspended then 'processing' else given.status end,
          is_waiting = case when given.is_suspended then true end,
          waits_for_children = given.waits_for_children,
          waits_for_signal = given.waits_for_signal,
          waits_until = given.waits_until,
          wakeup = case when given.is_again and not given.is_suspended then job.wakeup end,
          progress = case when given.status = 'completed' then 100 when given.has_report then given.progress else job.progress end,
          stage = case when given.has_report then given.stage else job.stage end,
          counters = case when given.has_report then given.counters else job.counters end,
          -- What a job has shown while it waited stays until it completes, or shows something else.
          result = case when given.status in ('completed', 'waiting') then given.result else job.result end,
          result_file_id = given.result_file_id,
          -- A job that is given back without an error keeps the one of an earlier attempt.
          error_code = case when given.is_again and given.error_code is null then job.error_code else given.error_code end,
          error_message = case when given.is_again and given.error_code is null then job.error_message else given.error_message end,
          error_stack = case when given.is_again and given.error_code is null then job.error_stack else given.error_stack end,
          error_causes = case when given.is_again and given.error_code is null then job.error_causes else given.error_causes end,
          attempt = job.attempt - (given.is_again and not given.uses_attempt)::integer,
          crashes = 0,
          lease_until = null,
          run_at = coalesce(given.run_at, job.run_at),
          due_at = coalesce(given.run_at, job.due_at),
          is_delayed = coalesce(given.is_again and given.run_in_ms > 0, false),
          finished_at = case when given.is_again then null else clock.now end,
          log_count = job.log_count + ${loggedLines},
          revision = job.revision + 1,
          updated_at = clock.now
        from given, clock
        where job.id = any (array(select id from locked)) and job.id = given.id and job.claim_no = given.claim_no
          -- In these words no index knows it: the one of running jobs would be read from end to end.
          and (job.status = 'processing') is true and job.is_waiting is null
        returning job.*, given.n
      )
      ${hasLog ? sql`, ${writeLog(names, sql`written`)}` : sql``}
      select n, ${jobColumns("written")} from written cross join clock`,
  );
}

/**
 * Finds jobs that an earlier try has settled. Only the claim that owns a job settles it, so a job that still has this claim's number
 * and the status that was asked for was settled by us; but for a lapsed lease, which counts as a crash.
 */
function readSettledStatement(names: Names) {
  const { db, jobs } = names;
  return statement<SettledRow, [items: string]>(
    db,
    (items) => sql<SettledRow>`
      with ${clock(names)}
      select given.n, ${jobColumns("job")}
      from json_to_recordset(${items}::json) as given (${recordFields})
      cross join lateral (
        select j.* from ${jobs} j
        where
          j.id = given.id and j.claim_no = given.claim_no and j.crashes = 0
          and (j.status = given.status or (given.status = 'waiting' and (j.is_waiting or (j.status = 'pending' and j.wakeup is not null))))
          and j.lease_until is null
        limit 1
      ) job
      cross join clock`,
  );
}

/** Says that the handlers of cancelled jobs have stopped. Answers the rows that this changed. */
export type ReleaseClaims = (executor: Executor, claims: readonly Claim[]) => Promise<readonly ChangeRow[]>;

/** Prepares it. */
export function prepareRelease(names: Names): ReleaseClaims {
  const { db, jobs } = names;
  const release = statement<ChangeRow, [items: string]>(
    db,
    (items) => sql<ChangeRow>`
      with ${clock(names)},
      given as materialized (
        select * from json_to_recordset(${items}::json) as item (id uuid, claim_no integer)
      ),
      locked as materialized (
        select j.id from ${jobs} j where j.id = any (array(select id from given)) order by j.id for no key update
      )
      update ${jobs} job
      set
        lease_until = null,
        due_at = job.run_at,
        is_delayed = job.status = 'pending' and job.run_at > clock.now,
        revision = job.revision + 1,
        updated_at = clock.now
      from given, clock
      where
        job.id = any (array(select id from locked)) and job.id = given.id and job.claim_no = given.claim_no
        and job.status <> 'processing' and job.lease_until is not null
      returning ${changeColumns("job")}`,
  );

  return async (executor, claims) => {
    const items = claims.filter(({ jobId }) => isJobId(jobId)).map(({ jobId, claimNo }) => ({ id: jobId, claim_no: claimNo }));
    return items.length === 0 ? [] : await release(executor, asRecords(items));
  };
}
