import { describeJobStore } from "@rowmill/conformance";
import { afterAll, beforeAll } from "vitest";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";
import { storesIn } from "./test-store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

describeJobStore("postgresStore", { create: () => storesIn(database) });
