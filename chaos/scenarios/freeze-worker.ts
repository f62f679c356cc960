import { setTimeout as delay } from "node:timers/promises";
import type { Arena } from "../harness/arena.ts";
import { openAsker } from "../harness/asker.ts";
import type { JournalLine } from "../harness/journal.ts";
import type { PostgresScenario } from "../harness/scenario.ts";
import { until } from "../harness/until.ts";

/** How long after it woke up a process may take to notice that a job is no longer its own: two heartbeats, on a busy machine. */
const NOTICE_MS = 1_500;

/**
 * Processes are stopped for longer than their leases, and go on as if nothing had been. Their handlers do not stop when they are told to:
 * they report progress, log, and answer, all of which must be refused.
 */
export const freezeWorker: PostgresScenario = {
  on: "postgres",
  full: { jobs: 200, faults: 12 },
  small: { jobs: 20, faults: 1 },

  async play(arena, { jobs, faults }) {
    const leaseMs = 1_000;
    await using asker = openAsker(arena, { leaseMs });
    // Every second one has nothing more to do when it wakes up, and answers before it can learn that it was lost.
    const work = (number: number) => (number % 2 === 0 ? { steps: 15, stepMs: 100 } : { steps: 1, stepMs: 1_500 });
    await asker.createJobs(jobs, (number) => ({ ...work(number), isStubborn: true }));
    const workers = [arena.start("worker", { leaseMs }), arena.start("worker", { leaseMs })];

    for (let fault = 0; fault < faults; fault += 1) {
      const victim = arena.random.pick(workers);
      await until(() => runningIn(arena, victim.pid).length > 0, 10_000);
      await delay(arena.random.between(0, 500));
      const frozen = runningIn(arena, victim.pid);
      const sinceMs = arena.fault();
      victim.send("SIGSTOP");
      await delay(leaseMs + arena.random.between(200, 1_500));
      const taken = frozen.filter((line) => isTaken(arena, line));
      victim.send("SIGCONT");
      arena.awaitRecovery(frozen, sinceMs);
      await delay(NOTICE_MS);
      for (const line of taken) if (!hasEnded(arena, line)) arena.broken(`a handler of job ${line.jobId} was not told that it was lost`);
    }
    await arena.finished(60_000);
    if (!arena.lines().some(({ entry, note }) => entry === "aborted" && note === "ATTEMPT_LOST"))
      arena.broken("nobody was ever told to stop");
  },
};

/** What has begun in a process and not come to its end. */
function runningIn(arena: Arena, pid: number): JournalLine[] {
  return arena.heldBy(pid).filter((line) => !arena.lines().some(isOfClaim(line, "done")));
}

function isTaken(arena: Arena, { jobId, claimNo }: JournalLine): boolean {
  return arena.lines().some((line) => line.entry === "started" && line.jobId === jobId && line.claimNo! > claimNo!);
}

/** Whether a handler was told, or was so near its end that it came to that before. */
function hasEnded(arena: Arena, line: JournalLine): boolean {
  return arena.lines().some((other) => isOfClaim(line, "aborted")(other) || isOfClaim(line, "done")(other));
}

function isOfClaim({ jobId, claimNo }: JournalLine, entry: JournalLine["entry"]) {
  return (line: JournalLine) => line.entry === entry && line.jobId === jobId && line.claimNo === claimNo;
}
