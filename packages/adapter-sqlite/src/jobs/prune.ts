import type { PrunedJob, PruneRequest } from "@rowmill/core/adapter";
import { sql } from "kysely";
import type { Arg, Connection } from "../connection/connection.ts";
import type { JobRow } from "../schema/tables.ts";
import type { Write } from "../connection/writer.ts";

/** Prepares how finished jobs are deleted, the oldest first, and their logs with them. */
export function preparePrune({ builder, prepare }: Connection): (request: PruneRequest, write: Write) => readonly PrunedJob[] {
  const findOld = prepare((arg: Arg<{ status: FinishedStatus; finishedUntil: number; nowMs: number; limit: number }>) =>
    builder
      .selectFrom("rowmill_jobs")
      .select(["sequence", "finished_at"])
      .where("status", "=", arg("status"))
      .where("finished_at", "<=", arg("finishedUntil"))
      // The handler of a cancelled job may still be at work.
      .where(({ eb, or }) => or([eb("lease_until", "is", null), eb("lease_until", "<=", arg("nowMs"))]))
      // A parent that goes on reads what its children answered.
      .where(
        sql<boolean>`not exists (select 1 from rowmill_jobs parent where parent.id = rowmill_jobs.parent_id and parent.finished_at is null)`,
      )
      .orderBy("finished_at")
      .limit(arg("limit")),
  );
  const remove = prepare((arg: Arg<{ sequence: number }>) =>
    builder
      .deleteFrom("rowmill_jobs")
      .where("sequence", "=", arg("sequence"))
      .returning(["id", "user_id", "input_file_id", "reference_file_id", "result_file_id"]),
  );

  return ({ keepMs, limit }, { nowMs }) => {
    const old = FINISHED_STATUSES.filter((status) => keepMs[status] !== Infinity).flatMap((status) =>
      findOld({ status, finishedUntil: nowMs - keepMs[status], nowMs, limit }),
    );
    old.sort((a, b) => (a.finished_at ?? 0) - (b.finished_at ?? 0));
    return old.slice(0, limit).flatMap(({ sequence }) => remove({ sequence }).map(toPrunedJob));
  };
}

function toPrunedJob(row: Pick<JobRow, "id" | "user_id" | "input_file_id" | "reference_file_id" | "result_file_id">): PrunedJob {
  return {
    id: row.id,
    userId: row.user_id,
    inputFileId: row.input_file_id,
    referenceFileId: row.reference_file_id,
    resultFileId: row.result_file_id,
  };
}

const FINISHED_STATUSES = ["completed", "failed", "cancelled"] as const;
type FinishedStatus = (typeof FINISHED_STATUSES)[number];
