import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import type { JobStatus } from "@rowmill/core";
import type { ProgramOptions } from "../programs/options.ts";
import { audit, type Findings } from "./audit.ts";
import { type Child, type Program, startChild } from "./child.ts";
import type { ChaosDatabase } from "./database.ts";
import { type JournalLine, nowMs, readJournal } from "./journal.ts";
import type { Random } from "./random.ts";
import { until } from "./until.ts";

/** Where one scenario plays: a database, the processes that work with it, and what they wrote down. */
export interface Arena<Database extends ChaosDatabase = ChaosDatabase> {
  readonly random: Random;
  readonly database: Database;
  /** Starts a program. */
  start(program: Program, options?: Partial<ProgramOptions>, shiftMs?: number): Child;
  /** What all processes wrote down so far. */
  lines(): readonly JournalLine[];
  /** What a process has begun and not settled, and nobody has begun since. */
  heldBy(pid: number): readonly JournalLine[];
  /** Enters a job that was acknowledged to the harness itself. */
  acknowledged(jobId: string, mustBe?: JobStatus): void;
  /** Counts a fault. Answers when it was. */
  fault(): number;
  /** Enters how long something took to recover. */
  recovered(ms: number): void;
  /** Enters how long it took until jobs that were held at a fault were begun again, when the run is over. */
  awaitRecovery(held: readonly JournalLine[], sinceMs: number): void;
  /** Says that something was not as promised. */
  broken(what: string): void;
  /** Waits until all jobs have finished. */
  finished(limitMs: number): Promise<void>;
}

/** What came of it. */
export interface Outcome extends Findings {
  readonly kills: number;
  readonly jobs: number;
  readonly recoveriesMs: readonly number[];
  readonly broken: readonly string[];
  /** Where the journal and the output of the processes are. Empty if nothing was wrong: they are gone. */
  readonly folder: string;
}

const DEFAULTS: Omit<ProgramOptions, "database" | "journal"> = {
  leaseMs: 1_500,
  concurrency: 5,
  sharedPool: 0,
  waitMs: 30_000,
  pollMs: 500,
  drainMs: 1_000,
  creates: { from: 0, to: 0, callers: 1, pauseMs: 0, delayMs: 0, priority: 0 },
  input: { steps: 3, stepMs: 20 },
};

/** Lets something happen in an arena, ends its processes, and looks at what is left. */
export async function inArena<Database extends ChaosDatabase>(
  makeDatabase: (folder: string) => Promise<Database>,
  random: Random,
  happen: (arena: Arena<Database>) => Promise<void>,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "rowmill-chaos-"));
  const output = openSync(join(folder, "output.log"), "a");
  const journalPath = join(folder, "journal.jsonl");
  const journal = readJournal(journalPath);
  const database = await makeDatabase(folder);
  const children: Child[] = [];
  const mustBe = new Map<string, JobStatus>();
  const awaited: { readonly held: readonly JournalLine[]; readonly sinceMs: number }[] = [];
  const recoveriesMs: number[] = [];
  const broken: string[] = [];
  let kills = 0;

  const arena: Arena<Database> = {
    random,
    database,
    start(program, options, shiftMs = 0) {
      const all = { ...DEFAULTS, database: database.address, journal: journalPath, ...options };
      const child = startChild({ program, options: all, shiftMs, folder, output });
      children.push(child);
      return child;
    },
    lines: () => journal.read(),
    heldBy(pid) {
      const started = journal.read().filter(({ entry }) => entry === "started");
      // The last one of each job.
      const latest = new Map(started.map((line) => [line.jobId, line.claimNo]));
      const settled = new Set(journal.read().flatMap((line) => (line.entry === "settled" ? [claimOf(line)] : [])));
      return started.filter((line) => line.pid === pid && line.claimNo === latest.get(line.jobId) && !settled.has(claimOf(line)));
    },
    acknowledged: (jobId, status = "completed") => void mustBe.set(jobId, status),
    fault() {
      kills += 1;
      return nowMs();
    },
    recovered: (ms) => void recoveriesMs.push(ms),
    awaitRecovery: (held, sinceMs) => void awaited.push({ held, sinceMs }),
    broken: (what) => void broken.push(what),
    async finished(limitMs) {
      await until(async () => (await database.unfinished()) === 0, limitMs, 50);
    },
  };

  try {
    // A scenario that fails half-way is audited all the same, and its reason is part of the report.
    await happen(arena).catch((error: unknown) => broken.push(`the scenario failed: ${inspect(error)}`));
    const rows = await database.rows();
    for (const line of journal.read()) {
      if (line.entry === "acknowledged" && !mustBe.has(line.jobId!)) mustBe.set(line.jobId!, "completed");
    }
    const findings = audit({ acknowledged: mustBe, lines: journal.read(), rows, endings: await database.endings() });
    for (const { held, sinceMs } of awaited) recoveriesMs.push(...recoveries(journal.read(), held, sinceMs));
    const isFine = [findings.lost, findings.double, findings.stuck, broken].every(({ length }) => length === 0);
    if (isFine) rmSync(folder, { recursive: true });
    return { ...findings, kills, jobs: rows.length, recoveriesMs, broken, folder: isFine ? "" : folder };
  } finally {
    for (const child of children) if (child.isAlive()) child.send("SIGKILL");
    await Promise.all(children.map(({ exited }) => exited));
    journal.close();
    closeSync(output);
    await database.close();
  }
}

/** How long after a moment each of these claims' jobs was begun anew. */
function recoveries(lines: readonly JournalLine[], held: readonly JournalLine[], sinceMs: number): number[] {
  return held.flatMap(({ jobId, claimNo }) => {
    const again = lines.find((line) => line.entry === "started" && line.jobId === jobId && line.claimNo! > claimNo!);
    return again ? [again.atMs - sinceMs] : [];
  });
}

function claimOf({ jobId, claimNo }: JournalLine): string {
  return `${jobId} ${claimNo}`;
}
