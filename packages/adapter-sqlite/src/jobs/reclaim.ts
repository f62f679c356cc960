import { RowmillError } from "@rowmill/core";
import { type Claim, settleLapsed } from "@rowmill/core/adapter";
import { sql } from "kysely";
import type { Arg, Connection } from "../connection/connection.ts";
import type { Write } from "../connection/writer.ts";
import type { JobRow } from "../schema/tables.ts";
import type { EndAttempt } from "./end.ts";

/** Takes jobs back whose lease has lapsed, but for the claims that the caller knows to be alive. */
export type ReclaimJobs = (except: readonly Claim[], limit: number, write: Write) => JobRow[];

/** Prepares it. */
export function prepareReclaim({ builder, prepare }: Connection, end: EndAttempt): ReclaimJobs {
  const findLapsed = prepare((arg: Arg<{ nowMs: number; limit: number }>) =>
    builder
      .selectFrom("rowmill_jobs")
      .select(["sequence", "id", "claim_no", "crashes", "max_crashes"])
      .where("status", "=", sql.lit("processing"))
      .where("lease_until", "<=", arg("nowMs"))
      .orderBy("lease_until")
      .limit(arg("limit")),
  );

  return (except, limit, write) => {
    const alive = new Set(except.map(({ jobId, claimNo }) => `${jobId} ${claimNo}`));
    const lapsedJobs = findLapsed({ nowMs: write.nowMs, limit: limit + alive.size });
    const dead = lapsedJobs.filter(({ id, claim_no }) => !alive.has(`${id} ${claim_no}`)).slice(0, limit);
    const rows = dead.flatMap((job) => takeBackIfAllowed(job, write.nowMs) ?? []);
    for (const row of rows) write.changed(row);
    return rows;
  };

  /** A trigger of the host's that rejects one job must not keep the others from being taken back. */
  function takeBackIfAllowed(job: Parameters<typeof takeBack>[0], nowMs: number): JobRow | undefined {
    try {
      return takeBack(job, nowMs);
    } catch (error) {
      if (RowmillError.is(error, "STORE_REFUSED") && !error.retriable) return undefined;
      throw error;
    }
  }

  function takeBack({ sequence, ...job }: Pick<JobRow, "sequence" | "crashes" | "max_crashes">, nowMs: number): JobRow | undefined {
    const settlement = settleLapsed({ crashes: job.crashes, maxCrashes: job.max_crashes });
    const { crashes } = settlement;
    if (settlement.status === "failed") return end.fail({ sequence, error: settlement.error, crashes, nowMs });
    return end.giveBack({ sequence, error: null, unusedAttempts: 1, crashes, runAt: nowMs, nowMs });
  }
}

/**
 * Lets all leases lapse that an earlier process has left. Whoever opens the file holds its lock, so no handler of that process
 * is at work any more, and its jobs need not wait for the rest of their leases.
 */
export function endLeases({ builder, prepare, transact }: Connection, nowMs: number): void {
  const end = prepare((arg: Arg<{ nowMs: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set({ lease_until: arg("nowMs") })
      .where("lease_until", ">", arg("nowMs")),
  );
  transact(() => end({ nowMs }));
}
