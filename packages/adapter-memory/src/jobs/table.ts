import type { JobFiles, StoredFile } from "@rowmill/core";
import { type Claim, type Clock, fileNotFound, type JobChange, type JobKey, type NewJob } from "@rowmill/core/adapter";
import { Families } from "../waits/family.ts";
import { NO_COUNTERS, type Row } from "./row.ts";
import { WaitingJobs } from "./waiting.ts";

/** The jobs of one store, with all indexes over them. The operations of the store are functions over it, one file each. */
export class JobTable {
  readonly rows = new Map<string, Row>();
  readonly files = new Map<string, StoredFile>();
  /** The rows that are claimed next, in order. */
  readonly waiting = new WaitingJobs();
  /** The rows that a handler holds, or held when the store last heard from it: a lease can lapse only of these. */
  readonly held = new Set<Row>();
  /** The rows that wait for children, a signal or a moment. */
  readonly suspended = new Set<Row>();
  readonly families = new Families();
  readonly listeners = new Set<(change: JobChange) => void>();
  readonly #idsByIdempotencyKey = new Map<string, string>();
  readonly #clock: Pick<Clock, "now">;
  #sequence = 0;

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  nextSequence(): number {
    return (this.#sequence += 1);
  }

  /** The row of a key, unless it belongs to another user. */
  find({ id, userId }: JobKey): Row | undefined {
    const row = this.rows.get(id);
    return row && (userId === undefined || userId === row.userId) ? row : undefined;
  }

  /** The row that a claim owns and whose handler is at work. */
  findOwned({ jobId, claimNo }: Claim): Row | undefined {
    const row = this.rows.get(jobId);
    return row?.claimNo === claimNo && row.status === "processing" && row.leaseUntilMs !== null ? row : undefined;
  }

  findByIdempotencyKey(job: IdempotencyScope): Row | undefined {
    return job.idempotencyKey === null ? undefined : this.rows.get(this.#idsByIdempotencyKey.get(scopeOf(job)) ?? "");
  }

  add(row: Row): void {
    this.families.add(row);
    this.rows.set(row.id, row);
    if (row.idempotencyKey !== null) this.#idsByIdempotencyKey.set(scopeOf(row), row.id);
  }

  delete(row: Row): void {
    this.rows.delete(row.id);
    this.held.delete(row);
    this.families.remove(row);
    if (row.idempotencyKey !== null) this.#idsByIdempotencyKey.delete(scopeOf(row));
  }

  /** Gives a row to a handler. */
  beginAttempt(row: Row, { runnerId, leaseMs }: Required<NewJob>["claim"], nowMs: number): void {
    row.status = "processing";
    row.claimNo += 1;
    row.runnerId = runnerId;
    row.attempt += 1;
    row.startedAtMs = nowMs;
    restartProgress(row);
    this.hold(row, nowMs + leaseMs);
    this.changed(row, nowMs);
  }

  hold(row: Row, untilMs: number): void {
    row.leaseUntilMs = untilMs;
    this.held.add(row);
  }

  letGo(row: Row): void {
    row.leaseUntilMs = null;
    this.held.delete(row);
  }

  /** Records that a row was changed, and publishes it. */
  changed(row: Row, nowMs: number): void {
    row.revision += 1;
    row.updatedAtMs = nowMs;
    this.families.update(row);
    this.publish(row);
  }

  publish({ id: jobId, type, userId, status, claimNo, revision, parentId }: Row): void {
    const change = { jobId, type, userId, status, claimNo, revision, ...(parentId !== null && { parentId }) };
    for (const listener of this.listeners) listener(change);
  }

  /** @throws RowmillError `FILE_NOT_FOUND` if a file that a job names is gone */
  requireFiles({ inputFileId, referenceFileId }: JobFiles): void {
    for (const id of [inputFileId, referenceFileId]) if (id !== null && !this.files.has(id)) throw fileNotFound(id);
  }

  /** The id of an unfinished job that names a file. */
  unfinishedJobOf(fileId: string): string | undefined {
    for (const { id, status, inputFileId, referenceFileId } of this.rows.values()) {
      if ((inputFileId === fileId || referenceFileId === fileId) && (status === "pending" || status === "processing")) return id;
    }
    return undefined;
  }
}

type IdempotencyScope = Pick<Row, "userId" | "type" | "idempotencyKey">;

function scopeOf({ userId, type, idempotencyKey }: IdempotencyScope): string {
  return JSON.stringify([userId, type, idempotencyKey]);
}

/** Progress starts at nothing, unless there is a checkpoint to go on from, or the job has waited for something. */
export function restartProgress(row: Row): void {
  if (row.checkpoint !== null || row.wakeup !== null) return;
  row.progress = 0;
  row.stage = null;
  row.counters = NO_COUNTERS;
}
