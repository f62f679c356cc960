// Creates one import job, once, and runs it until it has ended or this process is killed. Prints a line when its attempt begins, and the job when it has ended.
import { postgresStore } from "@rowmill/adapter-postgres";
import { createTaskManager, silentLogger } from "@rowmill/core";
import { importJob } from "@rowmill/data-jobs";
import { localDiskStorage } from "@rowmill/file-storage";
import pg from "pg";
import { z } from "zod";

const { url, directory, fileId } = JSON.parse(process.argv[2] ?? "") as {
  readonly url: string;
  readonly directory: string;
  readonly fileId: string;
};
const pool = new pg.Pool({ connectionString: url });
pool.on("error", () => {});
const store = postgresStore({ pool });
const files = localDiskStorage({ directory });
const importOrders = importJob({
  type: "import-orders",
  target: z.object({ id: z.int(), amount: z.string() }),
  key: "id",
  files,
  batchRows: 500,
  async transact(work: (client: pg.PoolClient) => Promise<void>) {
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
  },
  async write(rows, { transaction }) {
    const values = [rows.map(({ id }) => id), rows.map(({ amount }) => amount)];
    await transaction.query("insert into orders select * from unnest($1::integer[], $2::text[])", values);
    return { created: rows.length };
  },
});
const manager = createTaskManager({ store, files, leaseMs: 300, maxCrashes: 10_000, logger: silentLogger });
manager.register(importOrders);
manager.on("job:started", () => console.log(JSON.stringify({ started: true })));
const mapping = {
  fields: [
    { target: "id", from: "id" },
    { target: "amount", from: "amount", steps: [{ op: "number", decimalChar: "," }] },
  ],
};
const { job } = await manager.createJob(importOrders.jobType, { input_file_id: fileId, mapping }, { idempotencyKey: "the job" });
console.log(JSON.stringify({ job: await manager.waitForJob(job.id) }));
await manager.close();
await store.close();
await pool.end();
