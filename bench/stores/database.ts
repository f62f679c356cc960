import { randomBytes } from "node:crypto";
import pg from "pg";
import { serverUrl } from "./server.ts";

const PREFIX = "bench_run_";

/**
 * Makes the database of a measurement. Those of earlier ones are dropped (not at their end: their connections were still closing), and
 * what they left to be written to the disk is written, before anything is measured.
 */
export async function createDatabase(): Promise<string> {
  const { rows } = await run(serverUrl(), `select datname from pg_database where starts_with(datname, '${PREFIX}')`);
  for (const { datname } of rows) await run(serverUrl(), `drop database ${String(datname)} with (force)`);
  const name = `${PREFIX}${randomBytes(6).toString("hex")}`;
  await run(serverUrl(), `create database ${name} template template0`);
  await run(serverUrl(), "checkpoint");
  return databaseUrl(name);
}

/** The address of a database of the server. */
export function databaseUrl(name: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs one statement. */
export async function run(url: string, statement: string): Promise<pg.QueryResult<Record<string, unknown>>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
