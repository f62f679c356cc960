import { defineScenario } from "../harness/scenario.ts";
import type { Engine } from "./engine.ts";
import { atLeast, BATCHED_PEERS, DEFAULT_PEERS, measuredPeers, type PeerName, rateLines } from "./peers.ts";

/** Before anything is measured, so many jobs are stored, and run where jobs are run: code gets compiled, connections opened. */
const WARM_UP_JOBS = 500;

type SpeedOptions = { readonly jobs: number; readonly concurrency: number };

const PRODUCERS: readonly PeerName[] = ["raw", "rowmill", ...DEFAULT_PEERS, "rowmill sqlite"];
const WORKERS: readonly PeerName[] = ["raw", "rowmill", ...DEFAULT_PEERS, ...BATCHED_PEERS, "rowmill sqlite"];

/** Stores jobs that nobody runs: so many callers, each of whom waits until its job is on disk before it has the next one. */
function enqueue(inFlight: number, jobs: number, aims: Partial<Record<PeerName, number>>) {
  return defineScenario({
    options: { jobs, concurrency: 10 },
    peers: measuredPeers<SpeedOptions>(PRODUCERS, async (engine, options) => {
      await produce(engine, WARM_UP_JOBS, inFlight);
      return await rate(options.jobs, () => produce(engine, options.jobs, inFlight));
    }),
    summarize: (results) => rateLines(PRODUCERS, results, aims),
  });
}

export const enqueueOne = enqueue(1, 1_000, {});
export const enqueueTen = enqueue(10, 5_000, { ...atLeast(DEFAULT_PEERS, 2), raw: 1.5 });

const BULK_PRODUCERS: readonly PeerName[] = ["raw", "rowmill", "rowmill createJob", ...DEFAULT_PEERS, "rowmill sqlite"];

/** Stores many jobs in one go, each engine in its own way. */
export const enqueueMany = defineScenario({
  options: { jobs: 5_000, concurrency: 10 },
  peers: measuredPeers<SpeedOptions>(BULK_PRODUCERS, async (engine, options) => {
    await engine.enqueueMany(inputs(WARM_UP_JOBS));
    return await rate(options.jobs, () => engine.enqueueMany(inputs(options.jobs)));
  }),
  summarize: (results) => rateLines(BULK_PRODUCERS, results, {}),
});

/** Runs jobs that wait: from the moment in which work begins until the last one's end is on disk. Cold code is part of it. */
export const drain = defineScenario({
  options: { jobs: 5_000, concurrency: 10 },
  peers: measuredPeers<SpeedOptions>(WORKERS, async (engine, options) => {
    await engine.enqueueMany(inputs(options.jobs));
    return await rate(options.jobs, async () => {
      await engine.work();
      await engine.untilRecorded(options.jobs);
    });
  }),
  summarize: (results) => rateLines(WORKERS, results, atLeast(DEFAULT_PEERS, 1)),
});

/** Stores jobs and runs them, in one process: from the first call until the last job's end is on disk. */
export const live = defineScenario({
  options: { jobs: 5_000, concurrency: 10, inFlight: 10 },
  peers: measuredPeers<SpeedOptions & { readonly inFlight: number }>(WORKERS, async (engine, options) => {
    await engine.work();
    await produce(engine, WARM_UP_JOBS, options.inFlight);
    await engine.untilRecorded(WARM_UP_JOBS);
    return await rate(options.jobs, async () => {
      await produce(engine, options.jobs, options.inFlight);
      await engine.untilRecorded(WARM_UP_JOBS + options.jobs);
    });
  }),
  summarize: (results) => rateLines(WORKERS, results, { ...atLeast([...DEFAULT_PEERS, ...BATCHED_PEERS], 2), raw: 1.5 }),
});

async function produce(engine: Engine, jobs: number, inFlight: number): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (next < jobs) await engine.enqueue(next++);
    }),
  );
}

async function rate(jobs: number, work: () => Promise<unknown>): Promise<{ jobsPerSecond: number }> {
  gc!();
  const startMs = performance.now();
  await work();
  return { jobsPerSecond: (jobs / (performance.now() - startMs)) * 1_000 };
}

function inputs(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}
