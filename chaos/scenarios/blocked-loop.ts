import { openAsker } from "../harness/asker.ts";
import type { PostgresScenario } from "../harness/scenario.ts";
import { until } from "../harness/until.ts";

/**
 * Handlers stop the event loop of their process for longer than its lease, as a long computation does. Other processes take its jobs over;
 * what the blocked ones still say is refused, and they are told.
 */
export const blockedLoop: PostgresScenario = {
  on: "postgres",
  full: { jobs: 100, faults: 8 },
  small: { jobs: 20, faults: 1 },

  async play(arena, { jobs, faults }) {
    const leaseMs = 1_000;
    await using asker = openAsker(arena, { leaseMs });
    const every = Math.floor(jobs / faults);
    // Every second one of those that block answers as soon as it is free again, before it can learn of anything.
    const input = (number: number) => ({
      steps: number % (2 * every) === 0 ? 1 : 10,
      stepMs: 50,
      isStubborn: true,
      blockMs: number % every === 0 ? 2_500 : 0,
    });
    const created = await asker.createJobs(jobs, input);
    const blocking = created.filter((_, number) => number % every === 0);
    const workers = [arena.start("worker", { leaseMs }), arena.start("worker", { leaseMs })];
    await arena.finished(90_000);
    const isReported = (jobId: string) => arena.lines().some((line) => line.entry === "lost" && line.jobId === jobId && line.claimNo === 1);
    // The last of them may still be blocked.
    await until(() => blocking.every(isReported), 10_000);

    for (const jobId of blocking) {
      const ofJob = arena.lines().filter((line) => line.jobId === jobId);
      const first = ofJob.find(({ entry }) => entry === "started")!;
      arena.fault();
      arena.awaitRecovery([first], first.atMs);
      if (!ofJob.some(({ entry, claimNo }) => entry === "started" && claimNo! > 1)) arena.broken(`job ${jobId} was not taken over`);
      if (!isReported(jobId)) arena.broken(`the blocked process did not report that it had lost job ${jobId}`);
      if (!ofJob.some(({ claimNo, note }) => claimNo === 1 && note === "ATTEMPT_LOST")) {
        arena.broken(`the handler of job ${jobId} was not told`);
      }
    }
    for (const worker of workers) if (!worker.isAlive()) arena.broken("a worker did not survive");
  },
};
