import type { DatabaseSync } from "node:sqlite";
import { RowmillError } from "@rowmill/core";
import type { Insertion, NewJob } from "@rowmill/core/adapter";

/**
 * Writes rows of the application in the transaction that stores its jobs: all of it is on disk, or nothing.
 *
 * Called when the jobs are stored and nothing is committed. What it throws undoes everything, and is what `createJob` rejects
 * with. It uses the database only until it returns, leaves `commit` and `rollback` to the store, and is synchronous: SQLite has
 * one transaction at a time, and while somebody awaited something in it, everybody else's writes would land in it, too.
 *
 * @param database - the store's own connection
 * @param insertions - the jobs in their order; `created` is false for one whose idempotency key was used before
 * @example
 * ```ts
 * await manager.createJob("send-invoice", { orderId }, {
 *   transaction(database, [{ job }]) {
 *     database.prepare("insert into orders (id, invoice_job) values (?, ?)").run(orderId, job.id);
 *   },
 * });
 * ```
 */
export type SqliteTransaction = (database: DatabaseSync, insertions: readonly [Insertion, ...Insertion[]]) => undefined;

/**
 * Calls the application within the transaction.
 * @throws RowmillError `IDEMPOTENCY_CONFLICT`, `OPTION_INVALID`, or whatever the application throws
 */
export function shareTransaction(
  transaction: SqliteTransaction,
  database: DatabaseSync,
  jobs: readonly NewJob[],
  insertions: readonly Insertion[],
): void {
  if (typeof transaction !== "function") {
    throw new RowmillError("OPTION_INVALID", `Option "transaction" must be a function on SQLite, got ${typeof transaction}`);
  }
  // The manager would find it out when the rows of the application were committed.
  for (const [index, insertion] of insertions.entries()) refuseConflict(jobs[index]!, insertion);
  const [first, ...others] = insertions;
  if (!first) return;
  refusePromise(transaction(database, [first, ...others]));
}

/**
 * Writes rows of the application in the transaction that stores a checkpoint of its job: see `SqliteTransaction`. Called when the checkpoint is
 * stored, and only while the attempt owns the job.
 */
export type SqliteCheckpointTransaction = (database: DatabaseSync) => undefined;

/**
 * Calls the application within the transaction.
 * @throws RowmillError `OPTION_INVALID`, or whatever the application throws
 */
export function shareCheckpoint(transaction: unknown, database: DatabaseSync): void {
  if (typeof transaction !== "function") {
    throw new RowmillError("OPTION_INVALID", `Option "transaction" must be a function on SQLite, got ${typeof transaction}`);
  }
  refusePromise((transaction as SqliteCheckpointTransaction)(database));
}

function refusePromise(answer: unknown): void {
  if (!(answer instanceof Promise)) return;
  // Its rejection would have nobody else to go to.
  answer.catch(() => undefined);
  throw new RowmillError("OPTION_INVALID", `Option "transaction" must be a synchronous function on SQLite, got one that answers a promise`);
}

function refuseConflict({ idempotencyKey, inputHash }: NewJob, { job, created }: Insertion): void {
  if (created || job.inputHash === inputHash) return;
  const message = `The idempotency key ${JSON.stringify(idempotencyKey)} belongs to job ${job.id}, which has another input`;
  throw new RowmillError("IDEMPOTENCY_CONFLICT", message, { details: { jobId: job.id } });
}
