import { memoryStore } from "@rowmill/adapter-memory";
import { postgresStore } from "@rowmill/adapter-postgres";
import { sqliteStore } from "@rowmill/adapter-sqlite";
import type { JobStore } from "@rowmill/core/adapter";
import { inject, onTestFinished } from "vitest";
import { createDatabase } from "../../../test/postgres/database.ts";

/** Opens a store for one test. Databases have opinions of their own about texts, dates and ids. */
export const stores = {
  memory: (): Promise<JobStore> => Promise.resolve(memoryStore()),
  SQLite: (): Promise<JobStore> => Promise.resolve(sqliteStore({ path: ":memory:" }) as JobStore<unknown> as JobStore),
  async PostgreSQL(): Promise<JobStore> {
    const database = await createDatabase(inject("postgresUrl"));
    onTestFinished(() => database.drop());
    return postgresStore({ connectionString: database.url });
  },
};

/** Their names. */
export const storeNames = Object.keys(stores) as (keyof typeof stores)[];
