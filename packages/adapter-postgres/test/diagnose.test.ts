import { postgresStore } from "@rowmill/adapter-postgres";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from "vitest";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

function open(max: number) {
  const pool = new pg.Pool({ connectionString: database.url, max });
  const store = postgresStore({ pool });
  onTestFinished(async () => {
    await store.close();
    await pool.end();
  });
  const codes = async () => (await store.diagnose!()).map(({ code }) => code);
  return { pool, store, codes };
}

describe("diagnose", () => {
  it("finds nothing in a database that is well", async () => {
    const { store, codes } = open(2);
    store.subscribe(() => {});
    await expect.poll(codes).toEqual([]);
  });

  it("finds a change feed that is lost, until it is back", async () => {
    const { store, codes } = open(2);
    store.subscribe(() => {});
    await expect.poll(codes).toEqual([]);
    await store.get([]);
    await onServer(`alter database ${nameOf(database)} with allow_connections false`);
    await onServer(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${nameOf(database)}' and query ilike 'listen%'`,
    );
    await expect.poll(codes).toEqual(["CHANGE_FEED_DOWN"]);
    await onServer(`alter database ${nameOf(database)} with allow_connections true`);
    await expect.poll(codes).toEqual([]);
  });

  it("misses no change feed that was not asked for", async () => {
    const { codes } = open(2);
    expect(await codes()).toEqual([]);
  });

  it("finds a pool that is used up while callers wait", async () => {
    const { pool, store, codes } = open(1);
    await store.ready();
    const client = await pool.connect();
    const waiting = pool.connect();
    expect(await codes()).toEqual(["POOL_EXHAUSTED"]);
    client.release();
    (await waiting).release();
    expect(await codes()).toEqual([]);
  });
});

function nameOf({ url }: TestDatabase): string {
  return new URL(url).pathname.slice(1);
}

/** Runs a statement outside of the database under test. */
async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  await client.query(statement);
  await client.end();
}
