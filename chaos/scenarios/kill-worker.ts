import { setTimeout as delay } from "node:timers/promises";
import { openAsker } from "../harness/asker.ts";
import type { PostgresScenario } from "../harness/scenario.ts";

/** Workers die without a word, at random moments; others are started in their place. */
export const killWorker: PostgresScenario = {
  on: "postgres",
  full: { jobs: 1_000, faults: 25 },
  small: { jobs: 60, faults: 2 },

  async play(arena, { jobs, faults }) {
    await using asker = openAsker(arena);
    await asker.createJobs(jobs, () => ({ steps: 4, stepMs: 100 }));
    const workers = [arena.start("worker"), arena.start("worker"), arena.start("worker")];

    for (let fault = 0; fault < faults; fault += 1) {
      await delay(arena.random.between(500, 1_500));
      const victim = arena.random.pick(workers);
      const sinceMs = arena.fault();
      victim.send("SIGKILL");
      await victim.exited;
      arena.awaitRecovery(arena.heldBy(victim.pid), sinceMs);
      workers[workers.indexOf(victim)] = arena.start("worker");
    }
    await arena.finished(60_000);
  },
};
