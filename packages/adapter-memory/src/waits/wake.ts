import type { Job } from "@rowmill/core";
import type { JobStore } from "@rowmill/core/adapter";
import { type Row, toJob } from "../jobs/row.ts";
import type { JobTable } from "../jobs/table.ts";
import { takeWakeup } from "./wakeups.ts";

/** Returns jobs to the queue whose wait has ended, and lets held children go. */
export function wakeJobs(table: JobTable, request: Parameters<JobStore["wake"]>[0]): Awaited<ReturnType<JobStore["wake"]>> {
  const nowMs = table.now();
  const woken: Job[] = [];
  for (const parentId of "ids" in request ? new Set(request.ids) : [...table.families.parentIds()]) {
    releaseChildren(table, table.rows.get(parentId), nowMs);
  }
  const candidates = "ids" in request ? [...new Set(request.ids)].map((id) => table.rows.get(id)) : table.suspended;
  for (const row of candidates) {
    if (!row?.waitingFor || ("limit" in request && woken.length >= request.limit)) continue;
    const wakeup = takeWakeup(row, table.families, nowMs);
    if (!wakeup) continue;
    table.suspended.delete(row);
    row.status = "pending";
    row.waitingFor = null;
    row.wakeup = wakeup;
    row.runAtMs = nowMs;
    table.waiting.add(row, nowMs);
    table.changed(row, nowMs);
    woken.push(toJob(row, nowMs));
  }
  const moments = Array.from(table.suspended, ({ waitingFor }) => waitingFor?.until?.getTime() ?? Infinity);
  const nextMs = moments.reduce((first, next) => Math.min(first, next), Infinity);
  return { jobs: woken, nextInMs: nextMs === Infinity ? undefined : Math.max(0, nextMs - nowMs) };
}

/** Lets held children of a job go, as many as there is room for. */
function releaseChildren(table: JobTable, parent: Row | undefined, nowMs: number): void {
  for (const child of parent ? table.families.releasable(parent) : []) {
    table.waiting.remove(child, false);
    child.runAtMs = nowMs;
    table.waiting.add(child, nowMs);
    table.changed(child, nowMs);
  }
}
