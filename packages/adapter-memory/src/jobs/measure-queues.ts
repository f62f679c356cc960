import type { QueueState } from "@rowmill/core/adapter";
import type { JobTable } from "./table.ts";
import { dueAtMs } from "./waiting.ts";

/** Counts the jobs of each type that could be claimed now. */
export function measureQueues(table: JobTable, types: readonly string[], limit: number): QueueState[] {
  const nowMs = table.now();
  const states = new Map(types.map((type) => [type, { type, waiting: 0, oldestMs: 0 }]));
  for (const row of table.rows.values()) {
    if (row.status !== "pending" || dueAtMs(row) > nowMs) continue;
    const state = states.get(row.type);
    if (!state || state.waiting >= limit) continue;
    state.waiting += 1;
    state.oldestMs = Math.max(state.oldestMs, nowMs - dueAtMs(row));
  }
  return types.map((type) => states.get(type)!);
}
