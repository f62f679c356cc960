import type { Job } from "@rowmill/core";
import type { ClaimRequest, Isolation, JobKey } from "@rowmill/core/adapter";
import { type Row, toJob } from "./row.ts";
import type { JobTable } from "./table.ts";
import { dueAtMs, isolationOf } from "./waiting.ts";

/** Gives the jobs that come next to a runner. */
export function claimJobs(table: JobTable, { from, limit, leaseMs, runnerId, isIdle = false }: ClaimRequest): Job[] {
  const nowMs = table.now();
  const take = (isolation: Isolation, most: number) =>
    "capacities" in from
      ? table.waiting.take(from.capacities, most, nowMs, isolation)
      : takeByKey(table, from.keys, most, nowMs, isolation);
  const exclusive = isIdle ? take("exclusive", Math.min(limit, 1)) : [];
  const taken = exclusive.length > 0 ? exclusive : take("shared", limit);
  return taken.map((row) => {
    table.beginAttempt(row, { runnerId, leaseMs }, nowMs);
    return toJob(row, nowMs);
  });
}

function takeByKey(table: JobTable, keys: readonly JobKey[], limit: number, nowMs: number, isolation: Isolation): Row[] {
  const taken: Row[] = [];
  for (const key of keys) {
    const row = table.find(key);
    if (taken.length >= limit || row?.status !== "pending" || dueAtMs(row) > nowMs || taken.includes(row)) continue;
    if (isolationOf(row) !== isolation) continue;
    table.waiting.remove(row, false);
    taken.push(row);
  }
  return taken;
}
