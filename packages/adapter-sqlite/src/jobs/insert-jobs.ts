import type { NewJob } from "@rowmill/core";
import { sql } from "kysely";
import type { BeginAttempt } from "./begin-attempt.ts";
import type { Arg, Connection } from "../database/connection.ts";
import type { JobRow } from "../database/tables.ts";
import type { Turns } from "./turns.ts";
import type { Write } from "./writer.ts";

/** The row of a job that was stored, or of the one that was there already. */
export interface InsertedRow {
  readonly row: JobRow;
  readonly created: boolean;
}

/** Prepares how new jobs are stored, all or none: a taken id throws, and undoes them all. */
export function createInsertJobs(
  { builder, prepare }: Connection,
  turns: Turns,
  beginAttempt: BeginAttempt,
): (jobs: readonly NewJob[], write: Write) => InsertedRow[] {
  const findByKey = prepare((arg: Arg<{ idempotencyKey: string; type: string; userId: string | null }>) =>
    builder
      .selectFrom("rowmill_jobs")
      .selectAll()
      .where("idempotency_key", "=", arg("idempotencyKey"))
      .where("type", "=", arg("type"))
      .where("user_id", "is", arg("userId")),
  );
  const insert = prepare((arg: Arg<Omit<NewJob, "start" | "claim"> & { rank: number; runAt: number; nowMs: number }>) =>
    builder
      .insertInto("rowmill_jobs")
      .values({
        id: arg("id"),
        type: arg("type"),
        user_id: arg("userId"),
        input: arg("input"),
        input_file_id: arg("inputFileId"),
        reference_file_id: arg("referenceFileId"),
        template_id: arg("templateId"),
        priority: arg("priority"),
        rank: arg("rank"),
        max_attempts: arg("maxAttempts"),
        max_crashes: arg("maxCrashes"),
        idempotency_key: arg("idempotencyKey"),
        input_hash: arg("inputHash"),
        run_at: arg("runAt"),
        created_at: arg("nowMs"),
        updated_at: arg("nowMs"),
        is_due: sql<number>`${arg("runAt")} <= ${arg("nowMs")}`,
      })
      .returningAll(),
  );

  return (jobs, write) => {
    const rankOf = turns.ranking();
    return jobs.map((job) => insertOne(job, rankOf, write));
  };

  function insertOne(job: NewJob, rankOf: ReturnType<Turns["ranking"]>, write: Write): InsertedRow {
    const { idempotencyKey, type, userId, start, claim } = job;
    if (idempotencyKey !== null) {
      const [known] = findByKey({ idempotencyKey, type, userId });
      if (known) return { row: known, created: false };
    }
    const { nowMs } = write;
    const runAt = "at" in start ? start.at.getTime() : nowMs + Math.round(start.inMs);
    // A job that is claimed at once waits in no line.
    const row = insert({ ...job, rank: claim ? 0 : rankOf(job.priority, userId), runAt, nowMs })[0]!;
    if (!claim) {
      write.changed(row);
      return { row, created: true };
    }
    return { row: beginAttempt(row.sequence, claim, write)!, created: true };
  }
}
