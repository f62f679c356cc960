import type { PostgresScenario, SqliteScenario } from "./harness/scenario.ts";
import { killWorker } from "./scenarios/kill-worker.ts";

/** All scenarios, by name. */
export const scenarios: Readonly<Record<string, PostgresScenario | SqliteScenario>> = {
  "kill-worker": killWorker,
};
