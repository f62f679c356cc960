import { fork } from "node:child_process";
import { once } from "node:events";
import { postgresStore } from "@rowmill/adapter-postgres";
import { createTaskManager, defineJobType } from "@rowmill/core";
import { z } from "zod";

// A job outlives the process that runs it. DATABASE_URL names a PostgreSQL, and a schema "rowmill" is made in it.
const store = postgresStore({ connectionString: process.env["DATABASE_URL"] ?? "" });
const countRows = defineJobType({ type: "count-rows", input: z.object({ rows: z.number() }) });
const manager = createTaskManager({ store, pollMs: 100 }).register(countRows);

const { job } = await manager.createJob("count-rows", { rows: 500 });
console.log("The job is stored: from here on it cannot be lost.");

const first = startWorker("first");
await said(first, "has counted 300 rows");
first.kill("SIGKILL");
await once(first, "exit");
console.log(`kill -9. The job is ${(await manager.getJob(job.id))?.status}, and nobody works on it.`);

const second = startWorker("second");
const { status, result } = await manager.waitForJob(job.id);
console.log(`The job is ${status}: ${JSON.stringify(result)}.`);

second.disconnect();
await once(second, "exit");
await manager.close();
await store.close();

function startWorker(name: string) {
  const worker = fork(new URL("worker.ts", import.meta.url));
  worker.on("message", (message: string) => console.log(`  The ${name} worker ${message}.`));
  return worker;
}

function said(worker: ReturnType<typeof startWorker>, sentence: string): Promise<void> {
  return new Promise((resolve) => worker.on("message", (message) => message === sentence && resolve()));
}

// Output:
// The job is stored: from here on it cannot be lost.
//   The first worker starts at row 0.
//   The first worker has counted 100 rows.
//   The first worker has counted 200 rows.
//   The first worker has counted 300 rows.
// kill -9. The job is processing, and nobody works on it.
//   The second worker starts at row 300.
//   The second worker has counted 400 rows.
//   The second worker has counted 500 rows.
// The job is completed: {"rows":500}.
