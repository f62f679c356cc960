import type { ClaimRequest, TypeCapacity } from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";
import { MAX_PROMOTED, promoteStatement } from "./due.ts";
import { keyRecords } from "./keys.ts";
import { jobColumns, type JobRow } from "./row.ts";
import { clock, isInTime, isFinalCrashAttempt, type Names } from "../schema/names.ts";
import { asRecords, type Executor, statement } from "../connection/statement.ts";

/**
 * Begins attempts. Returns the rows of the claimed jobs, in the order of claims.
 * @param limitMs - how long the caller waits for a statement. Later it claims nothing: no handler would run the job until its lease has lapsed
 */
export type ClaimJobs = (executor: Executor, request: ClaimRequest, limitMs: number | null) => Promise<readonly JobRow[]>;

/** Prepares the statements. */
export function prepareClaim(names: Names): ClaimJobs {
  const claimByType = claimByTypeStatement(names);
  const promote = promoteStatement(names);
  const claimKeys = claimKeysStatement(names);

  return async (executor, { from, limit, runnerId, leaseMs, isIdle = false }, limitMs) => {
    if (limit < 1) return [];
    if ("capacities" in from) return await byType(from.capacities.filter((capacity) => capacity.limit > 0));
    const records = keyRecords(from.keys);
    return records.length === 0 ? [] : await claimKeys(executor, asRecords(records), isIdle, limit, runnerId, leaseMs, limitMs);

    async function byType(capacities: readonly TypeCapacity[]): Promise<readonly JobRow[]> {
      if (capacities.length === 0) return [];
      const items = capacities.map((capacity) => ({ type: capacity.type, room: Math.min(capacity.limit, limit) }));
      const request = { capacities: items, room: limit, is_idle: isIdle, runner_id: runnerId, lease_ms: leaseMs, limit_ms: limitMs };
      const claim = async (evenIfSomeAreDue: boolean) => {
        const rows = await claimByType(executor, JSON.stringify({ ...request, even_if_some_are_due: evenIfSomeAreDue }));
        return { areSomeDue: rows[0]?.are_some_due === true, rows: rows.filter((row): row is LaneRow & JobRow => row.id !== null) };
      };
      const first = await claim(false);
      if (!first.areSomeDue) return first.rows;
      while ((await promote(executor, JSON.stringify(items))).length === MAX_PROMOTED);
      return (await claim(true)).rows;
    }
  };
}

