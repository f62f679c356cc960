import { createHash } from "node:crypto";
import type { CompiledQuery, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type { Pool, PoolClient } from "pg";
import { failureOf, NoAnswerError } from "./failures.ts";
import { PLAIN_TYPES } from "./plain-values.ts";
import type { Executor } from "./statement.ts";

/** What `guardedPool` takes beside the pool. */
export interface GuardOptions {
  /** How long to wait for a connection. */
  readonly limitMs: number;
  /** How long to wait for the response to a statement. Left out: as long as it takes. */
  readonly statementLimitMs?: number;
  /** Whether to let the server keep the plans of our statements. Not possible where a pooler gives each transaction another server. */
  readonly prepare: boolean;
}

/**
 * A pool as Kysely wants it, for statements that must not hang: a connection that gives no answer in time is thrown away, because on one
 * that is half open no answer would ever come.
 */
export function guardedPool(pool: Pool, { limitMs, statementLimitMs, prepare }: GuardOptions): PostgresPool {
  return {
    options: pool.options,
    async connect() {
      const connecting = pool.connect();
      try {
        return guardedClient(await within(connecting, () => new NoAnswerError(noConnection(pool, limitMs), false), limitMs));
      } catch (error) {
        // It may still come, and must not be lost to the pool then.
        void connecting.then((client) => client.release()).catch(() => undefined);
        throw error;
      }
    },
    // The pool is the caller's, or the store ends it.
    async end() {},
  };

  function guardedClient(client: PoolClient): PostgresPoolClient {
    let isBroken = false;
    const guarded = {
      async query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
        const name = prepare && values.length > 0 ? nameOf(text) : undefined;
        const querying = client.query({ text, values: [...values], types: PLAIN_TYPES, ...(name !== undefined && { name }) });
        try {
          return (await inTime(querying)) as unknown as PostgresQueryResult<Row>;
        } catch (error) {
          if (failureOf(error)?.isBroken) isBroken = true;
          throw error;
        }
      },
      release(destroy = false) {
        client.release(destroy || isBroken);
      },
    };
    return guarded as unknown as PostgresPoolClient;
  }

  function inTime<Answer>(querying: Promise<Answer>): Promise<Answer> {
    if (statementLimitMs === undefined) return querying;
    const noAnswer = () => new NoAnswerError(`PostgreSQL sent no response within ${statementLimitMs} ms`, true);
    return within(querying, noAnswer, statementLimitMs);
  }
}

/**
 * Runs compiled statements on a guarded pool, each on whatever connection is free. Kysely does the same by a dozen asynchronous steps
 * for plugins, logs and drivers that a statement which was compiled before has no use for: a tenth of the time of a small one.
 */
export function executorOn(pool: PostgresPool): Executor {
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery<Row>) {
      const client = await pool.connect();
      try {
        return await client.query<Row>(sql, parameters);
      } finally {
        client.release();
      }
    },
  };
}

/**
 * Listens to the errors of a pool and its clients, for good: a client without a listener ends the process when its connection breaks, and
 * it may complain at any time: idle, during a statement, after the one that it failed, in the moment in which the pool hands it out,
 * and when the pool has ended already. What was under way fails anyway, and says so.
 */
export function heedErrors(pool: Pool): void {
  if (heeded.has(pool)) return;
  heeded.add(pool);
  pool.on("error", () => undefined);
  pool.on("acquire", (client) => {
    if (heeded.has(client)) return;
    heeded.add(client);
    client.on("error", () => undefined);
  });
}

const heeded = new WeakSet<Pool | PoolClient>();

/** Waits for a promise, at most `limitMs`. */
export async function within<Answer>(promise: Promise<Answer>, tooLate: () => Error, limitMs: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  // A rejection that comes after the limit has no reader.
  promise.catch(() => undefined);
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate()), limitMs);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Why a pool gave no connection: its owner uses all of them, or the server does not respond. */
function noConnection(pool: Pool, limitMs: number): string {
  const { totalCount, idleCount, waitingCount, options } = pool;
  const isUsedUp = totalCount >= options.max && idleCount === 0;
  if (!isUsedUp) return `PostgreSQL accepted no connection within ${limitMs} ms`;
  return `the pool gave no connection within ${limitMs} ms: all ${options.max} are in use, and ${waitingCount} callers wait. Raise "max" of the pool, or release connections sooner`;
}

/**
 * Names a statement by its text, for all stores of this process, and anew after 10, 100, 1000 uses: a plan that was made for an empty
 * table is kept until the table is analyzed, a minute or so later, and by then it may have to read a hundred thousand rows.
 */
function nameOf(text: string): string {
  let statement = statements.get(text);
  if (!statement) {
    statement = { digest: createHash("sha1").update(text).digest("base64url"), uses: 0 };
    // Lists are built, so there is no end of them. They start over, which costs a plan.
    if (statements.size >= MAX_STATEMENTS) statements.clear();
    statements.set(text, statement);
  }
  statement.uses += 1;
  return `rowmill_${statement.digest}_${String(statement.uses).length}`;
}

const statements = new Map<string, { readonly digest: string; uses: number }>();
const MAX_STATEMENTS = 1_000;
