import { RowmillError } from "@rowmill/core";
import { type NewJob, type ParentOptions, refuseUnstorableNames } from "@rowmill/core/adapter";
import type { BeginAttempt } from "./begin.ts";
import type { Arg, Connection } from "../connection/connection.ts";
import type { FindByIdempotencyKey, FindJob } from "./read.ts";
import { newRow, type NewRow, type Parent } from "./new-row.ts";
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
): (jobs: readonly NewJob[], write: Write, parent?: ParentOptions) => InsertedRow[] {
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
      parent_id: arg("parent_id"),
      weight: arg("weight"),
    }),
  );

  const limit = prepare((arg: Arg<{ sequence: number; concurrency: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set({ child_concurrency: arg("concurrency") })
      .where("sequence", "=", arg("sequence")),
  );

  return (jobs, write, parentOptions) => {
    const rankOf = turns.ranking();
    const parent = parentOptions && ownParent(parentOptions);
    return jobs.map((job) => insertOne(job, rankOf, write, parent));
  };

  /** The job that gets children, if the claim owns it. */
  function ownParent({ claim, concurrency }: ParentOptions): Parent {
    const parent = find({ id: claim.jobId });
    if (parent?.claim_no !== claim.claimNo || parent.status !== "processing" || parent.lease_until === null) {
      throw new RowmillError("ATTEMPT_LOST", `This attempt no longer owns job ${claim.jobId}: no child was stored`);
    }
    if (concurrency === undefined) return parent;
    limit({ sequence: parent.sequence, concurrency });
    return { id: parent.id, child_concurrency: concurrency };
  }

  function insertOne(job: NewJob, rankOf: ReturnType<Turns["ranking"]>, write: Write, parent: Parent | undefined): InsertedRow {
    const { idempotencyKey, type, userId, inputFileId, referenceFileId, templateId, claim } = job;
    refuseUnstorableNames({ type, userId, idempotencyKey, inputFileId, referenceFileId, templateId }, "a job");
    if (idempotencyKey !== null) {
      const known = findByIdempotencyKey({ idempotencyKey, type, userId });
      if (known) return { row: known, created: false };
    }
    if (job.filesMustExist) requireFiles(job);
    // A job that is claimed at once waits in no line.
    const row = newRow(job, claim ? 0 : rankOf(job.priority, userId), write.nowMs, parent);
    insert(row);
    if (claim) return { row: beginAttempt(find(job)!.sequence, claim, write)!, created: true };
    write.changed(row);
    return { row, created: true };
  }
}
