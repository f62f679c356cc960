import { setTimeout as delay } from "node:timers/promises";
import { lockTable } from "../harness/lock-table.ts";
import { nowMs } from "../harness/journal.ts";
import type { PostgresScenario } from "../harness/scenario.ts";
import { until } from "../harness/until.ts";

/** A statement is sent again after a third of it. */
const WAIT_MS = 3_000;

/** What `create index` takes, and `alter table`. */
const MODES = ["share", "access exclusive"] as const;

/**
 * The table of jobs is locked for longer than a statement may take, and sometimes for longer than calls wait, under writers and workers. The
 * server then carries out what had been given up; each job is stored once and reported as new to its writer.
 */
export const tableLock: PostgresScenario = {
  on: "postgres",
  full: { jobs: 1_500, faults: 10 },
  small: { jobs: 80, faults: 1 },

  async play(arena, { jobs, faults }) {
    const half = Math.floor(jobs / 2);
    const creates = { callers: 5, pauseMs: 60, delayMs: 0, priority: 0 };
    const input = { steps: 1, stepMs: 5 };
    const workers = [arena.start("worker", { waitMs: WAIT_MS }), arena.start("worker", { waitMs: WAIT_MS })];
    const writers = [
      arena.start("writer", { waitMs: WAIT_MS, input, creates: { ...creates, from: 0, to: half } }),
      arena.start("writer", { waitMs: WAIT_MS, input, creates: { ...creates, from: half, to: jobs } }),
    ];
    await until(() => arena.lines().filter(({ entry }) => entry === "settled").length > 10, 20_000);

    for (let fault = 0; fault < faults; fault += 1) {
      const unlock = await lockTable(arena.database.address, MODES[fault % MODES.length]!);
      arena.fault();
      await delay(arena.random.between(WAIT_MS / 2, WAIT_MS * 1.5));
      await unlock();
      const sinceMs = nowMs();
      const settled = () => arena.lines().find(({ entry, atMs }) => entry === "settled" && atMs > sinceMs);
      await until(() => settled() !== undefined || writers.every((writer) => !writer.isAlive()), 15_000);
      const line = settled();
      if (line) arena.recovered(line.atMs - sinceMs);
      await delay(arena.random.between(200, 800));
    }
    for (const writer of writers) {
      const isOver = await until(() => !writer.isAlive(), 60_000);
      if (!isOver || (await writer.exited) !== 0) arena.broken("a writer did not come to its end in order");
    }
    await arena.finished(60_000);
    for (const worker of workers) if (!worker.isAlive()) arena.broken("a worker did not survive");
    const acknowledged = arena.lines().filter(({ entry }) => entry === "acknowledged").length;
    if (acknowledged !== jobs) arena.broken(`${acknowledged} of ${jobs} jobs were acknowledged`);
  },
};
