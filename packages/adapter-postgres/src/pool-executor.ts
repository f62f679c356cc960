import { setImmediate as immediate } from "node:timers/promises";
import type { CompiledQuery } from "kysely";
import type { GuardedClient, GuardedPool } from "./guarded-pool.ts";
import type { Executor } from "./statement.ts";

/**
 * Runs compiled statements on a guarded pool, each on whatever connection is free. Kysely does the same by a dozen asynchronous steps
 * for plugins, logs and drivers that a statement which was compiled before has no use for: a tenth of the time of a small one.
 *
 * @param canPipeline - whether statements may follow each other on one connection, without waiting for answers. Behind a pooler that gives
 * each transaction another server they would not be the better for it
 */
export function executorOn(pool: GuardedPool, canPipeline: boolean): Executor {
  let line: Line | undefined;
  let isPossible = canPipeline;

  return {
    executeQuery,

    async executeInLine<Row>(query: CompiledQuery<Row>) {
      // Whoever waits for a connection comes first: else a line on which there is always something under way would keep its own.
      if (!isPossible || pool.isShort()) return await executeQuery(query);
      const ours = (line ??= { client: openLine(), statements: 0, isLeft: false });
      ours.statements += 1;
      try {
        const client = await ours.client;
        return await client.query<Row>(query.sql, query.parameters);
      } catch (error) {
        // The connection may be broken: the next statement takes another.
        if (line === ours) line = undefined;
        throw error;
      } finally {
        ours.statements -= 1;
        if (ours.statements === 0) void leave(ours);
      }
    },
  };

  /** Gives the connection back, unless the answer to the last statement is followed by the next one: it would get another connection. */
  async function leave(ours: Line): Promise<void> {
    if (!pool.isShort()) await immediate();
    if (ours.statements > 0 || ours.isLeft) return;
    ours.isLeft = true;
    if (line === ours) line = undefined;
    await ours.client.then((client) => client.release()).catch(() => undefined);
  }

  async function executeQuery<Row>({ sql, parameters }: CompiledQuery<Row>) {
    const client = await pool.connect();
    try {
      return await client.query<Row>(sql, parameters);
    } finally {
      client.release();
    }
  }

  async function openLine(): Promise<GuardedClient> {
    const client = await pool.connect();
    isPossible = client.pipeline();
    return client;
  }
}

/** A connection that statements share as long as one is under way. */
interface Line {
  readonly client: Promise<GuardedClient>;
  statements: number;
  isLeft: boolean;
}
