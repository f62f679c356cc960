import { postgresStore } from "@rowmill/adapter-postgres";
import { createTaskManager, silentLogger } from "@rowmill/core";
import { memoryStorage } from "@rowmill/file-storage";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { createDatabase, type TestDatabase } from "../../../../test/postgres/database.ts";
import { importJob, type ImportJobOptions, importResultSchema } from "../../src/index.ts";

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  await pool.query("create table customers (id integer, name text not null)");
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(() => pool.query("truncate customers"));

const target = z.object({ id: z.int(), name: z.string().min(1) });
const MAPPING = {
  fields: [
    { target: "id", from: "Nr" },
    { target: "name", from: "Name", steps: ["trim"] },
  ],
};
const FILE = "Nr;Name\n1; Ada \n2;\n3;Grace\nx;Alan\n3;Grace again\n4;Edsger\n";

type Options = ImportJobOptions<string, typeof target, pg.PoolClient>;

/** Runs work in a transaction of the pool. */
async function transact(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await work(client);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

const insert: Options["write"] = async (rows, { transaction }) => {
  const values = [rows.map(({ id }) => id), rows.map(({ name }) => name)];
  await transaction.query("insert into customers select * from unnest($1::integer[], $2::text[])", values);
  return { created: rows.length };
};

function start(options: Partial<Options> = {}) {
  const [store, files] = [postgresStore({ pool }), memoryStorage()];
  const manager = createTaskManager({ store, files, logger: silentLogger });
  const handled = importJob({ type: "import-customers", target, key: "id", files, store, transact, write: insert, ...options });
  manager.register(handled);
  onTestFinished(async () => {
    await manager.close();
    await store.close();
  });
  return {
    manager,
    files,
    async create(content: string, change: object = {}, maxAttempts = 3) {
      const { id } = await files.put([Buffer.from(content)], { name: "customers.csv" });
      const { job } = await manager.createJob(handled.jobType, { input_file_id: id, mapping: MAPPING, ...change }, { maxAttempts });
      return await manager.waitForJob(job.id);
    },
  };
}

async function ids(): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>("select id from customers order by id");
  return rows.map(({ id }) => id);
}

describe("an import job", () => {
  it("writes typed rows, and rejects those that the target or the key refuses", async () => {
    const { create, files } = start();
    const result = importResultSchema.parse((await create(FILE)).result);
    expect(result).toMatchObject({ rows_processed: 6, rows_written: 3, rows_rejected: 3, created: 3, updated: 0, dry_run: false });
    expect(await ids()).toEqual([1, 3, 4]);
    const rejects = Buffer.concat(await Array.fromAsync(files.open(result.rejects_file_id!))).toString();
    expect(rejects.split("\n").map((line) => line.split(",")[0])).toEqual(["source_row", "3", "5", "6", ""]);
  });

  it("writes nothing in a dry run, and counts what it would", async () => {
    const { result } = await start().create(FILE, { dry_run: true });
    expect(result).toMatchObject({ dry_run: true, rows_written: 3, created: 3 });
    expect(await ids()).toEqual([]);
  });

  it("passes at most so many rows at a time", async () => {
    const sizes: number[] = [];
    const write: Options["write"] = (rows, context) => {
      sizes.push(rows.length);
      return insert(rows, context);
    };
    await start({ write, batchRows: 2 }).create(FILE);
    expect(sizes).toEqual([2, 1]);
  });

  it.each<[string, number, object]>([
    ["rows in the order of the file", 5_000, {}],
    // More than dedupe holds in memory, so that they come in several batches.
    ["rows that come after its end", 25_000, { rows: [{ op: "dedupe", keys: ["Nr"], keep: "last" }] }],
  ])("neither loses nor doubles a row when transactions fail: %s", async (_, count, change) => {
    let [calls, failures] = [0, 0];
    const write: Options["write"] = async (rows, context) => {
      await insert(rows, context);
      calls += 1;
      if (calls % 3 === 2 && (failures += 1) <= 6) throw new Error("the connection broke");
      return { created: rows.length };
    };
    const { manager, create } = start({ write, batchRows: 700 });
    const lines = Array.from({ length: count }, (_row, row) => (row % 50 === 0 ? `x${row};bad` : `${row};Name ${row}`));
    let finished = await create(`Nr;Name\n${lines.join("\n")}\n`, { mapping: { ...MAPPING, ...change } }, 1);
    for (let retries = 0; finished.status === "failed" && retries < 10; retries += 1) {
      await manager.retryJob(finished.id);
      finished = await manager.waitForJob(finished.id);
    }
    const expected = Array.from({ length: count }, (_row, row) => row).filter((row) => row % 50 !== 0);
    expect(finished.error).toBeNull();
    expect(await ids()).toEqual(expected);
    expect(finished.result).toMatchObject({ created: expected.length, rows_written: expected.length, rows_rejected: count / 50 });
    expect(failures).toBeGreaterThan(2);
  });

  it("refuses options that it does not know", () => {
    expect(() => start({ keys: "id" } as object)).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });
});
