import { type NewJob, refuseUnstorableNames } from "@rowmill/core/adapter";
import type { BeginAttempt } from "./begin.ts";
import type { Arg, Connection } from "../connection/connection.ts";
import type { FindByIdempotencyKey, FindJob } from "./read.ts";
import { newRow, type NewRow } from "./new-row.ts";
import type { RequireFiles } from "./held-files.ts";
import type { Turns } from "./ranks.ts";
import type { Write } from "../connection/writer.ts";

/** The row of a job that was stored, or of the one that was there already. */
export interface InsertedRow {
  readonly row: NewRow;
  readonly created: boolean;
}

/** Prepares how new jobs are stored, all or none: a taken id throws, and undoes them all. */
export function prepareInsert(
  { builder, prepare }: Connection,
  find: FindJob,
  findByIdempotencyKey: FindByIdempotencyKey,
  turns: Turns,
  beginAttempt: BeginAttempt,
  requireFiles: RequireFiles,
): (jobs: readonly NewJob[], write: Write) => InsertedRow[] {
  // What is not named here has its default in the table.
  const insert = prepare((arg: Arg<NewRow>) =>
    builder.insertInto("rowmill_jobs").values({
      id: arg("id"),
      user_id: arg("user_id"),
      type: arg("type"),
      input: arg("input"),
      input_file_id: arg("input_file_id"),
      reference_file_id: arg("reference_file_id"),
      template_id: arg("template_id"),
      priority: arg("priority"),
      rank: arg("rank"),
      max_attempts: arg("max_attempts"),
      max_crashes: arg("max_crashes"),
      idempotency_key: arg("idempotency_key"),
      input_hash: arg("input_hash"),
      run_at: arg("run_at"),
      created_at: arg("created_at"),
      updated_at: arg("updated_at"),
      is_due: arg("is_due"),
    }),
  );

  return (jobs, write) => {
    const rankOf = turns.ranking();
    return jobs.map((job) => insertOne(job, rankOf, write));
  };

  function insertOne(job: NewJob, rankOf: ReturnType<Turns["ranking"]>, write: Write): InsertedRow {
    const { idempotencyKey, type, userId, inputFileId, referenceFileId, templateId, claim } = job;
    refuseUnstorableNames({ type, userId, idempotencyKey, inputFileId, referenceFileId, templateId }, "a job");
    if (idempotencyKey !== null) {
      const known = findByIdempotencyKey({ idempotencyKey, type, userId });
      if (known) return { row: known, created: false };
    }
    if (job.filesMustExist) requireFiles(job);
    // A job that is claimed at once waits in no line.
    const row = newRow(job, claim ? 0 : rankOf(job.priority, userId), write.nowMs);
    insert(row);
    if (claim) return { row: beginAttempt(find(job)!.sequence, claim, write)!, created: true };
    write.changed(row);
    return { row, created: true };
  }
}
