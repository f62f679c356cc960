import { describeFileCatalog, describeJobStore, describeScheduleStore, describeTemplateStore } from "@rowmill/conformance";
import { afterAll, beforeAll } from "vitest";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";
import { catalogsOf, storesIn, templatesOf } from "./test-store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
  // As replication and change data capture have it: PostgreSQL then refuses updates of tables without a primary key.
  await database.query("create publication everything for all tables");
});
afterAll(() => database.drop());

describeJobStore("postgresStore", { create: () => storesIn(database) });
describeFileCatalog("the files of postgresStore", { create: async () => catalogsOf(await storesIn(database)) });
describeTemplateStore("the templates of postgresStore", { create: async () => templatesOf(await storesIn(database)) });
describeScheduleStore("postgresStore", { create: () => storesIn(database) });
