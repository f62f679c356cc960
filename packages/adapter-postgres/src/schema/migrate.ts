import { RowmillError } from "@rowmill/core";
import { type Kysely, sql } from "kysely";
import type { Executor } from "../connection/statement.ts";
import { MIGRATIONS, SCHEMA_VERSION } from "./migrations.ts";

/** Whether the store makes and updates its tables by itself, only looks whether they are there, or takes that for granted. */
export type MigrateMode = "auto" | "check" | "off";

/** How to migrate. */
export interface MigrateOptions {
  readonly mode: MigrateMode;
  /** How long a statement may wait for a lock, in milliseconds; `null`: as long as it takes. Its work may take longer. */
  readonly limitMs: number | null;
}

/**
 * Makes or updates the tables, or checks them.
 * @throws RowmillError `STORE_REFUSED` for a database that cannot hold every text, `STORE_SCHEMA_MISSING`, `STORE_SCHEMA_TOO_NEW`
 */
export async function migrate(db: Kysely<unknown>, schema: string, { mode, limitMs }: MigrateOptions): Promise<void> {
  await checkEncoding(db);
  if (mode === "off") return;
  const version = await versionOf(db, schema);
  refuseNewer(version, schema);
  if (version === SCHEMA_VERSION) return;
  if (mode === "check") throw missing(version, schema);
  await db.transaction().execute(async (trx) => {
    // Each statement sees what other processes have committed, whatever the default of the server, the database or the user.
    await sql`set transaction isolation level read committed`.execute(trx);
    if (limitMs !== null) await sql`select set_config('lock_timeout', ${`${Math.ceil(limitMs)}ms`}, true)`.execute(trx);
    // One process at a time, however many start together. The lock ends with the transaction.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`rowmill migrations of ${schema}`}, 0))`.execute(trx);
    const versionNow = await versionOf(trx, schema);
    refuseNewer(versionNow, schema);
    if (versionNow === undefined) await prepare(trx, schema);
    for (const { version: step, name, statements } of MIGRATIONS.slice(versionNow ?? 0)) {
      for (const statement of statements(schema)) await statement.execute(trx);
      await sql`insert into ${sql.id(schema, "migrations")} (version, name) values (${step}, ${name})`.execute(trx);
    }
  });
}

/**
 * Whether the tables are there and up to date, read in a transaction of a caller's: its connection may be the only one.
 * @throws RowmillError `STORE_SCHEMA_TOO_NEW`
 */
export async function isMigrated(db: Kysely<unknown>, executor: Executor, schema: string): Promise<boolean> {
  const version = await versionOf(db, schema, executor);
  refuseNewer(version, schema);
  return version === SCHEMA_VERSION;
}

/** A result or a log line with a character that the database lacks could never be stored: its job would run again and again. */
async function checkEncoding(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ encoding: string }>`select current_setting('server_encoding') as encoding`.execute(db);
  const encoding = rows[0]?.encoding;
  if (encoding === "UTF8") return;
  const message = `The database has the encoding ${encoding}, which cannot hold every text. Use a database with the encoding UTF8 (create database ... encoding 'UTF8' template template0)`;
  throw new RowmillError("STORE_REFUSED", message, { details: { encoding }, retriable: false });
}

/** The version of the tables; `undefined` if there are none. */
async function versionOf(db: Kysely<unknown>, schema: string, executor: Executor = db): Promise<number | undefined> {
  const found = sql<{ found: string }>`
    select count(*)::text as found
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relname = 'migrations'`;
  const { rows } = await executor.executeQuery(found.compile(db));
  if (rows[0]?.found !== "1") return undefined;
  const version = sql<{ version: string }>`select coalesce(max(version), 0)::text as version from ${sql.id(schema, "migrations")}`;
  return Number((await executor.executeQuery(version.compile(db))).rows[0]?.version);
}

/** Makes the schema, unless somebody has made it for a user who may not, and the table of versions. */
async function prepare(db: Kysely<unknown>, schema: string): Promise<void> {
  const { rows } = await sql`select from pg_catalog.pg_namespace where nspname = ${schema}`.execute(db);
  if (rows.length === 0) await sql`create schema ${sql.id(schema)}`.execute(db);
  await versionsTable(schema).execute(db);
}

/** Makes the table that says which steps were taken. */
export function versionsTable(schema: string) {
  return sql`
    create table ${sql.id(schema, "migrations")} (
      version integer primary key,
      name text not null,
      applied_at timestamptz not null default now()
    )`;
}

function refuseNewer(version: number | undefined, schema: string): void {
  if (version === undefined || version <= SCHEMA_VERSION) return;
  const message = `The tables in schema "${schema}" have version ${version}, this code knows ${SCHEMA_VERSION}: update @rowmill/adapter-postgres in this process`;
  throw new RowmillError("STORE_SCHEMA_TOO_NEW", message, { details: { schema, version, known: SCHEMA_VERSION } });
}

function missing(version: number | undefined, schema: string): RowmillError {
  const what =
    version === undefined
      ? `There are no tables of Rowmill in schema "${schema}"`
      : `The tables in schema "${schema}" have version ${version} and ${SCHEMA_VERSION} is needed`;
  return new RowmillError(
    "STORE_SCHEMA_MISSING",
    `${what}: run the SQL that migrationSql answers, or let the store do it (migrate: "auto")`,
    {
      details: { schema, version: version ?? 0, needed: SCHEMA_VERSION },
    },
  );
}
