import type { JobStoreHarness } from "@rowmill/conformance";
import { sql } from "kysely";
import pg from "pg";
import type { TestDatabase } from "../../../test/postgres/database.ts";
import { createPostgresStore } from "../src/postgres-store.ts";

let schemaCount = 0;

/** Two stores over the same schema, each with connections of its own, and a hand on their clock. */
export async function storesIn(database: TestDatabase): Promise<JobStoreHarness> {
  schemaCount += 1;
  const schema = `jobs_${schemaCount}`;
  await database.query(`create schema ${schema}`);
  await database.query(`create table ${schema}.clock_offset (ms) as select 0::float8`);
  const now = sql<Date>`(clock_timestamp() + (select ms from ${sql.id(schema, "clock_offset")}) * interval '1 millisecond')`;
  const open = () => new pg.Pool({ connectionString: database.url, max: 5 });
  const [pool, peerPool] = [open(), open()];
  return {
    store: createPostgresStore({ pool, schema }, now),
    peer: createPostgresStore({ pool: peerPool, schema }, now),
    async advanceBy(ms) {
      await database.query(`update ${schema}.clock_offset set ms = ms + $1`, [ms]);
    },
    async dispose() {
      await Promise.all([pool.end(), peerPool.end()]);
      await database.query(`drop schema ${schema} cascade`);
    },
  };
}
