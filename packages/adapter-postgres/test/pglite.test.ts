import { PGlite } from "@electric-sql/pglite";
import { describeFileCatalog, describeJobStore, describeScheduleStore, describeTemplateStore } from "@rowmill/conformance";
import { postgresStore } from "@rowmill/adapter-postgres";
import { Kysely, PGliteDialect, sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPostgresStore } from "../src/postgres-store.ts";
import { newJob } from "./new-job.ts";
import { catalogsOf, type PostgresHarness, templatesOf } from "./test-store.ts";

let pglite: PGlite;
let schemaCount = 0;
beforeAll(async () => {
  pglite = await PGlite.create();
  // Starting PostgreSQL in WebAssembly takes a second, or many on a machine that has other things to do.
}, 60_000);
afterAll(() => pglite.close());

// One process, one connection: there is no peer, and changes are told within the process.
describeJobStore("postgresStore on PGlite", { create });
describeScheduleStore("postgresStore on PGlite", { create });
describeFileCatalog("the files of postgresStore on PGlite", { create: async () => catalogsOf(await create()) });
describeTemplateStore("the templates of postgresStore on PGlite", { create: async () => templatesOf(await create()) });

it("postgresStore on PGlite asks for ready() before a first call in a transaction, which holds the one connection", async () => {
  const dialect = new PGliteDialect({ pglite });
  const store = postgresStore({ dialect, schema: "unready" });
  const db = new Kysely<object>({ dialect });
  const inserting = () => db.transaction().execute((transaction) => store.insert([newJob()], { transaction }));
  await expect(inserting()).rejects.toMatchObject({ code: "STORE_SCHEMA_MISSING", message: expect.stringContaining("ready()") as string });
  await store.ready();
  expect(await inserting()).toMatchObject([{ created: true }]);
});

async function create(): Promise<PostgresHarness> {
  schemaCount += 1;
  const schema = `jobs_${schemaCount}`;
  await pglite.exec(`create schema ${schema}; create table ${schema}.clock_offset (ms) as select 0::float8`);
  const now = sql<Date>`(clock_timestamp() + (select ms from ${sql.id(schema, "clock_offset")}) * interval '1 millisecond')`;
  return {
    store: createPostgresStore({ dialect: new PGliteDialect({ pglite }), schema }, now),
    async advanceBy(ms) {
      await pglite.query(`update ${schema}.clock_offset set ms = ms + $1`, [ms]);
    },
    async dispose() {
      await pglite.exec(`drop schema ${schema} cascade`);
    },
  };
}
