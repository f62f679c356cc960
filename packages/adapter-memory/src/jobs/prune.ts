import { isFinished, type PrunedJob, type PruneRequest } from "@rowmill/core/adapter";
import type { Row } from "./row.ts";
import type { JobTable } from "./table.ts";

/** Deletes finished jobs that were kept for long enough. */
export function pruneJobs(table: JobTable, { keepMs, limit }: PruneRequest): PrunedJob[] {
  const nowMs = table.now();
  const pruned: PrunedJob[] = [];
  for (const row of table.rows.values()) {
    if (pruned.length >= limit) break;
    if (!isPrunable(row, keepMs, nowMs) || isNeededBy(table.rows.get(row.parentId ?? ""))) continue;
    table.delete(row);
    const { id, userId, inputFileId, referenceFileId, resultFileId } = row;
    pruned.push({ id, userId, inputFileId, referenceFileId, resultFileId });
  }
  return pruned;
}

/** A parent that goes on reads the results of its children. */
function isNeededBy(parent: Row | undefined): boolean {
  return parent !== undefined && !isFinished(parent.status);
}

function isPrunable(row: Row, keepMs: PruneRequest["keepMs"], nowMs: number): boolean {
  const { status, finishedAtMs, leaseUntilMs } = row;
  if (status === "pending" || status === "processing" || finishedAtMs === null) return false;
  return nowMs - finishedAtMs >= keepMs[status] && (leaseUntilMs === null || leaseUntilMs <= nowMs);
}
