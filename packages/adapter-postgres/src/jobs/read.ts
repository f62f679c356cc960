import type { Job, LogLevel, LogLine } from "@rowmill/core";
import type { Isolation, JobKey } from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";
import { keyRecords } from "./keys.ts";
import { jobColumns, type JobRow, toJob } from "./row.ts";
import { clock, isFinalCrashAttempt, type Names } from "../schema/names.ts";
import { asRecords, type Executor, statement } from "../connection/statement.ts";

/** Reads jobs by their keys. */
export type ReadJobs = (executor: Executor, keys: readonly JobKey[]) => Promise<readonly (Job | undefined)[]>;

/** Prepares it. */
export function prepareGet(names: Names): ReadJobs {
  const { db, jobs } = names;
  type FoundRow = JobRow & { readonly n: number };
  const read = statement<FoundRow, [keys: string]>(
    db,
    (keys) => sql<FoundRow>`
      with ${clock(names)}
      select given.n, ${jobColumns("job")}
      from json_to_recordset(${keys}::json) as given (n integer, id uuid, is_anybodys boolean, user_id text)
      cross join lateral (
        select j.* from ${jobs} j
        where j.id = given.id and (given.is_anybodys or j.user_id is not distinct from given.user_id)
        limit 1
      ) job
      cross join clock`,
  );

  return async (executor, keys) => {
    const found = keys.map((): Job | undefined => undefined);
    const records = keyRecords(keys);
    if (records.length === 0) return found;
    for (const row of await read(executor, asRecords(records))) found[row.n] = toJob(row);
    return found;
  };
}

/** Reads the newest lines of a job's log. */
export type ReadLog = (executor: Executor, key: JobKey, limit: number) => Promise<readonly LogLine[]>;

/** Prepares it. */
export function prepareReadLog({ db, jobs, jobLog }: Names): ReadLog {
  interface LineRow {
    readonly at_ms: number;
    readonly level: LogLevel;
    readonly message: string;
    readonly claim_no: number;
  }
  const read = statement<LineRow, [id: string, isAnybodys: boolean, userId: string | null, limit: number]>(
    db,
    (id, isAnybodys, userId, limit) => sql<LineRow>`
      select (extract(epoch from newest.at) * 1000)::float8 as at_ms, newest.level, newest.message, newest.claim_no
      from (
        select line.*
        from ${jobs} job
        join ${jobLog} line on line.job_id = job.id
        where job.id = ${id}::uuid and (${isAnybodys}::boolean or job.user_id is not distinct from ${userId}::text)
        order by line.line_no desc
        limit ${limit}::integer
      ) newest
      order by newest.line_no`,
  );

  return async (executor, key, limit) => {
    const [record] = keyRecords([key]);
    if (!record || limit < 1) return [];
    const rows = await read(executor, record.id, record.is_anybodys, record.user_id ?? null, limit);
    return rows.map(({ at_ms, level, message, claim_no }) => ({ at: new Date(at_ms), level, message, claimNo: claim_no }));
  };
}

/** In how many milliseconds the next job of some types can be claimed. */
export type NextDue = (executor: Executor, types: readonly string[], isolation: Isolation | undefined) => Promise<number | undefined>;

/** Prepares it. */
export function prepareNextDue(names: Names): NextDue {
  const { db, jobs } = names;
  const firstOf = (isolation: RawBuilder<boolean>) => sql`
    select from wanted
    cross join lateral (
      -- Any would do, but in an order that an index has: else a table that is read from its start promises to find one soon.
      select from ${jobs} j
      where j.type = wanted.type and j.status = 'pending' and not j.is_delayed and ${isolation}
      order by j.priority desc, j.rank, j.sequence
      limit 1
    ) one`;
  const read = statement<{ readonly due_in_ms: number | null }, [request: string]>(
    db,
    (given) => sql<{ due_in_ms: number | null }>`
      with ${clock(names)},
      request as materialized (
        select * from json_to_record(${given}::json) as given (types json, of_others boolean, of_alone boolean)
      ),
      wanted as materialized (select value as type from json_array_elements_text((select types from request)))
      select
        case
          when request.of_others and exists (${firstOf(sql`not ${isFinalCrashAttempt("j")}`)}) then 0
          when request.of_alone and exists (${firstOf(isFinalCrashAttempt("j"))}) then 0
          else (
            select extract(epoch from min(greatest(first.due_at, clock.now)) - clock.now) * 1000
            from wanted
            cross join lateral (
              select j.due_at from ${jobs} j
              where j.type = wanted.type and j.status = 'pending' and j.is_delayed
              order by j.due_at
              limit 1
            ) first
          )
        end::float8 as due_in_ms
      from clock cross join request`,
  );

  return async (executor, types, isolation) => {
    if (types.length === 0) return undefined;
    const request = { types, of_others: isolation !== "exclusive", of_alone: isolation !== "shared" };
    const [row] = await read(executor, JSON.stringify(request));
    return row?.due_in_ms ?? undefined;
  };
}
