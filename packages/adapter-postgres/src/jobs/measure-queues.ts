import type { QueueState } from "@rowmill/core/adapter";
import { sql } from "kysely";
import { type Executor, statement } from "../connection/statement.ts";
import { clock, type Names } from "../schema/names.ts";

/** Counts the jobs of each type that could be claimed now. */
export type MeasureQueues = (executor: Executor, types: readonly string[], limit: number) => Promise<QueueState[]>;

/** Prepares it. Each half is read in an index of its own: jobs in the order of claims, and those whose time has come since. */
export function prepareMeasureQueues(names: Names): MeasureQueues {
  const { db, jobs } = names;
  const measure = statement<QueueRow, [request: string]>(
    db,
    (request) => sql<QueueRow>`
      with ${clock(names)},
      request as materialized (select * from json_to_record(${request}::json) as given (types json, most integer)),
      wanted as materialized (
        select value as type, n from json_array_elements_text((select types from request)) with ordinality as item (value, n)
      )
      select
        least(count(due.due_at), request.most)::integer as waiting,
        coalesce(greatest(extract(epoch from clock.now - min(due.due_at)) * 1000, 0), 0)::float8 as oldest_ms
      from wanted
      cross join clock
      cross join request
      left join lateral (
        (
          select j.due_at from ${jobs} j
          where j.type = wanted.type and j.status = 'pending' and not j.is_delayed
          order by j.priority desc, j.rank, j.sequence
          limit request.most
        )
        union all
        (
          select j.due_at from ${jobs} j
          where j.type = wanted.type and j.status = 'pending' and j.is_delayed and j.due_at <= clock.now
          order by j.due_at
          limit request.most
        )
      ) due on true
      group by wanted.n, request.most, clock.now
      order by wanted.n`,
  );

  return async (executor, types, limit) => {
    const rows = await measure(executor, JSON.stringify({ types, most: limit }));
    return rows.map(({ waiting, oldest_ms: oldestMs }, at) => ({ type: types[at]!, waiting, oldestMs }));
  };
}

interface QueueRow {
  readonly waiting: number;
  readonly oldest_ms: number;
}
