import { describeFileCatalog, describeJobStore, describeScheduleStore, describeTemplateStore } from "@rowmill/conformance";
import { afterAll, beforeAll } from "vitest";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";
import { catalogsOf, storesIn, templatesOf } from "./test-store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

describeJobStore("postgresStore", { create: () => storesIn(database) });
describeFileCatalog("the files of postgresStore", { create: async () => catalogsOf(await storesIn(database)) });
describeTemplateStore("the templates of postgresStore", { create: async () => templatesOf(await storesIn(database)) });
describeScheduleStore("postgresStore", { create: () => storesIn(database) });
