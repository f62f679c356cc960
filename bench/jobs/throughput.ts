import fastq from "fastq";
import PQueue from "p-queue";
import type { Figures } from "../harness/figures.ts";
import { defineScenario } from "../harness/scenario.ts";
import { createIncrementManager, increment, untilCompleted } from "./increment.ts";

/**
 * Created to completed, jobs that do nothing: `atOnce` jobs are created in one go, and when all have completed, the next.
 * The peers keep a list of functions; Rowmill checks inputs and results, keeps every job with its states, and tells listeners.
 * What remains of p-queue's speed is the price of that.
 */
function throughput(atOnce: number) {
  return defineScenario({
    options: { jobs: 50_000, warmUpJobs: 10_000, concurrency: 10, atOnce },
    peers: {
      async "p-queue"(options) {
        const queue = new PQueue({ concurrency: options.concurrency });
        return await jobsPerSecond(options, async (inputs) => void (await Promise.all(inputs.map((n) => queue.add(async () => n + 1)))));
      },

      async fastq(options) {
        const queue = fastq.promise(async (n: number) => n + 1, options.concurrency);
        return await jobsPerSecond(options, async (inputs) => void (await Promise.all(inputs.map((n) => queue.push(n)))));
      },

      async "rowmill createJob"(options) {
        await using manager = createIncrementManager(options.concurrency);
        return await jobsPerSecond(options, async (inputs) => {
          const completed = untilCompleted(manager, inputs.length);
          await Promise.all(inputs.map((n) => manager.createJob(increment, { n })));
          await completed;
        });
      },

      async "rowmill createJobs"(options) {
        await using manager = createIncrementManager(options.concurrency);
        return await jobsPerSecond(options, async (inputs) => {
          const completed = untilCompleted(manager, inputs.length);
          await manager.createJobs(inputs.map((n) => ({ type: increment, input: { n } })));
          await completed;
        });
      },
    },

    summarize: ({ median, ratio }) => [
      ...["p-queue", "fastq", "rowmill createJob", "rowmill createJobs"].map(
        (peer) => `${peer} ${Math.round(median(peer, "jobsPerSecond")).toLocaleString("en")} jobs/s`,
      ),
      ...["rowmill createJob", "rowmill createJobs"].map(
        (peer) => `${peer} / p-queue = ${ratio(peer, "p-queue", "jobsPerSecond").toFixed(3)} (at least 0.1, hoped for 0.2)`,
      ),
    ],
  });
}

/** All jobs wait at the beginning, and each peer has to hold them. */
export const throughputBacklog = throughput(50_000);

/** A few jobs wait at a time: p-queue and fastq at their best. */
export const throughputSteady = throughput(1_000);

async function jobsPerSecond(
  { jobs, warmUpJobs, atOnce }: { jobs: number; warmUpJobs: number; atOnce: number },
  run: (inputs: readonly number[]) => Promise<void>,
): Promise<Figures> {
  await runAll(warmUpJobs);
  gc!();
  const startMs = performance.now();
  await runAll(jobs);
  return { jobsPerSecond: (jobs / (performance.now() - startMs)) * 1_000 };

  async function runAll(count: number): Promise<void> {
    for (let from = 0; from < count; from += atOnce) {
      await run(Array.from({ length: Math.min(atOnce, count - from) }, (_, index) => from + index));
    }
  }
}
