import type { Claim, ClaimState, ClaimUpdate, Report } from "@rowmill/core/adapter";
import { sql } from "kysely";
import type { Arg, Connection } from "../connection/connection.ts";
import type { JobLog } from "./log.ts";
import type { JobRow } from "../schema/tables.ts";
import { CHANGED_COLUMNS } from "./row.ts";
import type { Write } from "../connection/writer.ts";
import { storableText } from "../connection/storable-text.ts";

/** The jobs that handlers are at work on, named by their claims. */
export interface RunningJobs {
  /** The job of a claim, if no other claim has it. Without its input and whatever else may be big. */
  find(claim: Claim): HeldRow | undefined;
  /** Renews a lease, and writes what the attempt reports. */
  update(update: ClaimUpdate, write: Write): ClaimState;
  /** Writes a report alone; whoever calls raises the revision. */
  report(job: HeldRow, report: Report, write: Write): void;
  /** Says that the handler of a cancelled job has stopped. */
  release(claim: Claim, write: Write): void;
}

/** What of a row decides whether a claim still owns its job. */
export type HeldRow = Pick<JobRow, "sequence" | "status" | "claim_no" | "lease_until">;

/** Prepares what running attempts write. */
export function createRunningJobs({ builder, prepare }: Connection, log: JobLog): RunningJobs {
  const find = prepare((arg: Arg<Claim>) =>
    builder
      .selectFrom("rowmill_jobs")
      .select(["sequence", "status", "claim_no", "lease_until"])
      .where("id", "=", arg("jobId"))
      .where("claim_no", "=", arg("claimNo")),
  );
  const renew = prepare((arg: Arg<{ sequence: number; leaseUntil: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      // Retried while the handler of the cancelled run is still at work: it can be claimed only later now.
      .set({ lease_until: arg("leaseUntil"), is_due: 0 })
      .where("sequence", "=", arg("sequence")),
  );
  const writeReport = prepare((arg: Arg<{ sequence: number; progress: number; stage: string | null; counters: string }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set({ progress: arg("progress"), stage: arg("stage"), counters: arg("counters") })
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
  const letGo = prepare((arg: Arg<{ sequence: number; nowMs: number }>) =>
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

  return {
    find: (claim) => find(claim)[0],

    update({ claim, leaseMs, report, checkpoint }, write) {
      const [job] = find(claim);
      if (!job || job.lease_until === null) return "lost";
      const { sequence } = job;
      renew({ sequence, leaseUntil: write.nowMs + Math.round(leaseMs) });
      if (job.status !== "processing") return "cancelled";
      if (report) writeAll(job, report, write);
      if (report ?? checkpoint !== undefined) {
        for (const row of touch({ sequence, checkpoint: checkpoint ?? null, nowMs: write.nowMs })) write.changed(row);
      }
      return "held";
    },

    report: writeAll,

    release(claim, write) {
      const [job] = find(claim);
      if (!job || job.status === "processing" || job.lease_until === null) return;
      for (const row of letGo({ sequence: job.sequence, nowMs: write.nowMs })) write.changed(row);
    },
  };

  function writeAll(job: HeldRow, { progress, stage, counters, log: lines }: Report, { nowMs }: Write): void {
    writeReport({ sequence: job.sequence, progress, stage: storableText(stage), counters: JSON.stringify(counters) });
    log.append(job, lines, nowMs);
  }
}
