import { RANKS_PER_TURN } from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";
import type { Names } from "../schema/names.ts";

/** `RANKS_PER_TURN` of core, in SQL. */
export const TURN = sql.lit(RANKS_PER_TURN);

/**
 * The first rank of a turn: `nextRank` of core, in SQL.
 *
 * How far a priority was served is derived from the rows (the jobs that are at work, and the first that waits), because a stored mark would
 * be a row that every claim of every process writes to. Both are needed. The first waiting job may be one that no process handles, and
 * then stands still; no job is at work before the first one begins, or after the last one ended. Where nothing waits or runs, a queue begins
 * at the time: later than any rank that was served before, as long as a priority serves less than a million jobs a second.
 * Parallel inserts of one user do not see each other and share ranks: other users then wait for one job of each.
 */
export function firstRank({ jobs }: Names, { priority, userId }: Record<"priority" | "userId", RawBuilder<unknown>>): RawBuilder<unknown> {
  return sql`
    coalesce(
      greatest(
        -- Two branches, because "is not distinct from" reads no index; ordered by the whole index, because "is null" is not known
        -- to leave one value, and without it all of the user's waiting jobs would be read.
        case when ${userId} is null then (
          select j.rank + ${TURN} from ${jobs} j
          where j.status = 'pending' and j.priority = ${priority} and j.user_id is null
          order by j.priority desc, j.user_id desc, j.rank desc limit 1
        ) else (
          select j.rank + ${TURN} from ${jobs} j
          where j.status = 'pending' and j.priority = ${priority} and j.user_id = ${userId}
          order by j.priority desc, j.user_id desc, j.rank desc limit 1
        ) end,
        -- Also for a user who has something waiting: it may be an old job that came back, and takes no new ones along.
        (select min(j.rank) from ${jobs} j where j.status = 'pending' and not j.is_delayed and j.priority = ${priority}),
        (select max(j.rank) + ${TURN} - 1 from ${jobs} j where j.status = 'processing' and j.is_waiting is null and j.is_in_turn and j.priority = ${priority})
      ),
      (extract(epoch from clock.now) * 1000000)::bigint * ${TURN}
    )`;
}
