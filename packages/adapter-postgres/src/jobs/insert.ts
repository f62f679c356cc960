import { type Job, RowmillError } from "@rowmill/core";
import { type ClaimOnInsert, fromJsonText, type Insertion, type NewJob, refuseUnstorableNames } from "@rowmill/core/adapter";
import { isUniqueViolation } from "../connection/failures.ts";
import { asRecords, type Executor } from "../connection/statement.ts";
import { isJobId } from "../connection/storable-text.ts";
import type { Names } from "../schema/names.ts";
import { readByIdStatement, readByKeyStatement } from "./read.ts";
import { toJob } from "./row.ts";
import { prepareStoreJobs, type StorableJob, type StoredRow } from "./store-jobs.ts";

/** Stores new jobs. */
export interface Insert {
  (executor: Executor, jobs: readonly StorableJob[], options: InsertAttempt): Promise<readonly Insertion[]>;
}

/** One attempt to store jobs. */
export interface InsertAttempt {
  /** Whether an earlier attempt may have committed although its response was lost: ids that exist are then those of these jobs. */
  readonly isRepeated: boolean;
  readonly claimOnInsert?: ClaimOnInsert | undefined;
  /** How long the caller waits for a statement, in milliseconds. Later it stores nothing. `null`: no limit. */
  readonly limitMs: number | null;
}

/** Prepares the statements. */
export function prepareInsert(names: Names): Insert {
  const store = prepareStoreJobs(names);
  const readByKey = readByKeyStatement(names);
  const readById = readByIdStatement(names);

  return async (executor, jobs, { isRepeated, claimOnInsert, limitMs }) => {
    for (const job of jobs) refuseUnstorable(job);
    const insertions = new Map<string, Insertion>();
    if (isRepeated) await find(readById, jobs);
    // All or none: an earlier attempt stored all of these jobs, but for those with a taken key.
    if (insertions.size === 0) await storeAll(jobs);
    // The others have a taken key. Its owner may have committed after the statement began, so that only a new one sees it; and
    // may have been pruned since, so that the key is free again.
    for (let left = leftOf(jobs); left.length > 0; left = leftOf(jobs)) {
      await find(readByKey, left);
      const free = leftOf(left);
      if (free.length === 0) break;
      await storeAll(free);
    }
    return jobs.map(({ id }) => insertions.get(id)!);

    async function storeAll(all: readonly StorableJob[]): Promise<void> {
      const jobsById = new Map(all.map((job) => [job.id, job]));
      for (const row of await storeUnlessThere(all)) {
        const job = jobsById.get(row.id)!;
        insertions.set(row.id, { job: storedJob(job, row, claimOnInsert), created: true });
      }
    }

    /** Stores jobs. An earlier attempt may have waited for a lock all the time, and may commit just before this one. */
    async function storeUnlessThere(all: readonly StorableJob[]): Promise<readonly StoredRow[]> {
      try {
        return await store(executor, all, claimOnInsert, limitMs);
      } catch (error) {
        if (!isRepeated || !isUniqueViolation(error)) throw error;
        const foundBefore = insertions.size;
        await find(readById, all);
        if (insertions.size === foundBefore) throw error;
        return [];
      }
    }

    function leftOf(of: readonly StorableJob[]): StorableJob[] {
      return of.filter(({ id }) => !insertions.has(id));
    }

    async function find(read: typeof readByKey, of: readonly NewJob[]): Promise<void> {
      for (const row of await read(executor, asRecords(of.map(toKeys)))) {
        const { id } = of[row.n]!;
        // The job with the key may be this one, stored by an earlier attempt.
        insertions.set(id, { job: toJob(row), created: isRepeated && row.id === id });
      }
    }
  };
}

/** By what a job is found that may be there. */
function toKeys({ id, type, userId, idempotencyKey }: NewJob) {
  return { id, type, user_id: userId, idempotency_key: idempotencyKey };
}

/** The job as a read would answer it: the rest of it is as it was given, and need not come back. */
function storedJob(
  { start: _start, claim, filesMustExist: _filesMustExist, input, weight: _weight, parentId, ...given }: StorableJob,
  stored: StoredRow,
  claimOnInsert: ClaimOnInsert | undefined,
): Job {
  const { created_at_ms, run_at_ms, is_claimed } = stored;
  const begun = is_claimed ? 1 : 0;
  const { runnerId = null, leaseMs = 0 } = (is_claimed && (claim ?? claimOnInsert)) || {};
  return {
    ...given,
    input: fromJsonText(input),
    status: is_claimed ? "processing" : "pending",
    progress: 0,
    stage: null,
    counters: {},
    result: null,
    error: null,
    checkpoint: null,
    resultFileId: null,
    parentId: parentId ?? null,
    waitingFor: null,
    wakeup: null,
    attempt: begun,
    crashes: 0,
    claimNo: begun,
    runnerId,
    isActive: leaseMs > 0,
    // A claim on insert is a claim that followed at once.
    revision: is_claimed && !claim ? 2 : 1,
    runAt: new Date(run_at_ms),
    createdAt: new Date(created_at_ms),
    updatedAt: new Date(created_at_ms),
    startedAt: is_claimed ? new Date(created_at_ms) : null,
    finishedAt: null,
  };
}

function refuseUnstorable({ id, type, userId, idempotencyKey, inputFileId, referenceFileId, templateId }: NewJob): void {
  if (!isJobId(id)) throw new RowmillError("OPTION_INVALID", `The id of a job must be a UUID in lower case, got ${JSON.stringify(id)}`);
  refuseUnstorableNames({ type, userId, idempotencyKey, inputFileId, referenceFileId, templateId }, "a job");
}
