import type { Job } from "@rowmill/core";
import { isFinished, progressOfChildren } from "@rowmill/core/adapter";
import { cancelRow } from "../jobs/change.ts";
import { toJob } from "../jobs/row.ts";
import type { JobTable } from "../jobs/table.ts";

/** Cancels unfinished children whose parent has failed or was cancelled. */
export function cancelOrphans(table: JobTable, limit: number): Job[] {
  const nowMs = table.now();
  const cancelled: Job[] = [];
  for (const parentId of table.families.parentIds()) {
    const status = table.rows.get(parentId)?.status;
    if (status !== "failed" && status !== "cancelled") continue;
    for (const row of table.families.unfinishedOf(parentId)) {
      if (cancelled.length >= limit) return cancelled;
      cancelRow(table, row, nowMs);
      table.changed(row, nowMs);
      cancelled.push(toJob(row, nowMs));
    }
  }
  return cancelled;
}

/** Sets the progress of parents to the weighted progress of their children. */
export function followChildren(table: JobTable, parentIds: readonly string[]): void {
  const nowMs = table.now();
  for (const row of parentIds.map((id) => table.rows.get(id))) {
    if (!row?.waitingFor?.children) continue;
    const sum = { weight: 0, progress: 0 };
    for (const child of table.families.childrenOf(row.id)) {
      sum.weight += child.weight;
      sum.progress += child.weight * (isFinished(child.status) ? 100 : child.progress);
    }
    const progress = progressOfChildren(sum);
    if (progress <= row.progress) continue;
    row.progress = progress;
    table.changed(row, nowMs);
  }
}
