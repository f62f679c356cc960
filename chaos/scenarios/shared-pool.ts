import { openAsker } from "../harness/asker.ts";
import type { PostgresScenario } from "../harness/scenario.ts";

/**
 * Handlers hold every connection of the pool that they share with the store for longer than a lease, as long reports do. Their leases are
 * renewed all the same: no other process runs their jobs.
 */
export const sharedPool: PostgresScenario = {
  on: "postgres",
  full: { jobs: 120, faults: 40 },
  small: { jobs: 16, faults: 8 },

  async play(arena, { jobs, faults }) {
    const leaseMs = 1_000;
    await using asker = openAsker(arena, { leaseMs });
    // More handlers than connections: some hold one, the others wait for one.
    const options = { leaseMs, concurrency: 6, sharedPool: 4 };
    const workers = [arena.start("worker", options), arena.start("worker", options)];
    const every = Math.floor(jobs / faults);
    const isHolding = (number: number) => number % every === 0 && number < faults * every;
    const created = await asker.createJobs(jobs, (number) => ({ steps: 2, stepMs: 20, holdMs: isHolding(number) ? 2_500 : 0 }));
    await arena.finished(120_000);

    for (const [number, jobId] of created.entries()) {
      if (isHolding(number)) arena.fault();
      const begun = arena.lines().filter((line) => line.entry === "started" && line.jobId === jobId);
      if (begun.length !== 1) arena.broken(`job ${jobId} ran ${begun.length} times`);
    }
    if (arena.lines().some(({ entry }) => entry === "reclaimed")) arena.broken("a lease of a live process lapsed");
    for (const worker of workers) if (!worker.isAlive()) arena.broken("a worker did not survive");
  },
};
