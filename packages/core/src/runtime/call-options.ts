import type { FileQuota } from "../domain/file.ts";
import type { Job, JobProgress, JobStatus } from "../domain/job.ts";
import type { JobFilter } from "../ports/job-store.ts";

/** Narrows an operation to the jobs of one user: another user's job is treated as missing. */
export interface OwnerOptions {
  /** Left out: any user's. `null`: no user's in particular. */
  readonly userId?: string | null | undefined;
}

/** Names what asked for a job before. */
export interface EarlierJobOptions {
  /** Whose job it is. @defaultValue no user's in particular */
  readonly userId?: string | null | undefined;
  readonly idempotencyKey: string;
}

/** What a job can be created with. */
export interface CreateJobOptions<Transaction = never> {
  /** Whose job it is. @defaultValue no user's in particular */
  readonly userId?: string | null | undefined;
  /** Bigger is sooner; a 32-bit integer. @defaultValue the job type's */
  readonly priority?: number | undefined;
  /** Not before this moment. */
  readonly runAt?: Date | undefined;
  /** Not before so many milliseconds from now, by the store's clock. @defaultValue 0 */
  readonly delayMs?: number | undefined;
  /** How many attempts the job has. @defaultValue the job type's */
  readonly maxAttempts?: number | undefined;
  /**
   * Names what asks for the job, 1 to 255 characters: the same user, type and key make one job, however often and in parallel
   * they are asked for. Kept until the job is pruned. Who asks again with the same input gets that job whatever has changed since: a file
   * that is gone, a schema that would refuse it now.
   */
  readonly idempotencyKey?: string | undefined;
  /**
   * Stores the job as a part of this transaction of yours: it commits, or vanishes, with your own rows, and starts when that has
   * committed. No `job:created` is emitted, because only you know when that is. What a transaction is, the store says; the memory
   * store has none.
   */
  readonly transaction?: Transaction | undefined;
  /**
   * Called with the progress of the job, whichever process runs it, until it has finished; that keeps the process alive. What
   * it throws is logged. Not together with `transaction`: until that has committed, there is nothing to follow.
   */
  readonly onProgress?: ((progress: JobProgress, job: Job) => unknown) | undefined;
}

/** What `executeJob` takes. */
export interface ExecuteJobOptions extends Omit<CreateJobOptions, "runAt" | "delayMs" | "priority" | "transaction"> {
  /** Cancels the job. */
  readonly signal?: AbortSignal | undefined;
}

/** What `signalJob` takes. */
export interface SignalJobOptions extends OwnerOptions {
  /**
   * Makes the same signal sent twice one signal: 1 to 255 characters. Left out: one of its name counts until the job's next attempt.
   */
  readonly key?: string | undefined;
}

/** What `watchJob` takes. */
export interface WatchOptions extends OwnerOptions {
  /** Ends the watching, with an error; the job itself goes on. */
  readonly signal?: AbortSignal | undefined;
}

/** What `waitForJob` takes. */
export interface WaitOptions extends OwnerOptions {
  /** How long to wait, in milliseconds. The job itself goes on. @defaultValue Infinity */
  readonly timeoutMs?: number | undefined;
  /** Ends the waiting; the job itself goes on. */
  readonly signal?: AbortSignal | undefined;
}

/** Which jobs to list. Every field narrows. */
export interface ListJobsOptions extends Omit<JobFilter, "status" | "type"> {
  readonly status?: JobStatus | readonly JobStatus[] | undefined;
  readonly type?: string | readonly string[] | undefined;
  /** From 1 to 200. @defaultValue 50 */
  readonly limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** Which jobs to count. Every field narrows. */
export interface CountJobsOptions extends Omit<ListJobsOptions, "limit" | "cursor"> {
  /** Where to stop counting, from 1 to 1,000,000. @defaultValue 10000 */
  readonly limit?: number | undefined;
}

/** How long finished jobs are kept, in milliseconds after their end. `Infinity` keeps them indefinitely. */
export interface Retention {
  /** @defaultValue seven days */
  readonly completedMs?: number | undefined;
  /** @defaultValue thirty days */
  readonly failedMs?: number | undefined;
  /** @defaultValue seven days */
  readonly cancelledMs?: number | undefined;
  /** How long files of the manager's storage are kept. @defaultValue until they are deleted, or expire (`expiresInMs` of `files.put`) */
  readonly files?: FileRetentionOptions | undefined;
}

/** How long files are kept. A file that an unfinished job or a schedule names is never deleted. */
export interface FileRetentionOptions {
  /**
   * Deletes the file that a job has made (`resultFile`) together with the job. Not if the job returned a file that its input names, nor
   * another user's.
   * @defaultValue false
   */
  readonly resultsWithJobs?: boolean | undefined;
  /** Deletes files so many milliseconds after they were stored. @defaultValue Infinity */
  readonly maxAgeMs?: number | undefined;
  /**
   * Deletes the oldest files of a user who has more than this, until the rest fits. Files of no user are not counted. Once an hour: all
   * descriptions of files are read for it.
   * @defaultValue no limit
   */
  readonly perUser?: FileQuota | undefined;
}
