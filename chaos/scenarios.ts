import type { PostgresScenario, SqliteScenario } from "./harness/scenario.ts";
import { blockedLoop } from "./scenarios/blocked-loop.ts";
import { clockSkew } from "./scenarios/clock-skew.ts";
import { drain } from "./scenarios/drain.ts";
import { freezeWorker } from "./scenarios/freeze-worker.ts";
import { halfOpen } from "./scenarios/half-open.ts";
import { killListener } from "./scenarios/kill-listener.ts";
import { killPostgres } from "./scenarios/kill-postgres.ts";
import { killWorker } from "./scenarios/kill-worker.ts";
import { poisonScenario } from "./scenarios/poison.ts";
import { sharedPool } from "./scenarios/shared-pool.ts";
import { sqliteKill } from "./scenarios/sqlite-kill.ts";
import { tableLock } from "./scenarios/table-lock.ts";

/** All scenarios, by name. */
export const scenarios: Readonly<Record<string, PostgresScenario | SqliteScenario>> = {
  "kill-worker": killWorker,
  "freeze-worker": freezeWorker,
  "kill-postgres": killPostgres,
  "kill-listener": killListener,
  "half-open": halfOpen,
  "clock-skew": clockSkew,
  drain,
  poison: poisonScenario,
  "blocked-loop": blockedLoop,
  "shared-pool": sharedPool,
  "table-lock": tableLock,
  "sqlite-kill": sqliteKill,
};
