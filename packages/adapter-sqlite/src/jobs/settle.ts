import type { Claim, ClaimSettlement, Settlement } from "@rowmill/core/adapter";
import { sql } from "kysely";
import type { Arg, Connection } from "../connection/connection.ts";
import type { Write } from "../connection/writer.ts";
import type { JobRow } from "../schema/tables.ts";
import type { FindClaimed } from "./claimed.ts";
import type { EndAttempt } from "./end.ts";
import type { WriteReport } from "./report.ts";
import { CHANGED_COLUMNS } from "./row.ts";

/** Ends a claim. Returns the changed row, or `undefined` if the claim no longer owned its job. */
export type SettleClaim = (settlement: ClaimSettlement, write: Write) => JobRow | undefined;

/** Prepares it. */
export function prepareSettle(find: FindClaimed, writeReport: WriteReport, end: EndAttempt): SettleClaim {
  return ({ claim, settlement, report }, write) => {
    const job = find(claim);
    // One that waits has no lease.
    if (job?.status !== "processing" || job.lease_until === null) return undefined;
    if (report) writeReport(job, report, write);
    const row = settle(job.sequence, settlement, write.nowMs)!;
    write.changed(row);
    return row;
  };

  function settle(sequence: number, settlement: Settlement, nowMs: number): JobRow | undefined {
    switch (settlement.status) {
      case "completed":
        return end.complete({ sequence, result: settlement.result, resultFileId: settlement.resultFileId, nowMs });
      case "failed":
        return end.fail({ sequence, error: settlement.error, crashes: 0, nowMs });
      case "cancelled":
        return end.cancel({ sequence, error: settlement.error, nowMs });
      case "waiting": {
        const { children, signal, until } = settlement.for;
        const result = settlement.result ?? null;
        const untilMs = until && ("at" in until ? until.at.getTime() : nowMs + Math.round(until.inMs));
        return end.suspend({ sequence, children, signal, until: untilMs, result, nowMs });
      }
      case "pending": {
        const { error, usesAttempt } = settlement;
        const runAt = nowMs + Math.round(settlement.runInMs);
        return end.giveBack({ sequence, error, unusedAttempts: usesAttempt ? 0 : 1, crashes: 0, runAt, nowMs });
      }
    }
  }
}

/** Records that the handler of a cancelled job has stopped. */
export type ReleaseClaim = (claim: Claim, write: Write) => void;

/** Prepares it. */
export function prepareRelease({ builder, prepare }: Connection, find: FindClaimed): ReleaseClaim {
  const endLease = prepare((arg: Arg<{ sequence: number; nowMs: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set(({ eb }) => ({
        lease_until: null,
        is_due: sql<number>`status = 'pending' and run_at <= ${arg("nowMs")}`,
        revision: eb("revision", "+", 1),
        updated_at: arg("nowMs"),
      }))
      .where("sequence", "=", arg("sequence"))
      .returning(CHANGED_COLUMNS),
  );

  return (claim, write) => {
    const job = find(claim);
    if (!job || job.status === "processing" || job.lease_until === null) return;
    for (const row of endLease({ sequence: job.sequence, nowMs: write.nowMs })) write.changed(row);
  };
}
