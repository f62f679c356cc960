import { migrationSql, postgresStore, type PostgresStoreOptions } from "@rowmill/adapter-postgres";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { MIGRATIONS, SCHEMA_VERSION } from "../src/schema/migrations.ts";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";
import { newJob } from "./new-job.ts";

const ALL_VERSIONS = MIGRATIONS.map(({ version }) => version);

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

describe("the schema", () => {
  it("is made by the first call", async () => {
    await using opened = open({ schema: "first_call" });
    const [insertion] = await opened.store.insert([newJob()]);
    expect(insertion?.created).toBe(true);
    expect(await versions("first_call")).toEqual(ALL_VERSIONS);
  });

  it("is made once by ten stores that start together", async () => {
    const opened = Array.from({ length: 10 }, () => open({ schema: "together" }));
    await Promise.all(opened.map(({ store }) => store.ready()));
    await Promise.all(opened.map((each) => each[Symbol.asyncDispose]()));
    expect(await versions("together")).toEqual(ALL_VERSIONS);
  });

  it.each(["repeatable read", "serializable"])("is made once by ten stores whose transactions are %s by default", async (level) => {
    const role = `${level.replace(" ", "_")}_${process.pid}`;
    await database.query(`create role ${role} superuser login`);
    await database.query(`alter role ${role} set default_transaction_isolation = '${level}'`);
    onTestFinished(() => void database.query(`drop owned by ${role} cascade; drop role ${role}`));
    const url = new URL(database.url);
    url.username = role;
    const schema = `isolated_${role}`;
    const stores = Array.from({ length: 10 }, () => postgresStore({ connectionString: url.href, schema }));
    const insertions = await Promise.all(stores.map((store) => store.insert([newJob({ idempotencyKey: "one" })])));
    expect(insertions.flat().filter(({ created }) => created)).toHaveLength(1);
    await Promise.all(stores.map((store) => store.close()));
    expect(await versions(schema)).toEqual(ALL_VERSIONS);
  });

  it("has a primary key for each table", async () => {
    await using opened = open({ schema: "keyed" });
    await opened.store.ready();
    const tables = await database.query<{ name: string; keys: number }>(`
      select c.relname as name, (select count(*)::integer from pg_index i where i.indrelid = c.oid and i.indisprimary) as keys
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'keyed' and c.relkind = 'r' order by c.relname`);
    expect(tables.map(({ name }) => name)).toEqual([
      "corrections",
      "files",
      "job_log",
      "jobs",
      "migrations",
      "schedules",
      "signals",
      "template_revisions",
      "templates",
    ]);
    expect(tables.filter(({ keys }) => keys !== 1)).toEqual([]);
  });

  it.each(["LATIN1", "SQL_ASCII"])("is refused by a database of encoding %s, whatever the mode", async (encoding) => {
    const name = `encoded_${encoding.toLowerCase()}_${process.pid}`;
    await database.query(`create database ${name} template template0 encoding '${encoding}' lc_collate 'C' lc_ctype 'C'`);
    onTestFinished(() => void database.query(`drop database ${name} with (force)`));
    const url = new URL(database.url);
    url.pathname = `/${name}`;
    for (const migrate of ["auto", "check", "off"] as const) {
      const store = postgresStore({ connectionString: url.href, migrate });
      await expect(store.ready()).rejects.toMatchObject({ code: "STORE_REFUSED", details: { encoding } });
      await store.close();
    }
  });

  it("is not made by a store that only checks, which says what to do", async () => {
    await using opened = open({ schema: "unchecked", migrate: "check" });
    await expect(opened.store.ready()).rejects.toMatchObject({
      code: "STORE_SCHEMA_MISSING",
      message: expect.stringContaining("migrationSql") as string,
    });
    await expect(opened.store.get([])).rejects.toMatchObject({ code: "STORE_SCHEMA_MISSING" });
  });

  it("is found by a store that only checks, once it is there", async () => {
    await using opened = open({ schema: "by_hand", migrate: "check" });
    await expect(opened.store.ready()).rejects.toMatchObject({ code: "STORE_SCHEMA_MISSING" });
    await database.query(migrationSql({ schema: "by_hand" }));
    await opened.store.ready();
    expect(await opened.store.insert([newJob()])).toHaveLength(1);
  });

  it("is not looked at by a store that is told not to", async () => {
    await using opened = open({ schema: "off", migrate: "off" });
    await opened.store.ready();
    await expect(opened.store.insert([newJob()])).rejects.toMatchObject({ code: "STORE_SCHEMA_MISSING" });
  });

  it.each(["auto", "check"] as const)("is refused by a store that is older than it: %s", async (migrate) => {
    const schema = `future_${migrate}`;
    await using made = open({ schema });
    await made.store.ready();
    await database.query(`insert into ${schema}.migrations (version, name) values (${SCHEMA_VERSION + 1}, 'tomorrow')`);

    await using opened = open({ schema, migrate });
    await expect(opened.store.ready()).rejects.toMatchObject({
      code: "STORE_SCHEMA_TOO_NEW",
      details: { version: SCHEMA_VERSION + 1, known: SCHEMA_VERSION },
    });
  });

  it.each(MIGRATIONS.slice(0, -1).map(({ version }) => version))(
    "is brought up to date from version %d, and keeps its jobs",
    async (version) => {
      const schema = `version_${version}`;
      const step = `values (${version}, '${MIGRATIONS[version - 1]!.name}');`;
      const [untilThen] = migrationSql({ schema }).split(step);
      await database.query(`${untilThen} ${step} commit`);
      const job = newJob();
      await database.query(
        `insert into ${schema}.jobs (id, type, status, input, priority, rank, sequence, max_attempts, max_crashes, run_at, due_at, created_at, updated_at)
       values ('${job.id}', '${job.type}', 'pending', 'null', 0, 1, 1, 3, 3, now(), now(), now(), now())`,
      );
      await using opened = open({ schema });
      expect(await opened.store.get([{ id: job.id }])).toMatchObject([{ id: job.id, status: "pending" }]);
      expect(await versions(schema)).toEqual(ALL_VERSIONS);
    },
  );

  it("may be there already, empty, for a user who may not make it", async () => {
    await database.query("create schema prepared");
    await using opened = open({ schema: "prepared" });
    await opened.store.ready();
    expect(await versions("prepared")).toEqual(ALL_VERSIONS);
  });

  it("has the columns that people look for, and keeps progress between 0 and 100", async () => {
    await using opened = open({ schema: "columns" });
    await opened.store.insert([newJob({ userId: "alice" })]);
    const columns = "id, user_id, status, progress, input_file_id, reference_file_id, template_id, result_file_id, error_message";
    const rows = await database.query(`select ${columns}, created_at, updated_at from columns.jobs`);
    expect(rows).toMatchObject([{ user_id: "alice", status: "pending", progress: 0, created_at: expect.any(Date) as Date }]);
    await expect(database.query("update columns.jobs set progress = 101")).rejects.toMatchObject({ code: "23514" });
  });
});

function open(options: Pick<PostgresStoreOptions, "schema" | "migrate">) {
  const store = postgresStore({ connectionString: database.url, ...options });
  return { store, [Symbol.asyncDispose]: () => store.close() };
}

async function versions(schema: string): Promise<number[]> {
  const rows = await database.query<{ version: number }>(`select version from ${schema}.migrations order by version`);
  return rows.map(({ version }) => version);
}
