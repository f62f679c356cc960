import type { Claim, ClaimState, ClaimUpdate } from "@rowmill/core/adapter";
import { applyReport } from "./report.ts";
import type { JobTable } from "./table.ts";

/** Renews the lease of a claim, and writes what its handler reported. */
export function updateOne(table: JobTable, { claim, leaseMs, report, checkpoint }: ClaimUpdate, nowMs: number): ClaimState {
  const row = table.rows.get(claim.jobId);
  if (row?.claimNo !== claim.claimNo || row.leaseUntilMs === null) return "lost";
  table.hold(row, nowMs + leaseMs);
  if (row.status !== "processing") {
    // Retried while the handler of the cancelled run is still at work: it can be claimed only later now.
    if (row.status === "pending") table.waiting.reorder(row, nowMs);
    return "cancelled";
  }
  if (report) applyReport(row, report, nowMs);
  if (checkpoint !== undefined) row.checkpoint = checkpoint;
  if (report ?? checkpoint !== undefined) table.changed(row, nowMs);
  return "held";
}

/** Ends the leases of handlers that have stopped after their job was settled or cancelled. */
export function releaseClaims(table: JobTable, claims: readonly Claim[]): void {
  const nowMs = table.now();
  for (const claim of claims) {
    const row = table.rows.get(claim.jobId);
    if (row?.claimNo !== claim.claimNo || row.status === "processing" || row.leaseUntilMs === null) continue;
    table.letGo(row);
    if (row.status === "pending") table.waiting.reorder(row, nowMs);
    table.changed(row, nowMs);
  }
}
