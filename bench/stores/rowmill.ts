import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresStore } from "@rowmill/adapter-postgres";
import { sqliteStore } from "@rowmill/adapter-sqlite";
import { createTaskManager, defineJobType } from "@rowmill/core";
import type { JobStore } from "@rowmill/core/adapter";
import pg from "pg";
import { z } from "zod";
import { type CreateEngine, createTally } from "./engine.ts";

/** The smallest job that still has an input and a result to check. */
export const increment = defineJobType({ type: "increment", input: z.object({ n: z.number() }), result: z.number() });

/** Rowmill with its PostgreSQL store and the dispatcher that it has by itself. */
export const rowmill: CreateEngine = async (options) => {
  const pool = new pg.Pool({ connectionString: options.url, max: options.connections });
  const store = postgresStore({ pool });
  await store.ready();
  return createRowmill(options, store, async () => {
    await store.close();
    await pool.end();
  });
};

/** The same, but many jobs are as many calls of `createJob`. */
export const rowmillOneByOne: CreateEngine = async (options) => {
  const engine = await rowmill(options);
  return { ...engine, enqueueMany: (inputs) => Promise.all(inputs.map(engine.enqueue)) };
};

/** Rowmill with its SQLite store, on the disk that PostgreSQL is on. */
export const rowmillSqlite: CreateEngine = async (options) => {
  const folder = await mkdtemp(join(tmpdir(), "rowmill-bench-"));
  const store = sqliteStore({ path: join(folder, "jobs.db") });
  return createRowmill(options, store, async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
};

function createRowmill<Transaction>(
  { concurrency, handle }: Parameters<CreateEngine>[0],
  store: JobStore<Transaction>,
  closeStore: () => Promise<void>,
) {
  const manager = createTaskManager({ store, concurrency });
  // Until `work`.
  manager.pause();
  const working = manager.register(
    increment.handle(async ({ n }) => {
      handle(n);
      return n + 1;
    }),
  );
  const tally = createTally();
  working.on("job:completed", () => tally.add(1));

  return {
    enqueue: (n: number) => working.createJob(increment, { n }),
    enqueueMany: (inputs: readonly number[]) => working.createJobs(inputs.map((n) => ({ type: increment, input: { n } }))),
    async work() {
      working.resume();
    },
    untilRecorded: tally.until,
    async close() {
      await working.close();
      await closeStore();
    },
  };
}
