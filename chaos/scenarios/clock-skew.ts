import { setTimeout as delay } from "node:timers/promises";
import { openAsker } from "../harness/asker.ts";
import type { PostgresScenario } from "../harness/scenario.ts";
import { until } from "../harness/until.ts";

const HOUR_MS = 3_600_000;
const DELAY_MS = 1_500;

/** How late a job may start on a busy machine where jobs are looked for every half second. */
const MAX_LATE_MS = 5_000;

/**
 * Workers and a writer whose clocks are an hour ahead or behind. Jobs of a live worker are not taken from it, those of a dead one are, and
 * delayed jobs start when their delay is over.
 */
export const clockSkew: PostgresScenario = {
  on: "postgres",
  full: { jobs: 400, faults: 6 },
  small: { jobs: 40, faults: 1 },

  async play(arena, { jobs, faults }) {
    await using asker = openAsker(arena);
    const delayed = Math.floor(jobs / 4);
    const input = { steps: 1, stepMs: 10 };
    // Before all others, so that only the delay keeps them waiting.
    const creates = { callers: 2, pauseMs: 20, delayMs: DELAY_MS, priority: 1 };
    await asker.createJobs(jobs - 2 * delayed, () => ({ steps: 4, stepMs: 100 }));
    const shifts = [HOUR_MS, -HOUR_MS, 0];
    const workers = shifts.map((shiftMs) => arena.start("worker", {}, shiftMs));
    arena.start("writer", { input, creates: { ...creates, from: 0, to: delayed } }, HOUR_MS);
    arena.start("writer", { input, creates: { ...creates, from: delayed, to: 2 * delayed } }, -HOUR_MS);
    const killed = new Set<number>();

    for (let fault = 0; fault < faults; fault += 1) {
      await delay(arena.random.between(500, 1_500));
      const index = fault % workers.length;
      const victim = workers[index]!;
      const sinceMs = arena.fault();
      victim.send("SIGKILL");
      await victim.exited;
      killed.add(victim.pid);
      arena.awaitRecovery(arena.heldBy(victim.pid), sinceMs);
      workers[index] = arena.start("worker", {}, shifts[index]);
    }
    await until(() => arena.lines().filter(({ entry }) => entry === "acknowledged").length === 2 * delayed, 30_000);
    await arena.finished(60_000);
    judgeStarts();
    judgeReclaims();

    /** A delay is counted from somewhere between the call and its answer, by the database's clock. */
    function judgeStarts(): void {
      for (const { jobId, atMs: acknowledgedAtMs, askedAtMs } of arena.lines().filter(({ entry }) => entry === "acknowledged")) {
        const start = arena.lines().find((line) => line.entry === "started" && line.jobId === jobId);
        if (!start) continue;
        const earlyMs = askedAtMs! + DELAY_MS - start.atMs;
        const lateMs = start.atMs - acknowledgedAtMs - DELAY_MS;
        // The store cuts its clock to whole milliseconds.
        if (earlyMs > 2) arena.broken(`job ${jobId} started ${Math.round(earlyMs)} ms early`);
        if (lateMs > MAX_LATE_MS) arena.broken(`job ${jobId} started ${Math.round(lateMs)} ms late`);
      }
    }

    function judgeReclaims(): void {
      const holders = new Map<string | undefined, number>();
      for (const { jobId, pid } of arena.lines().filter(({ entry }) => entry === "started")) {
        const before = holders.get(jobId);
        if (before !== undefined && !killed.has(before)) arena.broken(`job ${jobId} was taken from a worker that lives`);
        holders.set(jobId, pid);
      }
    }
  },
};
