import type { Child } from "../harness/child.ts";
import { openAsker } from "../harness/asker.ts";
import type { PostgresScenario } from "../harness/scenario.ts";
import { until } from "../harness/until.ts";

/**
 * Jobs kill every process that runs them, until they are stopped after three; the others complete, though many of them crash with such a job.
 * All have the three lives that jobs have by default.
 */
export const poisonScenario: PostgresScenario = {
  on: "postgres",
  full: { jobs: 200, faults: 4 },
  small: { jobs: 30, faults: 1 },

  async play(arena, { jobs, faults }) {
    await using asker = openAsker(arena, { maxCrashes: 3 });
    const innocent = jobs - faults;
    const poisons: string[] = [];
    for (let number = 0; number < faults; number += 1) {
      await asker.createJobs(Math.floor(innocent / faults), () => ({ steps: 3, stepMs: 50 }));
      poisons.push(await asker.createPoison(arena.random.between(0, 100)));
    }
    const workers: Child[] = [arena.start("worker"), arena.start("worker")];
    // Each takes three workers with it, and a few more for those that die with two at once.
    const giveUpAtFaults = faults * 3;
    let kills = 0;
    await until(async () => {
      for (const [index, worker] of workers.entries()) {
        if (worker.isAlive()) continue;
        kills += 1;
        arena.awaitRecovery(arena.heldBy(worker.pid), arena.fault());
        workers[index] = arena.start("worker");
      }
      return kills > giveUpAtFaults || (await arena.database.unfinished()) === 0;
    }, 90_000);
    if (kills > giveUpAtFaults) arena.broken(`${faults} jobs took ${kills} processes with them`);
    const rows = await arena.database.rows();
    for (const id of poisons) {
      const { errorCode, crashes } = rows.find((row) => row.id === id)!;
      if (errorCode !== "JOB_CRASHED" || crashes !== 3) arena.broken(`job ${id} ended with ${errorCode} after ${crashes} crashes`);
    }
  },
};
