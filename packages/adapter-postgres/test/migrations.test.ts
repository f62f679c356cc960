import { migrationSql, postgresStore, type PostgresStoreOptions } from "@rowmill/adapter-postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MIGRATIONS, SCHEMA_VERSION } from "../src/migrations/migration.ts";
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
