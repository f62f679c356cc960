import { setTimeout as delay } from "node:timers/promises";
import { openAsker } from "../harness/asker.ts";
import { nowMs } from "../harness/journal.ts";
import type { PostgresScenario } from "../harness/scenario.ts";
import { until } from "../harness/until.ts";

/** How long a worker may take to end, beyond the time in which its jobs may finish. */
const MAX_END_MS = 5_000;

/** Workers are asked to end, as at every deployment: short jobs finish, long ones are handed back, and none has lost an attempt. */
export const drain: PostgresScenario = {
  on: "postgres",
  full: { jobs: 400, faults: 12 },
  small: { jobs: 40, faults: 2 },

  async play(arena, { jobs, faults }) {
    await using asker = openAsker(arena);
    const drainMs = 600;
    // Every fourth takes longer than a worker may take to drain.
    await asker.createJobs(jobs, (number) => ({ steps: 4, stepMs: number % 4 === 0 ? 300 : 60 }));
    const workers = [arena.start("worker", { drainMs }), arena.start("worker", { drainMs })];

    for (let fault = 0; fault < faults; fault += 1) {
      const victim = arena.random.pick(workers);
      await until(() => arena.heldBy(victim.pid).length > 0, 5_000);
      await delay(arena.random.between(0, 500));
      workers[workers.indexOf(victim)] = arena.start("worker", { drainMs });
      const sinceMs = arena.fault();
      victim.send("SIGTERM");
      await until(() => !victim.isAlive(), drainMs + MAX_END_MS);
      if (victim.isAlive()) arena.broken(`a worker had not ended ${drainMs + MAX_END_MS} ms after its SIGTERM`);
      else if ((await victim.exited) !== 0) arena.broken(`a worker ended with exit code ${await victim.exited}`);
      arena.recovered(nowMs() - sinceMs);
      if (arena.heldBy(victim.pid).length > 0) arena.broken("a worker ended with jobs in its hands");
    }
    await arena.finished(60_000);
    for (const { id, attempt, crashes, claimNo } of await arena.database.rows()) {
      if (attempt !== 1 || crashes !== 0)
        arena.broken(`job ${id} has used ${attempt} attempts and ${crashes} crashes, with ${claimNo} claims`);
    }
  },
};
