import type { FileCatalogHarness, JobStoreHarness, TemplateStoreHarness } from "@rowmill/conformance";
import { sql } from "kysely";
import pg from "pg";
import type { TestDatabase } from "../../../test/postgres/database.ts";
import { createPostgresStore, type PostgresStore } from "../src/postgres-store.ts";

let schemaCount = 0;

/** What the suites need of a store: jobs, and what lies beside them. */
export interface PostgresHarness extends JobStoreHarness {
  readonly store: PostgresStore;
  readonly peer?: PostgresStore;
}

/** The catalogue of files of such stores. */
export function catalogsOf({ store, peer, dispose }: PostgresHarness): FileCatalogHarness {
  return { catalog: store.files, ...(peer && { peer: peer.files }), dispose: () => closed([store, peer], dispose) };
}

/** The templates of such stores. */
export function templatesOf({ store, peer, advanceBy, dispose }: PostgresHarness): TemplateStoreHarness {
  return { templates: store.templates, ...(peer && { peer: peer.templates }), advanceBy, dispose: () => closed([store, peer], dispose) };
}

async function closed(stores: readonly (PostgresStore | undefined)[], dispose: PostgresHarness["dispose"]): Promise<void> {
  for (const store of stores) await store?.close();
  await dispose?.();
}

/** Two stores over the same schema, each with connections of its own, and a hand on their clock. */
export async function storesIn(database: TestDatabase): Promise<PostgresHarness> {
  const { open, ...harness } = await schemaIn(database, database.url);
  return { ...harness, store: open(true), peer: open(true) };
}

/** One store whose connections go through a pooler in transaction mode. (A second one would not hear of its changes.) */
export async function storeThroughPooler(database: TestDatabase, poolerUrl: string): Promise<PostgresHarness> {
  const { open, ...harness } = await schemaIn(database, poolerUrl);
  return { ...harness, store: open(false) };
}

async function schemaIn(database: TestDatabase, connectionString: string) {
  schemaCount += 1;
  const schema = `jobs_${schemaCount}`;
  await database.query(`create schema ${schema}`);
  // With a key, because the database has a publication for all tables.
  await database.query(`create table ${schema}.clock_offset (ms float8 primary key); insert into ${schema}.clock_offset values (0)`);
  const now = sql<Date>`(clock_timestamp() + (select ms from ${sql.id(schema, "clock_offset")}) * interval '1 millisecond')`;
  const pools: pg.Pool[] = [];
  return {
    open(listen: boolean): PostgresStore {
      const pool = new pg.Pool({ connectionString, max: 5 });
      pools.push(pool);
      return createPostgresStore({ pool, schema, listen }, now);
    },
    async advanceBy(ms: number) {
      await database.query(`update ${schema}.clock_offset set ms = ms + $1`, [ms]);
    },
    async dispose() {
      await Promise.all(pools.map((pool) => pool.end()));
      await database.query(`drop schema ${schema} cascade`);
    },
  };
}
