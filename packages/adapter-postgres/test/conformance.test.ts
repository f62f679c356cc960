import { describeStore } from "@rowmill/conformance";
import { afterAll, beforeAll } from "vitest";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";
import { type TestStores, testStores } from "./test-store.ts";

let database: TestDatabase;
let stores: TestStores;
beforeAll(async () => {
  database = await createDatabase();
  // As replication and change data capture have it: PostgreSQL then refuses updates of tables without a primary key.
  await database.query("create publication everything for all tables");
  stores = testStores(database);
});
afterAll(async () => {
  await stores.end();
  await database.drop();
});

describeStore("postgresStore", { create: () => stores.create() });