/** What an attempt begins with. Progress starts at nothing, unless there is a checkpoint to go on from, or what the job has waited for. */
function beginning(job: string, isInTurn: boolean, runnerId: RawBuilder<unknown>, leaseMs: RawBuilder<unknown>): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${job}.${name}`);
  const isFresh = sql`${column("checkpoint")} is null and ${column("wakeup")} is null`;
  return sql`
    status = 'processing',
    claim_no = ${column("claim_no")} + 1,
    attempt = ${column("attempt")} + 1,
    runner_id = ${runnerId},
    lease_until = clock.now + ${leaseMs}::float8 * interval '1 millisecond',
    is_in_turn = ${sql.lit(isInTurn)},
    is_delayed = false,
    progress = case when ${isFresh} then 0 else ${column("progress")} end,
    stage = case when ${isFresh} then null else ${column("stage")} end,
    counters = case when ${isFresh} then '{}' else ${column("counters")} end,
    started_at = clock.now,
    updated_at = clock.now,
    revision = ${column("revision")} + 1`;
}

type LaneRow = { readonly are_some_due: boolean } & (JobRow | { readonly id: null });

/**
 * Claims the next jobs of some types.
 *
 * Each type reads its part of the index `jobs_to_claim` from the front, past rows that another claim has locked, and stops when it has
 * as many as it has room for; the best of all types are taken. What a type locked beyond that is free again in a moment, and whoever
 * found it locked is told by `nextDueInMs` to look again.
 *
 * All that is asked for is one parameter, so that the planner can make nothing of it: with a limit that it sees it takes a plan for this one
 * call to be cheaper than one for all, and makes a plan each time, which takes longer than the claim.
 *
 * If the time of a delayed job has come, nothing is claimed, and the caller is told: it may be better than all that stand in
 * line. That costs two more round trips then, and one look into a small index always.
 */
function claimByTypeStatement(names: Names) {
  const { db, jobs } = names;
  const request = (field: string) => sql`(select ${sql.id(field)} from request)`;
  const next = (limit: RawBuilder<unknown>, condition: RawBuilder<unknown>) => sql`
    select best.id
    from capacity
    cross join lateral (
      select j.id, j.priority, j.rank, j.sequence
      from ${jobs} j
      where j.type = capacity.type and j.status = 'pending' and not j.is_delayed and not (select is_some from due) and ${condition}
      order by j.priority desc, j.rank, j.sequence
      limit capacity.room
      for update skip locked
    ) best
    order by best.priority desc, best.rank, best.sequence
    limit ${limit}`;
  return statement<LaneRow, [request: string]>(
    db,
    (given) => sql<LaneRow>`
      with ${clock(names)},
      request as materialized (
        select * from json_to_record(${given}::json) as given (
          capacities json, room integer, is_idle boolean, even_if_some_are_due boolean, runner_id text, lease_ms float8, limit_ms float8
        )
        where ${isInTime(sql`limit_ms`)}
      ),
      capacity as materialized (
        select * from json_to_recordset(${request("capacities")}) as item (type text, room integer)
      ),
      due as materialized (
        select not ${request("even_if_some_are_due")} and exists (
          select from capacity
          cross join lateral (
            select from ${jobs} j
            where j.type = capacity.type and j.status = 'pending' and j.is_delayed and j.due_at <= (select now from clock)
            order by j.due_at
            limit 1
          ) one
        ) as is_some
      ),
      final_crash_attempt as materialized (${next(sql`1`, sql`${request("is_idle")} and ${isFinalCrashAttempt("j")}`)}),
      next as materialized (
        ${next(request("room"), sql`not exists (select from final_crash_attempt) and not ${isFinalCrashAttempt("j")}`)}
      ),
      claimed as (
        update ${jobs} job
        set ${beginning("job", true, request("runner_id"), request("lease_ms"))}
        from clock
        where job.id = any (array(select id from final_crash_attempt union all select id from next))
        returning job.*
      )
      select due.is_some as are_some_due, found.*
      from due
      left join (select ${jobColumns("claimed")}, claimed.rank, claimed.sequence from claimed cross join clock) found on true
      order by found.priority desc, found.rank, found.sequence`,
  );
}

/**
 * Claims jobs by their keys. Waits for a row that is locked instead of passing it by: it may only be renewed or put in line, and
 * whoever asks for one job does not ask again. In the order of ids, so that two claims do not wait for each other.
 */
function claimKeysStatement(names: Names) {
  const { db, jobs } = names;
  return statement<JobRow, [keys: string, isIdle: boolean, limit: number, runnerId: string, leaseMs: number, limitMs: number | null]>(
    db,
    (keys, isIdle, limit, runnerId, leaseMs, limitMs) => sql<JobRow>`
      with ${clock(names)},
      given as materialized (
        select * from json_to_recordset(${keys}::json) as item (id uuid, is_anybodys boolean, user_id text)
      ),
      free as materialized (
        select j.id, ${isFinalCrashAttempt("j")} as is_final_crash_attempt
        from ${jobs} j
        where
          j.id = any (array(select id from given))
          and j.status = 'pending' and j.due_at <= (select now from clock) and (${isIdle}::boolean or not ${isFinalCrashAttempt("j")})
          and exists (
            select from given g where g.id = j.id and (g.is_anybodys or g.user_id is not distinct from j.user_id)
          )
        order by j.id
        for update
      ),
      next as materialized (
        select id
        from free
        where is_final_crash_attempt = (select bool_or(is_final_crash_attempt) from free)
        order by id
        limit (select case when bool_or(is_final_crash_attempt) then 1 else ${limit}::integer end from free)
      ),
      claimed as (
        update ${jobs} job
        set ${beginning("job", false, runnerId, leaseMs)}
        from clock
        -- Judged after the wait for locked rows.
        where job.id = any (array(select id from next)) and ${isInTime(limitMs)}
        returning job.*
      )
      select ${jobColumns("claimed")} from claimed cross join clock`,
  );
}
