import { setTimeout as delay } from "node:timers/promises";
import { openAsker } from "../harness/asker.ts";
import { type JournalLine, nowMs } from "../harness/journal.ts";
import type { PostgresScenario } from "../harness/scenario.ts";
import { until } from "../harness/until.ts";

/** How long a job or a cancel may take to arrive: pollMs or a heartbeat is half a second here, and the machine is busy. */
const ARRIVAL_MS = 3_000;

/** The connections that listen are ended, and in that moment jobs are created and cancelled: they arrive all the same. */
export const killListener: PostgresScenario = {
  on: "postgres",
  full: { jobs: 200, faults: 40 },
  small: { jobs: 12, faults: 3 },

  async play(arena, { jobs, faults }) {
    await using asker = openAsker(arena);
    arena.start("worker", { concurrency: 20 });
    await until(() => arena.lines().some(({ entry }) => entry === "ready"), 10_000);

    for (let fault = 0; fault < faults; fault += 1) {
      const share = Math.max(2, Math.round(jobs / faults));
      const [endless] = await asker.createJobs(1, () => ({ steps: 1_000, stepMs: 100 }));
      arena.acknowledged(endless!, "cancelled");
      await arrival(endless!, "started");
      // A new listener is there after 25 to 75 ms: some rounds ask before, some after.
      await arena.database.query(endListeners);
      const sinceMs = arena.fault();
      await delay(arena.random.between(0, 100));
      const created = await asker.createJobs(share - 1, () => ({ steps: 1, stepMs: 10 }));
      await asker.manager.cancelJob(endless!);
      for (const jobId of created) await enter(arrival(jobId, "started"), "a job", sinceMs);
      await enter(arrival(endless!, "aborted"), "a cancel", sinceMs);
    }
    await arena.finished(30_000);

    async function arrival(jobId: string, entry: JournalLine["entry"]): Promise<JournalLine | undefined> {
      const find = () => arena.lines().find((line) => line.entry === entry && line.jobId === jobId);
      await until(() => find() !== undefined, ARRIVAL_MS);
      return find();
    }

    async function enter(arriving: Promise<JournalLine | undefined>, what: string, sinceMs: number): Promise<void> {
      const line = await arriving;
      if (line) arena.recovered(line.atMs - sinceMs);
      else arena.broken(`${what} did not arrive within ${Math.round(nowMs() - sinceMs)} ms`);
    }
  },
};

// After its first heartbeat, what a listener asked last is an empty select.
const endListeners = `
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and application_name = 'rowmill' and (query ilike 'listen %' or query = 'select')`;
