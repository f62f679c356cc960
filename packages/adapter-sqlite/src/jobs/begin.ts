import type { ClaimRequest } from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";
import type { Arg, Connection } from "../connection/connection.ts";
import type { JobRow } from "../schema/tables.ts";
import type { Write } from "../connection/writer.ts";

/** Moves a pending job to `processing`, for one runner. Answers the row, or `undefined` if the job is not pending. */
export type BeginAttempt = (sequence: number, runner: Pick<ClaimRequest, "runnerId" | "leaseMs">, write: Write) => JobRow | undefined;

/** Sets progress to nothing, unless there is a checkpoint to go on from. */
export const RESTART_PROGRESS = startedOver(sql<boolean>`checkpoint is null`);

/** The same, but not for a job that begins again with what it has waited for. */
const BEGIN_PROGRESS = startedOver(sql<boolean>`checkpoint is null and wakeup is null`);

function startedOver(condition: RawBuilder<boolean>) {
  return {
    progress: sql<number>`iif(${condition}, 0, progress)`,
    stage: sql<string | null>`iif(${condition}, null, stage)`,
    counters: sql<string>`iif(${condition}, '{}', counters)`,
  };
}

/** Prepares the one statement by which a job comes to be processed. */
export function prepareBegin({ builder, prepare }: Connection): BeginAttempt {
  const begin = prepare((arg: Arg<{ sequence: number; runnerId: string; leaseUntil: number; nowMs: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set(({ eb }) => ({
        ...BEGIN_PROGRESS,
        status: "processing",
        is_due: 0,
        claim_no: eb("claim_no", "+", 1),
        attempt: eb("attempt", "+", 1),
        revision: eb("revision", "+", 1),
        runner_id: arg("runnerId"),
        lease_until: arg("leaseUntil"),
        started_at: arg("nowMs"),
        updated_at: arg("nowMs"),
      }))
      .where("sequence", "=", arg("sequence"))
      .where("status", "=", "pending")
      .returningAll(),
  );

  return (sequence, { runnerId, leaseMs }, write) => {
    const { nowMs } = write;
    const [row] = begin({ sequence, runnerId, leaseUntil: nowMs + Math.round(leaseMs), nowMs });
    if (row) write.changed(row);
    return row;
  };
}
