import { setImmediate as nextTurn } from "node:timers/promises";
import { RowmillError } from "@rowmill/core";
import { type Claim, HELD_UNTIL, type Insertion, type InsertOptions, type NewJob, refuseUnstorableNames } from "@rowmill/core/adapter";
import { newRow, type Row, toJob } from "./row.ts";
import type { JobTable } from "./table.ts";

/** How many jobs are inserted in one turn of the event loop, some 5 ms: tens of thousands would keep it from everything else. */
const INSERTED_IN_TURN = 1_000;

/** Stores new jobs, all or none. */
export async function insertJobs(
  table: JobTable,
  jobs: readonly NewJob[],
  { transaction, parent }: InsertOptions<unknown> = {},
): Promise<Insertion[]> {
  // JavaScript callers who try out here what they run on a database: what is rolled back there would stay here.
  if (transaction !== undefined) throw new RowmillError("OPTION_INVALID", "The memory store takes part in no transaction");
  const nowMs = table.now();
  const ids = new Set<string>();
  for (const job of jobs) {
    const { id, type, userId, idempotencyKey, inputFileId, referenceFileId, templateId } = job;
    if (ids.size % INSERTED_IN_TURN === INSERTED_IN_TURN - 1) await nextTurn();
    if (table.rows.has(id) || ids.has(id)) throw new Error(`There is a job ${id} already`);
    ids.add(id);
    refuseUnstorableNames({ type, userId, idempotencyKey, inputFileId, referenceFileId, templateId }, "a job");
    if (job.filesMustExist && !table.findByIdempotencyKey(job)) table.requireFiles(job);
  }
  const parentRow = parent && ownedParent(table, parent.claim);
  if (parentRow && parent?.concurrency !== undefined) parentRow.childConcurrency = parent.concurrency;
  const insertions: Insertion[] = [];
  // Nothing can fail any more, so all are stored.
  for (const job of jobs) {
    if (insertions.length % INSERTED_IN_TURN === INSERTED_IN_TURN - 1) await nextTurn();
    insertions.push(insertOne(table, job, nowMs, parentRow));
  }
  return insertions;
}

/** The job that a claim owns, to which children are added. */
function ownedParent(table: JobTable, claim: Claim): Row {
  const row = table.findOwned(claim);
  if (row) return row;
  throw new RowmillError("ATTEMPT_LOST", `This attempt no longer owns job ${claim.jobId}: no child was stored`);
}

function insertOne(table: JobTable, job: NewJob, nowMs: number, parent: Row | undefined): Insertion {
  const known = table.findByIdempotencyKey(job);
  if (known) return { job: toJob(known, nowMs), created: false };
  const rank = job.claim ? 0 : table.waiting.rank(job.priority, job.userId);
  const row = newRow(job, nowMs, rank, table.nextSequence(), parent?.id ?? null);
  if (parent && parent.childConcurrency !== null) row.runAtMs = HELD_UNTIL.getTime();
  table.add(row);
  if (job.claim) {
    table.beginAttempt(row, job.claim, nowMs);
  } else {
    table.waiting.add(row, nowMs);
    table.publish(row);
  }
  return { job: toJob(row, nowMs), created: true };
}
