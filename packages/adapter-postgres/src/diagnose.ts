import type { Diagnosis } from "@rowmill/core";
import { sql } from "kysely";
import type { Pool } from "pg";
import { type Executor, statement } from "./connection/statement.ts";
import type { Names } from "./schema/names.ts";

/** From how many dead rows on, and how many for each live one, the table of jobs counts as bloated. */
const MANY_DEAD = 100_000;
const DEAD_PER_LIVE = 2;

/** What is examined beside the tables. */
export interface Examined {
  /** The pool that the application shares with the store. */
  readonly pool: Pick<Pool, "totalCount" | "idleCount" | "waitingCount" | "options"> | undefined;
  /** Whether the store listens to the changes of other processes; `undefined` if it does not mean to. */
  readonly isListening: boolean | undefined;
}

/** Finds what is wrong with the database and the connections to it. */
export function prepareDiagnose({ db }: Names, schema: string) {
  const countRows = statement<RowCounts, [schema: string]>(
    db,
    (name) => sql<RowCounts>`
      select n_live_tup::float8 as live, n_dead_tup::float8 as dead
      from pg_stat_user_tables where schemaname = ${name} and relname = 'jobs'`,
  );

  return async (executor: Executor, { pool, isListening }: Examined): Promise<Diagnosis[]> => {
    const found: Diagnosis[] = [];
    if (isListening === false) {
      found.push({
        code: "CHANGE_FEED_DOWN",
        severity: "warning",
        message:
          "The connection that listens to changes of other processes is lost: new jobs start, and callers that watch are notified, only with the next poll. A pooler in transaction mode passes no notifications: connect directly, or set listen: false",
        details: {},
      });
    }
    if (pool && pool.waitingCount > 0 && pool.idleCount === 0) {
      found.push({
        code: "POOL_EXHAUSTED",
        severity: "warning",
        message: `All ${pool.totalCount} connections of the pool are in use, and ${pool.waitingCount} callers wait for one. Raise its "max", or hold connections for less time`,
        details: { connections: pool.totalCount, waiting: pool.waitingCount },
      });
    }
    const [counts] = await countRows(executor, schema);
    if (counts && counts.dead > MANY_DEAD && counts.dead > DEAD_PER_LIVE * counts.live) {
      found.push({
        code: "TABLE_BLOATED",
        severity: "warning",
        message: `The table ${schema}.jobs has ${counts.dead} dead rows beside ${counts.live} live ones, which slows claims down. Look whether autovacuum is on, and for transactions that stay open for long`,
        details: { dead: counts.dead, live: counts.live },
      });
    }
    return found;
  };
}

interface RowCounts {
  readonly live: number;
  readonly dead: number;
}
