import type { LogLevel, LogLine } from "@rowmill/core";
import { type JobKey, MAX_LOG_LINES } from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";
import { type Executor, statement } from "../connection/statement.ts";
import type { Names } from "../schema/names.ts";
import { keyRecords } from "./keys.ts";

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

/** How many lines the record `given` logs. */
export const loggedLines = sql`coalesce(json_array_length(given.log), 0)`;

/**
 * CTEs that write the lines of `given.log` for jobs that were just written, `(n, id, claim_no, log_count)`, and delete lines that are too
 * old. Lines are numbered by job, from its `log_count`, so the newest and the oldest are found without counting.
 */
export function writeLog({ jobLog }: Names, written: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    logged as (
      insert into ${jobLog} (job_id, line_no, claim_no, at, level, message)
      select w.id, w.log_count - ${loggedLines} + line.position, w.claim_no, clock.now, line.value ->> 'level', line.value ->> 'message'
      from ${written} w
      join given using (n)
      cross join lateral json_array_elements(given.log) with ordinality as line (value, position)
      cross join clock
    ),
    forgotten as (
      delete from ${jobLog} line
      using ${written} w
      where line.job_id = any (array(select own.id from ${written} own)) and line.job_id = w.id and line.line_no <= w.log_count - ${sql.lit(MAX_LOG_LINES)}
    )`;
}
