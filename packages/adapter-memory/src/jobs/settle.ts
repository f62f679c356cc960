import type { Job } from "@rowmill/core";
import type { ClaimSettlement } from "@rowmill/core/adapter";
import { toWaitingFor } from "../waits/wakeups.ts";
import { applyReport } from "./report.ts";
import { copyOfError, toJob } from "./row.ts";
import type { JobTable } from "./table.ts";

/** Ends an attempt: the job is finished, waits, or is tried again. */
export function settleOne(table: JobTable, { claim, settlement, report }: ClaimSettlement, nowMs: number): Job | undefined {
  const row = table.rows.get(claim.jobId);
  if (row?.claimNo !== claim.claimNo || row.status !== "processing" || row.waitingFor) return undefined;
  if (report) applyReport(row, report, nowMs);
  row.crashes = 0;
  table.letGo(row);
  if (settlement.status === "waiting") {
    row.waitingFor = toWaitingFor(settlement.for, nowMs);
    row.result = settlement.result ?? null;
    row.wakeup = null;
    row.attempt -= 1;
    table.suspended.add(row);
    table.changed(row, nowMs);
    return toJob(row, nowMs);
  }
  row.status = settlement.status;
  if (settlement.status === "pending") {
    if (settlement.error) row.error = copyOfError(settlement.error);
    if (!settlement.usesAttempt) row.attempt -= 1;
    row.runAtMs = nowMs + settlement.runInMs;
    table.waiting.add(row, nowMs);
  } else {
    row.finishedAtMs = nowMs;
    row.wakeup = null;
    if (settlement.status !== "completed") {
      row.error = copyOfError(settlement.error);
    } else {
      row.error = null;
      row.progress = 100;
      row.result = settlement.result;
      row.resultFileId = settlement.resultFileId;
    }
  }
  table.changed(row, nowMs);
  return toJob(row, nowMs);
}
