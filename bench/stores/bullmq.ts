import { createPostgresBackend, type PostgresConnectionOptions, runMigrations, withBackend } from "bullmq";
import pg from "pg";
import { type CreateEngine, createTally } from "./engine.ts";

const QUEUE = "increment";

/** BullMQ with its PostgreSQL backend. Queue and worker share the pool. */
export const bullMq: CreateEngine = async ({ url, concurrency, connections, handle }) => {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const pool = new pg.Pool({ connectionString: url, max: connections, options: "-c search_path=bullmq,public" });
  pool.on("error", () => undefined);
  // Documented, but its type of a pool wants an index signature.
  const connection = pool as unknown as PostgresConnectionOptions;
  const client = await pool.connect();
  await runMigrations(client);
  client.release();
  const queue = new Queue<{ n: number }, number>(QUEUE, { connection });
  await queue.waitUntilReady();
  const tally = createTally();
  let worker: { close(): Promise<void> } | undefined;

  return {
    enqueue: (n) => queue.add(QUEUE, { n }),
    enqueueMany: (inputs) => queue.addBulk(inputs.map((n) => ({ name: QUEUE, data: { n } }))),
    async work() {
      const newWorker = new Worker<{ n: number }, number>(
        QUEUE,
        async ({ data: { n } }) => {
          handle(n);
          return n + 1;
        },
        { connection, concurrency },
      );
      newWorker.on("completed", () => tally.add(1));
      newWorker.on("error", (error) => console.error(error));
      worker = newWorker;
      await newWorker.waitUntilReady();
    },
    untilRecorded: tally.until,
    async close() {
      await worker?.close();
      await queue.close();
      await pool.end();
    },
  };
};
