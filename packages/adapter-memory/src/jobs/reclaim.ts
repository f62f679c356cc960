import type { Job } from "@rowmill/core";
import { type Claim, settleLapsed } from "@rowmill/core/adapter";
import { type Row, toJob } from "./row.ts";
import type { JobTable } from "./table.ts";

/** Takes jobs back whose lease has lapsed. */
export function reclaimJobs(table: JobTable, except: readonly Claim[], limit: number): Job[] {
  const nowMs = table.now();
  const alive = new Set(except.map(claimKey));
  const reclaimed: Job[] = [];
  for (const row of table.held) {
    if (reclaimed.length >= limit) break;
    if (row.leaseUntilMs! > nowMs || alive.has(claimKey({ jobId: row.id, claimNo: row.claimNo }))) continue;
    if (row.status === "processing") {
      reclaimOne(table, row, nowMs);
      reclaimed.push(toJob(row, nowMs));
    } else {
      // Cancelled, and its handler never reported again: there is nothing to take back.
      table.held.delete(row);
    }
  }
  return reclaimed;
}

function reclaimOne(table: JobTable, row: Row, nowMs: number): void {
  const settlement = settleLapsed(row);
  row.status = settlement.status;
  row.crashes = settlement.crashes;
  table.letGo(row);
  if (settlement.status === "failed") {
    row.error = settlement.error;
    row.finishedAtMs = nowMs;
  } else {
    row.attempt -= 1;
    row.runAtMs = nowMs;
    table.waiting.add(row, nowMs);
  }
  table.changed(row, nowMs);
}

function claimKey({ jobId, claimNo }: Claim): string {
  return `${jobId} ${claimNo}`;
}
