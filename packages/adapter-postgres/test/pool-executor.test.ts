import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createDatabase, type TestDatabase } from "../../../test/postgres/database.ts";
import { guardedPool, heedErrors } from "../src/guarded-pool.ts";
import { executorOn } from "../src/pool-executor.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

describe("statements in line", () => {
  it("follow each other on one connection, and give it back", async () => {
    const { pool, inLine } = open({ connections: 5 });
    expect(new Set(await Promise.all([inLine(PID), inLine(PID), inLine(PID)])).size).toBe(1);
    expect(pool.totalCount).toBe(1);
    await untilIdle(pool);
    expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });

  it("fail alone", async () => {
    const { inLine } = open({ connections: 5 });
    const answers = await Promise.allSettled([inLine("select 1 / 0"), inLine("select 1")]);
    expect(answers).toMatchObject([{ status: "rejected", reason: { code: "22012" } }, { value: 1 }]);
  });

  it("fail together when their connection breaks, and the next ones have another", async () => {
    const { pool, inLine } = open({ connections: 2 });
    const both = Promise.allSettled([inLine("select pg_terminate_backend(pg_backend_pid())"), inLine("select 1")]);
    expect((await both).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await inLine("select 2")).toBe(2);
    await untilIdle(pool);
  });

  it("let others have the only connection, however many follow each other", async () => {
    const { pool, inLine } = open({ connections: 1 });
    let isServed = false;
    const crowd = Promise.all([1, 2].map(keepComing));
    await inLine("select 1");
    expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    isServed = true;
    await crowd;

    async function keepComing(): Promise<void> {
      while (!isServed) await inLine("select 1");
    }
  });

  it("take connections of their own where that is asked for", async () => {
    const { inLine } = open({ connections: 5, canPipeline: false });
    expect(new Set(await Promise.all([inLine(PID), inLine(PID)])).size).toBe(2);
  });
});

const PID = "select pg_backend_pid(), pg_sleep(0.05)";

function open({ connections, canPipeline = true }: { connections: number; canPipeline?: boolean }) {
  const pool = new pg.Pool({ connectionString: database.url, max: connections });
  heedErrors(pool);
  onTestFinished(() => pool.end());
  const executor = executorOn(guardedPool(pool, { limitMs: 10_000, prepare: true }), canPipeline);
  return {
    pool,
    async inLine(sql: string): Promise<unknown> {
      const query = { sql, parameters: [], query: {}, queryId: {} } as unknown as Parameters<typeof executor.executeQuery>[0];
      const [row] = (await executor.executeInLine!<Record<string, unknown>>(query)).rows;
      return Object.values(row!)[0];
    },
  };
}

async function untilIdle(pool: pg.Pool): Promise<void> {
  while (pool.idleCount < pool.totalCount) await new Promise((resolve) => pool.once("release", resolve));
}
