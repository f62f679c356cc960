import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

/** A database for one test file. */
export interface TestDatabase {
  readonly url: string;
  /** Runs a statement beside the tests. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Drops it, whoever is still connected. */
  drop(): Promise<void>;
}

/** Creates a database of its own on the server of this test run. 50 to 100 ms. */
export async function createDatabase(serverUrl: string = inject("postgresUrl")): Promise<TestDatabase> {
  const name = `rowmill_test_${randomBytes(6).toString("hex")}`;
  await once(serverUrl, `create database ${name} template template0`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 2 });
  pool.on("error", () => {});
  return {
    url: url.href,
    async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
      return (await pool.query<Row>(text, values)).rows;
    },
    async drop() {
      await pool.end();
      await once(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
