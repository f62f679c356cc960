import { setTimeout as delay } from "node:timers/promises";
import type { Arena } from "../harness/arena.ts";
import { crashPostgres, restartPostgres } from "../harness/crash-postgres.ts";
import { nowMs } from "../harness/journal.ts";
import type { PostgresScenario } from "../harness/scenario.ts";
import { until } from "../harness/until.ts";

/** The database dies under ten writers and two workers, which go on without being started again. */
export const killPostgres: PostgresScenario = {
  on: "postgres",
  full: { jobs: 4_000, faults: 8 },
  small: { jobs: 240, faults: 1 },

  async play(arena, { jobs, faults }, server) {
    // Jobs are so short, and calls so many, that there is always a write under way.
    const input = { steps: 1, stepMs: 5 };
    const half = Math.floor(jobs / 2);
    const workers = [arena.start("worker", { concurrency: 10 }), arena.start("worker", { concurrency: 10 })];
    await until(() => arena.lines().filter(({ entry }) => entry === "ready").length === 2, 10_000);
    const creates = { callers: 5, pauseMs: 60, delayMs: 0, priority: 0 };
    const writers = [
      arena.start("writer", { input, creates: { ...creates, from: 0, to: half } }),
      arena.start("writer", { input, creates: { ...creates, from: half, to: jobs } }),
    ];

    for (let fault = 0; fault < faults; fault += 1) {
      const before = arena.lines().length;
      await until(
        () =>
          arena
            .lines()
            .slice(before)
            .some(({ entry }) => entry === "acknowledged"),
        10_000,
      );
      await delay(arena.random.between(200, 1_500));
      await crashPostgres(arena.database);
      arena.fault();
      await delay(arena.random.between(0, 1_000));
      await restartPostgres(server);
      const sinceMs = nowMs();
      // Only writers that have something left to write.
      await untilHeardOf(
        arena,
        "settled",
        sinceMs,
        workers.map(({ pid }) => pid),
      );
      await untilHeardOf(
        arena,
        "acknowledged",
        sinceMs,
        writers.filter((writer) => writer.isAlive()).map(({ pid }) => pid),
      );
    }
    if (!(await until(() => writers.every((writer) => !writer.isAlive()), 60_000))) arena.broken("a writer did not come to its end");
    await arena.finished(60_000);
    for (const worker of workers) if (!worker.isAlive()) arena.broken("a worker did not survive");
    const acknowledged = arena.lines().filter(({ entry }) => entry === "acknowledged").length;
    if (acknowledged !== jobs) arena.broken(`${acknowledged} of ${jobs} jobs were acknowledged`);
  },
};

/** Waits for a sign of life of each of some processes, and enters how long it took. */
async function untilHeardOf(arena: Arena, entry: "settled" | "acknowledged", sinceMs: number, pids: readonly number[]): Promise<void> {
  for (const pid of pids) {
    const sign = () => arena.lines().find((line) => line.entry === entry && line.pid === pid && line.atMs > sinceMs);
    await until(() => sign() !== undefined, 5_000);
    const line = sign();
    if (line) arena.recovered(line.atMs - sinceMs);
  }
}
