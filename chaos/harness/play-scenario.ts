import { join } from "node:path";
import type { PostgresServer } from "../../test/postgres/server.ts";
import { inArena } from "./arena.ts";
import { nowMs } from "./journal.ts";
import { createPostgresDatabase } from "./postgres-database.ts";
import { seededRandom } from "./random.ts";
import type { PostgresScenario, Size, SqliteScenario } from "./scenario.ts";
import { createSqliteDatabase } from "./sqlite-database.ts";

/** What is printed of a run. */
export interface Report {
  readonly scenario: string;
  readonly seed: number;
  readonly jobs: number;
  readonly kills: number;
  readonly lost: number;
  readonly double: number;
  readonly stuck: number;
  readonly recoveryMsP50: number | null;
  readonly recoveryMsMax: number | null;
  readonly seconds: number;
  readonly ok: boolean;
}

/** Plays a scenario. Answers its report, and what was wrong, in words. */
export async function playScenario(
  name: string,
  scenario: PostgresScenario | SqliteScenario,
  { size, seed, server }: { size: Size; seed: number; server: PostgresServer },
): Promise<{ report: Report; complaints: readonly string[] }> {
  const random = seededRandom(seed);
  const startedAtMs = nowMs();
  const { jobs, kills, lost, double, stuck, broken, recoveriesMs, folder } =
    scenario.on === "postgres"
      ? await inArena(
          () => createPostgresDatabase(server.url),
          random,
          (arena) => scenario.play(arena, size, server),
        )
      : await inArena(
          (path) => createSqliteDatabase(join(path, "jobs.db")),
          random,
          (arena) => scenario.play(arena, size),
        );
  const sorted = recoveriesMs.map(Math.round).toSorted((a, b) => a - b);
  const complaints = [
    ...Object.entries({ lost, double, stuck }).flatMap(([kind, found]) => found.map(({ jobId, why }) => `${kind}: job ${jobId} ${why}`)),
    ...broken.map((what) => `broken: ${what}`),
    ...(folder === "" ? [] : [`what its processes wrote is in ${folder}`]),
  ];
  const report = {
    scenario: name,
    seed,
    jobs,
    kills,
    lost: jobsOf(lost),
    double: jobsOf(double),
    stuck: jobsOf(stuck),
    recoveryMsP50: sorted[Math.ceil(sorted.length / 2) - 1] ?? null,
    recoveryMsMax: sorted.at(-1) ?? null,
    seconds: Math.round((nowMs() - startedAtMs) / 100) / 10,
    ok: complaints.length === 0,
  };
  return { report, complaints };
}

function jobsOf(findings: readonly { readonly jobId: string }[]): number {
  return new Set(findings.map(({ jobId }) => jobId)).size;
}
