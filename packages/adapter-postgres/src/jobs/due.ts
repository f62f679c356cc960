import type { Isolation } from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";
import { type Executor, statement } from "../connection/statement.ts";
import { clock, isFinalCrashAttempt, type Names } from "../schema/names.ts";

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

/** How many jobs whose time has come one statement puts in line: a bound for the time that it takes. */
export const MAX_PROMOTED = 1_000;

/** Puts jobs in line whose time has come. Nothing that anybody is told of changes. */
export function promoteStatement(names: Names) {
  const { db, jobs } = names;
  return statement<object, [capacities: string]>(
    db,
    (capacities) => sql<object>`
      with ${clock(names)},
      due as materialized (
        select j.id
        from ${jobs} j
        where
          j.type in (select type from json_to_recordset(${capacities}::json) as item (type text))
          and j.status = 'pending' and j.is_delayed and j.due_at <= (select now from clock)
        order by j.due_at
        limit ${sql.lit(MAX_PROMOTED)}
        for update skip locked
      )
      update ${jobs} job set is_delayed = false where job.id = any (array(select id from due))
      returning job.id`,
  );
}
