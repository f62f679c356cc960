import { PgBoss } from "pg-boss";
import { type CreateEngine, createBell, createTally, workInLoops } from "./engine.ts";

const QUEUE = "increment";

/** pg-boss driven by `fetch` and `complete`, job by job, as many loops as handlers may run. */
export const pgBoss: CreateEngine = (options) => createPgBoss(options, options.concurrency, 1);

/** pg-boss in batches of as many jobs as handlers may run: fetched together, completed together. */
export const pgBossBatches: CreateEngine = (options) => createPgBoss(options, 1, options.concurrency);

async function createPgBoss({ url, connections, handle }: Parameters<CreateEngine>[0], loops: number, batchSize: number) {
  // What it does beside the jobs is left out: supervision and schedules. Workers hear of new jobs in this process.
  const boss = new PgBoss({ connectionString: url, max: connections, supervise: false, schedule: false });
  await boss.start();
  await boss.createQueue(QUEUE);
  const tally = createTally();
  const bell = createBell();
  let stop = async () => {};

  return {
    async enqueue(n: number) {
      await boss.send(QUEUE, { n });
      bell.ring();
    },
    async enqueueMany(inputs: readonly number[]) {
      await boss.insert(
        QUEUE,
        inputs.map((n) => ({ data: { n } })),
      );
      bell.ring();
    },
    async work() {
      stop = workInLoops(loops, bell, async () => {
        const jobs = await boss.fetch<{ n: number }>(QUEUE, { batchSize });
        if (jobs.length === 0) return false;
        for (const { data } of jobs) handle(data.n);
        await boss.complete(
          QUEUE,
          jobs.map(({ id }) => id),
        );
        tally.add(jobs.length);
        return true;
      });
    },
    untilRecorded: tally.until,
    async close() {
      await stop();
      await boss.stop({ graceful: false });
    },
  };
}
