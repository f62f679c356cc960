import { RowmillError } from "@rowmill/core";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { MIGRATIONS, SCHEMA_VERSION } from "./migration.ts";

/** Whether the store makes and updates its tables by itself, only looks whether they are there, or takes that for granted. */
export type MigrateMode = "auto" | "check" | "off";

/**
 * Sees to the schema.
 * @throws RowmillError `STORE_SCHEMA_MISSING`, `STORE_SCHEMA_TOO_NEW`
 */
export async function migrate(db: Kysely<Schema>, schema: string, mode: MigrateMode): Promise<void> {
  if (mode === "off") return;
  const version = await versionOf(db, schema);
  refuseNewer(version, schema);
  if (version === SCHEMA_VERSION) return;
  if (mode === "check") throw missing(version, schema);
  await db.transaction().execute(async (trx) => {
    // One at a time, however many processes start together. The lock ends with the transaction, whatever becomes of it.
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

/** The version of the schema that is there; `undefined` if there is none. */
async function versionOf(db: Kysely<Schema>, schema: string): Promise<number | undefined> {
  const { rows } = await sql<{ exists: boolean }>`
    select exists (
      select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ${schema} and c.relname = 'migrations'
    ) as exists`.execute(db);
  if (!rows[0]?.exists) return undefined;
  const versions = await sql<{ version: number }>`
    select coalesce(max(version), 0)::integer as version from ${sql.id(schema, "migrations")}`.execute(db);
  return versions.rows[0]?.version;
}

/** Makes the schema, unless somebody has made it for a user who may not, and the table of versions. */
async function prepare(db: Kysely<Schema>, schema: string): Promise<void> {
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
