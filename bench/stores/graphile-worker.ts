import { setTimeout as sleep } from "node:timers/promises";
import { Logger, makeWorkerUtils, run, type Runner } from "graphile-worker";
import pg from "pg";
import { type CreateEngine, createTally } from "./engine.ts";

const TASK = "increment";

/** graphile-worker as it comes. */
export const graphileWorker: CreateEngine = (options) => createGraphileWorker(options, {});

/** graphile-worker with a local queue and batched completion, set as on https://worker.graphile.org/docs/performance. */
export const graphileWorkerBatched: CreateEngine = (options) =>
  createGraphileWorker(options, { localQueue: { size: 500 }, completeJobBatchDelay: 0 });

async function createGraphileWorker(
  { url, concurrency, connections, handle }: Parameters<CreateEngine>[0],
  settings: GraphileConfig.WorkerOptions,
) {
  const pgPool = new pg.Pool({ connectionString: url, max: connections });
  // Without both it complains.
  pgPool.on("error", () => undefined);
  pgPool.on("connect", (client) => client.on("error", () => undefined));
  const logger = new Logger(() => () => undefined);
  const utils = await makeWorkerUtils({ pgPool, logger });
  await utils.migrate();
  const handled = createTally();
  let runner: Runner | undefined;

  return {
    enqueue: (n: number) => utils.addJob(TASK, { n }),
    enqueueMany: (inputs: readonly number[]) => utils.addJobs(inputs.map((n) => ({ identifier: TASK, payload: { n } }))),
    async work() {
      runner = await run({
        pgPool,
        logger,
        noHandleSignals: true,
        preset: { worker: { concurrentJobs: concurrency, maxPoolSize: connections, ...settings } },
        taskList: {
          [TASK]: (payload) => {
            handle((payload as { n: number }).n);
            handled.add(1);
          },
        },
      });
    },
    async untilRecorded(count: number) {
      // It tells of completed jobs before they are; what is recorded is no longer in the table.
      await handled.until(count);
      while ((await pgPool.query("select from graphile_worker._private_jobs limit 1")).rowCount! > 0) await sleep(1);
    },
    async close() {
      await runner?.stop();
      await utils.release();
      await pgPool.end();
    },
  };
}
