import { type Change, HELD_UNTIL, type JobKey, nextStatus } from "@rowmill/core/adapter";
import { type Row, toJob } from "./row.ts";
import { type JobTable, restartProgress } from "./table.ts";

/** Cancels a job, if it has not finished. */
export function cancelJob(table: JobTable, key: JobKey): Change | undefined {
  return change(table, key, (row) => {
    if (!nextStatus(row.status, "cancel")) return false;
    cancelRow(table, row, table.now());
    return true;
  });
}

/** Starts a failed or cancelled job over. */
export function retryJob(table: JobTable, key: JobKey, { filesMustExist }: { filesMustExist?: boolean } = {}): Change | undefined {
  return change(table, key, (row, nowMs) => {
    if (!nextStatus(row.status, "retry")) return false;
    if (filesMustExist) table.requireFiles(row);
    retryRow(table, row, nowMs, nowMs);
    return true;
  });
}

/** Changes one job from outside, if `apply` says that it did. */
function change(table: JobTable, key: JobKey, apply: (row: Row, nowMs: number) => boolean): Change | undefined {
  const row = table.find(key);
  if (!row) return undefined;
  const nowMs = table.now();
  const applied = apply(row, nowMs);
  if (applied) table.changed(row, nowMs);
  return { job: toJob(row, nowMs), changed: applied };
}

export function cancelRow(table: JobTable, row: Row, nowMs: number): void {
  if (row.status === "pending") table.waiting.remove(row, false);
  table.suspended.delete(row);
  row.waitingFor = null;
  row.status = "cancelled";
  row.finishedAtMs = nowMs;
}

/** Starts a job over, and its children that have not completed. */
function retryRow(table: JobTable, row: Row, runAtMs: number, nowMs: number): void {
  row.status = "pending";
  row.attempt = 0;
  row.crashes = 0;
  row.error = null;
  row.startedAtMs = null;
  row.finishedAtMs = null;
  row.wakeup = null;
  row.result = null;
  row.runAtMs = runAtMs;
  restartProgress(row);
  table.waiting.add(row, nowMs);
  for (const child of table.families.childrenOf(row.id)) {
    if (child.status !== "failed" && child.status !== "cancelled") continue;
    retryRow(table, child, row.childConcurrency === null ? nowMs : HELD_UNTIL.getTime(), nowMs);
    table.changed(child, nowMs);
  }
}
