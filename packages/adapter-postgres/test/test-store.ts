import type { StoreHarness } from "@rowmill/conformance";
import { type RawBuilder, sql } from "kysely";
import pg from "pg";
import type { TestDatabase } from "../../../test/postgres/database.ts";
import { createPostgresStore, type PostgresStore } from "../src/postgres-store.ts";

const SCHEMA = "conformance";

/**
 * A schema that the tests of a file use one after the other, emptied for each: making its tables takes longer than most tests. It has a
 * clock that they move.
 */
export function sharedSchema(run: (text: string) => Promise<unknown>) {
  let made: Promise<unknown> | undefined;
  return {
    schema: SCHEMA,
    now: sql<Date>`(clock_timestamp() + (select ms from ${sql.id(SCHEMA, "clock_offset")}) * interval '1 millisecond')`,

    /** Call it before each test. */
    async empty(): Promise<void> {
      // With a key, because the database may have a publication for all tables.
      made ??= run(
        `create schema ${SCHEMA}; create table ${SCHEMA}.clock_offset (ms float8 primary key); insert into ${SCHEMA}.clock_offset values (0)`,
      );
      await made;
      await run(`update ${SCHEMA}.clock_offset set ms = 0`);
      // The migrations say which tables there are; none before the first test. Deleted rows would stay in the way until a vacuum.
      await run(`
        do $$ declare names text; begin
          select string_agg(format('${SCHEMA}.%I', tablename), ', ') into names
          from pg_tables where schemaname = '${SCHEMA}' and tablename not in ('clock_offset', 'migrations');
          if names is not null then execute 'truncate ' || names; end if;
        end $$`);
    },

    async advanceBy(ms: number): Promise<void> {
      await run(`update ${SCHEMA}.clock_offset set ms = ms + ${ms}`);
    },
  };
}

/** Stores on the server, one after the other, with pools that they share: to connect takes longer than most tests. */
export interface TestStores {
  /** Two stores over the same jobs, each with connections of its own, and a hand on their clock. */
  create(): Promise<StoreHarness>;
  end(): Promise<void>;
}

/** @param listen - whether the stores hear of changes; without it there is no peer, which would not hear of them */
export function testStores(database: TestDatabase, connectionString = database.url, listen = true): TestStores {
  const { schema, now, empty, advanceBy } = sharedSchema((text) => database.query(text));
  const pools = Array.from({ length: listen ? 2 : 1 }, () => new pg.Pool({ connectionString, max: 5 }));
  const open = (pool: pg.Pool, clock: RawBuilder<Date>): PostgresStore => createPostgresStore({ pool, schema, listen }, clock);
  return {
    async create() {
      await empty();
      const [store, peer] = pools.map((pool) => open(pool, now));
      return { store: store!, ...(peer && { peer }), advanceBy };
    },
    async end() {
      await Promise.all(pools.map((pool) => pool.end()));
    },
  };
}
