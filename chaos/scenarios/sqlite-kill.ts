import { setTimeout as delay } from "node:timers/promises";
import type { SqliteScenario } from "../harness/scenario.ts";
import { until } from "../harness/until.ts";

/** The one process that works with a SQLite file dies without a word, and is started again. */
export const sqliteKill: SqliteScenario = {
  on: "sqlite",
  full: { jobs: 2_000, faults: 20 },
  small: { jobs: 60, faults: 2 },

  async play(arena, { jobs, faults }) {
    const acknowledged = () => new Set(arena.lines().flatMap(({ entry, note }) => (entry === "acknowledged" ? [note] : [])));
    const firstMissing = () => {
      const known = acknowledged();
      return Array.from({ length: jobs }, (_, number) => number).find((number) => !known.has(String(number))) ?? jobs;
    };
    const start = () =>
      arena.start("sqlite-app", {
        leaseMs: 600,
        concurrency: 10,
        input: { steps: 2, stepMs: 25 },
        creates: { from: firstMissing(), to: jobs, callers: 10, pauseMs: 100, delayMs: 0, priority: 0 },
      });
    let app = start();

    for (let fault = 0; fault < faults; fault += 1) {
      const before = arena.lines().length;
      await until(
        () =>
          arena
            .lines()
            .slice(before)
            .some(({ entry }) => entry === "started"),
        10_000,
      );
      await delay(arena.random.between(0, 500));
      const sinceMs = arena.fault();
      app.send("SIGKILL");
      await app.exited;
      arena.awaitRecovery(arena.heldBy(app.pid), sinceMs);
      app = start();
    }
    if (!(await until(() => acknowledged().size === jobs, 60_000)))
      arena.broken(`only ${acknowledged().size} of ${jobs} jobs were acknowledged`);
    await arena.finished(60_000);
    if (!app.isAlive()) arena.broken("the last process did not survive");
  },
};
