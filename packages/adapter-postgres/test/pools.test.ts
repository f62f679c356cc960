import { migrationSql, postgresStore } from "@rowmill/adapter-postgres";
import { createTaskManager, defineJobType } from "@rowmill/core";
import type { JsonText } from "@rowmill/core/adapter";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";
import { newJob } from "./new-job.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const double = defineJobType({ type: "double", input: z.number(), result: z.number() });

describe("a pool that the application uses up", () => {
  it("keeps no lease from being renewed and no attempt from ending", async () => {
    const { store, pool } = open({ max: 2, schema: "used_up" });
    const claim = { runnerId: "runner", leaseMs: 60_000 };
    const [first, second] = await store.insert([newJob({ claim }), newJob({ claim })]);

    const [ending, cancelled] = [first!, second!].map(({ job }) => ({ jobId: job.id, claimNo: job.claimNo }));
    await useUp(pool);

    const settlement = { status: "completed", result: "null" as JsonText, resultFileId: null } as const;
    expect(await store.update([{ claim: ending!, leaseMs: 60_000 }])).toEqual(["held"]);
    expect(await store.settle([{ claim: ending!, settlement }])).toMatchObject([{ status: "completed" }]);
    expect(await store.cancel({ id: cancelled!.jobId })).toMatchObject({ changed: true });
    await store.release([cancelled!]);
    expect(await store.reclaim([], 10)).toEqual([]);
  });

  it("lets the first call in a transaction make the tables", async () => {
    const { store, pool } = open({ max: 1, schema: "first_call" });
    const client = await pool.connect();
    await client.query("begin");
    expect(await store.insert([newJob()], { transaction: client })).toMatchObject([{ created: true }]);
    await client.query("commit");
    client.release();
  });

  it("is named in the error of a call that needs it", async () => {
    await open({ max: 2, schema: "named" }).store.ready();
    const { store, pool } = open({ max: 2, schema: "named", waitMs: 300 });
    // A slow machine may take longer than 300 ms for the first connection.
    const isReady = () =>
      store.ready().then(
        () => true,
        () => false,
      );
    await expect.poll(isReady).toBe(true);
    await useUp(pool);
    await expect(store.insert([newJob()])).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringMatching(/pool .* all 2 are in use/) as string,
    });
  });

  it("may have one connection for two stores that listen", async () => {
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    onTestFinished(() => pool.end());
    for (const schema of ["one", "two"]) {
      const store = postgresStore({ pool, schema });
      const manager = createTaskManager({ store }).register(double.handle(async (input) => input * 2));
      onTestFinished(async () => {
        await manager.close();
        await store.close();
      });
      const { job } = await manager.createJob("double", 2);
      expect(await manager.waitForJob(job.id)).toMatchObject({ result: 4 });
    }
  });
});

describe("the connections beside a pool", () => {
  it("are prepared as the application prepares those of the pool", async () => {
    const { store, pool } = open({ max: 2, schema: "prepared" });
    pool.on("connect", (client) => void client.query("set application_name = 'prepared'"));
    store.subscribe(() => {});
    await store.insert([newJob()]);
    await store.reclaim([], 1);
    const names = "select distinct application_name as name from pg_stat_activity where application_name like '%prepared'";
    await expect.poll(() => database.query(names)).toEqual([{ name: "prepared" }]);
  });

  it("are those of the pool while the server accepts no more", async () => {
    const role = `limited_${process.pid}`;
    await database.query(`create role ${role} login connection limit 1`);
    await database.query(migrationSql({ schema: "limited" }));
    await database.query(`grant usage on schema limited to ${role}; grant all on all tables in schema limited to ${role}`);
    const { store, pool } = open({ max: 1, schema: "limited", user: role, listen: false });
    onTestFinished(() => void database.query(`drop owned by ${role}; drop role ${role}`));
    await pool.query("select");
    expect(await store.reclaim([], 1)).toEqual([]);
  });

  it("end with the store, and the pool stays open", async () => {
    const { store, pool } = open({ max: 1, schema: "ended" });
    store.subscribe(() => {});
    await store.insert([newJob()]);
    await store.close();
    expect(pool.totalCount).toBe(1);
  });
});

describe("postgresStore", () => {
  it("refuses a client where it needs a pool", () => {
    const client = new pg.Client();
    expect(() => postgresStore({ pool: client as unknown as pg.Pool })).toThrow(
      expect.objectContaining({ code: "OPTION_INVALID", message: expect.stringContaining("Pool of pg") as string }),
    );
  });

  it.each([-1, Number.NaN, "many"])("refuses a pool that allows no connection: max %s", (max) => {
    const pool = new pg.Pool({ connectionString: database.url, max: max as number });
    // pg takes 0, and what is no number, for its default.
    pool.options.max = max as number;
    expect(() => postgresStore({ pool })).toThrow(
      expect.objectContaining({ code: "OPTION_INVALID", message: expect.stringContaining(`"max" is ${max}`) as string }),
    );
  });

  it.each(["pg_temp", "pg_jobs", "PG_Jobs", "information_schema", "", "a b", "x".repeat(51), null])("refuses the schema %j", (schema) => {
    const refused = expect.objectContaining({ code: "OPTION_INVALID", message: expect.stringContaining('"schema"') as string });
    expect(() => postgresStore({ connectionString: "postgres://nowhere", schema: schema! })).toThrow(refused);
    expect(() => migrationSql({ schema: schema! })).toThrow(refused);
  });
});

function open({ max, user, ...options }: { max: number; user?: string; schema: string; waitMs?: number; listen?: boolean }) {
  const url = new URL(database.url);
  if (user !== undefined) url.username = user;
  url.searchParams.set("application_name", "unprepared");
  const pool = new pg.Pool({ connectionString: url.href, max });
  const store = postgresStore({ pool, ...options });
  onTestFinished(async () => {
    await store.close();
    await pool.end();
  });
  return { pool, store };
}

/** Takes every connection of a pool, as handlers do that run a long statement each. */
async function useUp(pool: pg.Pool): Promise<void> {
  const clients = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  onTestFinished(() => {
    for (const client of clients) client.release();
  });
}
