import { RowmillError } from "@rowmill/core";
import { type Dialect, Kysely, PostgresDialect, type PostgresPool } from "kysely";
import pg, { type Pool, type PoolConfig } from "pg";
import { plainValuesPlugin } from "./plain-values.ts";
import { executorOn, guardedPool, heedErrors } from "./guarded-pool.ts";
import type { Executor } from "./statement.ts";

/** The ways to reach the database. What is passed in is never closed; what the store opens itself, it closes. */
export type PostgresConnection =
  /**
   * A pool of `pg`, shared with the application. Beside it the store opens up to three connections of its own with the same settings: one
   * listens, two renew leases and record the ends of attempts. They need no place in the pool, so handlers may use all of it.
   */
  | { readonly pool: Pool; readonly connectionString?: never; readonly dialect?: never }
  /** The store opens up to ten connections of its own. */
  | { readonly connectionString: string; readonly pool?: never; readonly dialect?: never }
  /** Any PostgreSQL dialect of Kysely, such as PGlite. Changes of other processes are noticed by polling. */
  | { readonly dialect: Dialect; readonly pool?: never; readonly connectionString?: never };

/** How a store reaches its database. */
export interface Connections {
  /** Compiles statements, and runs those that callers wait for. */
  readonly db: Kysely<unknown>;
  /** Runs compiled statements that callers wait for. */
  readonly shared: Executor;
  /** Runs what keeps running jobs alive: leases, ends of attempts, cancels. It never waits for the application to release a connection. */
  readonly reserved: Executor;
  /** Makes and changes tables, on a reserved connection, for as long as a statement takes. */
  readonly schema: Kysely<unknown>;
  /** Where a connection for listening comes from; `undefined` for a dialect. */
  readonly reserve: Pool | undefined;
  /** How long a statement may take, in milliseconds; `null` for a dialect. */
  readonly limitMs: number | null;
  /** Closes what was opened here. */
  close(): Promise<void>;
}

/** How connections are used. */
export interface ConnectionOptions {
  /** How long to wait for a connection and for the response to a statement. */
  readonly limitMs: number;
  /** Whether one connection is kept to listen, and statements are prepared. */
  readonly listen: boolean;
}

/** Connections that renew leases and record ends: two, so that neither waits for the other. */
const RESERVED = 2;
const LISTENING = 1;

/** How many connections a store opens for a connection string. */
const OWN_CONNECTIONS = 10;

/** Longer than the time between two rounds of leases, or each round would open a new connection. */
const IDLE_MS = 60_000;

/** Opens nothing yet: a connection is opened when it is needed first. */
export function createConnections(given: PostgresConnection, { limitMs, listen }: ConnectionOptions): Connections {
  if (given.dialect) {
    const db = new Kysely<unknown>({ dialect: given.dialect, plugins: [plainValuesPlugin] });
    return { db, shared: db, reserved: db, schema: db, reserve: undefined, limitMs: null, async close() {} };
  }
  const reservedMax = RESERVED + (listen ? LISTENING : 0);
  const own = { application_name: "rowmill", keepAlive: true, connectionTimeoutMillis: limitMs, allowExitOnIdle: true };
  const ownPool = given.pool
    ? undefined
    : new pg.Pool({ ...own, connectionString: given.connectionString, max: OWN_CONNECTIONS - reservedMax });
  const pool = given.pool ?? ownPool!;
  const reserve = reserveOf(pool, reservedMax, limitMs);
  heedErrors(pool);
  heedErrors(reserve);
  const guarded = guardedPool(pool, { limitMs, statementLimitMs: limitMs, prepare: listen });
  const guardedReserve = withFallback(guardedPool(reserve, { limitMs, statementLimitMs: limitMs, prepare: listen }), guarded);
  const guardedForSchema = withFallback(guardedPool(reserve, { limitMs, prepare: false }), guarded);
  return {
    db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool: guarded }) }),
    shared: executorOn(guarded),
    reserved: executorOn(guardedReserve),
    schema: new Kysely<unknown>({ dialect: new PostgresDialect({ pool: guardedForSchema }) }),
    reserve,
    limitMs,
    async close() {
      await Promise.all([reserve.end(), ownPool?.end()]);
    },
  };
}

/**
 * A pool for this store alone, with the settings of another one. A pool that the application's handlers use can be used up for longer than a
 * lease lasts; then nothing would renew leases, and other processes would run the same jobs again.
 */
function reserveOf(pool: Pool, max: number, limitMs: number): Pool {
  const { options, Client } = pool as Pool & { readonly Client: PoolConfig["Client"] };
  const settings: PoolConfig = {
    ...options,
    // pg makes it not enumerable, so that it does not show in a log.
    ...("password" in options && { password: options.password }),
    ...(Client && { Client }),
    max,
    min: 0,
    connectionTimeoutMillis: limitMs,
    idleTimeoutMillis: IDLE_MS,
    allowExitOnIdle: true,
  };
  const reserve = new pg.Pool(settings);
  // The application may prepare each connection of its pool (a role, a search path).
  reserve.on("connect", (client) => pool.emit("connect", client));
  reserve.on("remove", (client) => pool.emit("remove", client));
  return reserve;
}

/** Uses another pool while the server accepts no more connections: the other one has some that are open. */
function withFallback(pool: PostgresPool, other: PostgresPool): PostgresPool {
  return {
    ...pool,
    async connect() {
      try {
        return await pool.connect();
      } catch (error) {
        if ((error as { code?: unknown }).code !== "53300") throw error;
        return await other.connect();
      }
    },
  };
}

/** @throws RowmillError `OPTION_INVALID` */
export function checkConnection(given: PostgresConnection): void {
  const ways = [given.pool, given.connectionString, given.dialect].filter((way) => way !== undefined);
  if (ways.length !== 1) {
    const message = `postgresStore takes one of "pool", "connectionString" and "dialect", got ${ways.length === 0 ? "none (is an environment variable missing?)" : "several"}`;
    throw new RowmillError("OPTION_INVALID", message);
  }
  const { pool } = given;
  if (pool !== undefined && (typeof pool?.connect !== "function" || typeof pool.options !== "object")) {
    throw new RowmillError("OPTION_INVALID", `Option "pool" must be a Pool of pg: a client is one connection, and a store needs several`);
  }
  // One is enough, because what keeps jobs alive has connections of its own. Fewer would let every call wait for nothing.
  if (pool !== undefined && !(pool.options.max >= 1)) {
    const message = `Option "pool" must allow at least one connection: its "max" is ${String(pool.options.max)}. Leases and notifications need none of it`;
    throw new RowmillError("OPTION_INVALID", message);
  }
}
