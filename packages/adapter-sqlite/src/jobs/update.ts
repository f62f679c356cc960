import type { ClaimState, ClaimUpdate } from "@rowmill/core/adapter";
import { sql } from "kysely";
import type { Arg, Connection } from "../connection/connection.ts";
import type { Write } from "../connection/writer.ts";
import type { JobRow } from "../schema/tables.ts";
import type { FindClaimed } from "./claimed.ts";
import type { WriteReport } from "./report.ts";
import { CHANGED_COLUMNS } from "./row.ts";

/** Renews the lease of a claim, and writes what its attempt reports. */
export type UpdateClaim = (update: ClaimUpdate, write: Write) => ClaimState;

/** Prepares it. */
export function prepareUpdate({ builder, prepare }: Connection, find: FindClaimed, writeReport: WriteReport): UpdateClaim {
  const renew = prepare((arg: Arg<{ sequence: number; leaseUntil: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      // Retried while the handler of the cancelled run is still at work: it can be claimed only later now.
      .set({ lease_until: arg("leaseUntil"), is_due: 0 })
      .where("sequence", "=", arg("sequence")),
  );
  const touch = prepare((arg: Arg<{ sequence: number; checkpoint: JobRow["checkpoint"]; nowMs: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set(({ eb }) => ({
        checkpoint: sql<JobRow["checkpoint"]>`ifnull(${arg("checkpoint")}, checkpoint)`,
        revision: eb("revision", "+", 1),
        updated_at: arg("nowMs"),
      }))
      .where("sequence", "=", arg("sequence"))
      .returning(CHANGED_COLUMNS),
  );

  return ({ claim, leaseMs, report, checkpoint }, write) => {
    const job = find(claim);
    if (!job || job.lease_until === null) return "lost";
    const { sequence } = job;
    renew({ sequence, leaseUntil: write.nowMs + Math.round(leaseMs) });
    if (job.status !== "processing") return "cancelled";
    if (report) writeReport(job, report, write);
    if (report ?? checkpoint !== undefined) {
      for (const row of touch({ sequence, checkpoint: checkpoint ?? null, nowMs: write.nowMs })) write.changed(row);
    }
    return "held";
  };
}
