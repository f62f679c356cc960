import { PGlite } from "@electric-sql/pglite";
import { describeStore } from "@rowmill/conformance";
import { postgresStore } from "@rowmill/adapter-postgres";
import { Kysely, PGliteDialect } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPostgresStore } from "../src/postgres-store.ts";
import { newJob } from "./new-job.ts";
import { sharedSchema } from "./test-store.ts";

let pglite: PGlite;
beforeAll(async () => {
  pglite = await PGlite.create();
});
afterAll(() => pglite.close());

const { schema, now, empty, advanceBy } = sharedSchema((text) => pglite.exec(text));

// One process, one connection: there is no peer, and changes are told within the process.
describeStore("postgresStore on PGlite", {
  async create() {
    await empty();
    return { store: createPostgresStore({ dialect: new PGliteDialect({ pglite }), schema }, now), advanceBy };
  },
  // The same statements run a hundred on a server.
  sequences: 15,
});

it("postgresStore on PGlite asks for ready() before a first call in a transaction, which holds the one connection", async () => {
  const dialect = new PGliteDialect({ pglite });
  const store = postgresStore({ dialect, schema: "unready" });
  const db = new Kysely<object>({ dialect });
  const inserting = () => db.transaction().execute((transaction) => store.insert([newJob()], { transaction }));
  await expect(inserting()).rejects.toMatchObject({ code: "STORE_SCHEMA_MISSING", message: expect.stringContaining("ready()") as string });
  await store.ready();
  expect(await inserting()).toMatchObject([{ created: true }]);
});
