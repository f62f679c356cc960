import type { Diagnosis } from "./diagnosis.ts";
import type { Job, JobFiles, JobProgress, JobStatus, LogLevel, LogLine } from "../domain/job.ts";
import type { JsonText } from "../domain/json.ts";
import type { Settlement } from "../domain/settlement.ts";
import type { FileCatalog } from "./file-catalog.ts";
import type { ScheduleStore } from "./schedule-store.ts";
import type { TemplateStore } from "./template-store.ts";

/**
 * Where jobs live. The store is the truth: everything else (a delivery, an event, a timer) is a hint.
 *
 * - Every method is atomic for each item that it is given, and for all of them together where it says so.
 * - Answers are in the order of the items. Jobs that are answered are copies.
 * - Time is the store's own clock (the database's), never the caller's: callers pass durations.
 * - A write that names a `Claim` happens only while that claim owns its job. It stops owning it when the job is settled,
 *   cancelled, or given away because its lease lapsed. A lapsed lease that no process has acted on can still be renewed.
 * - `userId` in a `JobKey` limits the operation to this user's jobs: another user's is treated as missing.
 * - Names (of users, types, keys, files) that `isStorableName` refuses are refused with `OPTION_INVALID` where something is stored; nothing
 *   has them, so a read finds nothing.
 * - Values come in as JSON text, which the caller has checked and bounded, and go out parsed.
 *
 * `Transaction` is what a store takes as a transaction of the caller's own; `never` where it takes none.
 */
export interface JobStore<Transaction = never> {
  /**
   * Stores new jobs, all or none, and makes them durable before it answers. A job whose idempotency key (in the scope of
   * user and type) is taken is not stored: the job that has the key is answered instead, however many ask in parallel.
   *
   * In a transaction of the caller's, the jobs are stored, durable, visible and told of when that commits, and never were if it does not.
   * @throws RowmillError `FILE_NOT_FOUND`, as `NewJob.filesMustExist` says
   */
  insert(jobs: readonly NewJob[], options?: InsertOptions<Transaction>): Promise<readonly Insertion[]>;

  /**
   * Moves jobs from `pending` to `processing` for one runner: the only way in. Raises `claimNo` and `attempt`, sets the
   * lease, and starts progress again at nothing unless there is a checkpoint or a wakeup.
   *
   * Jobs are claimed whose time has come and which no earlier handler still holds, in this order: priority (bigger first),
   * then users in turn (a user who adds a job waits for at most one job of each other user of that priority, however many
   * those have waiting), then age.
   *
   * A job on its final crash attempt (`isFinalCrashAttempt`) is claimed only by a runner with nothing else at work (`isIdle`): before all
   * others, and nothing beside it.
   */
  claim(request: ClaimRequest): Promise<readonly Job[]>;

  /**
   * Writes what running attempts report, and renews their leases. Says of each claim whether it still owns its job.
   * A job that was cancelled keeps its lease renewed, too, until `release`: its handler is still at work.
   */
  update(updates: readonly ClaimUpdate[]): Promise<readonly ClaimState[]>;

  /**
   * Writes a checkpoint, and renews the lease, as a part of a transaction of the caller's, if the claim owns its job: both are durable when that commits,
   * and never were if it does not. Left out by a store that takes part in no transaction.
   * @param transaction - what a transaction is, the store says
   * @throws RowmillError `OPTION_INVALID` for what is no transaction of this store
   */
  checkpointIn?(update: ClaimUpdate & { readonly checkpoint: JsonText }, transaction: unknown): Promise<ClaimState>;

  /** Ends claims. Answers each changed job, or `undefined` where the claim no longer owned it. */
  settle(settlements: readonly ClaimSettlement[]): Promise<readonly (Job | undefined)[]>;

  /**
   * Makes waiting jobs `pending` whose wait is over, each with its wakeup: a signal that it waits for is there (which is used up by that), or its
   * children have settled (`waitingFor.children`), or its moment has come; in this order. Of a parent that limits how many children run
   * at once, it also lets held children go, oldest first, as many as there is room for. A wait that is settled while its children end or its
   * signal comes may be missed by both: so ask after each of these.
   */
  wake(request: WakeRequest): Promise<Awakening>;

  /**
   * Keeps a signal for a job, which is used up by the first wait for its name. Answers what became of it, or `undefined` if there is no such
   * job. Call `wake` for the job afterwards.
   */
  signal(key: JobKey, signal: NewSignal): Promise<SignalOutcome | undefined>;

  /** Cancels unfinished children of jobs that have failed or were cancelled. Answers those that it has cancelled, at most `limit`; call it until there are none. */
  cancelOrphans(limit: number): Promise<readonly Job[]>;

  /** Writes the progress of waiting parents from that of their children (`progressOfChildren`), where it has risen. */
  followChildren(parentIds: readonly string[]): Promise<void>;

  /** Says that the handlers of cancelled jobs have stopped: `isActive` becomes false, and a retry of them may be claimed. */
  release(claims: readonly Claim[]): Promise<void>;

  /**
   * Cancels a job, at once, whether a handler is at work on it or not.
   * A job that has finished stays as it is. Answers `undefined` if there is no such job.
   */
  cancel(key: JobKey): Promise<Change | undefined>;

  /**
   * Makes a failed or cancelled job pending again with all its attempts; its checkpoint stays. Any other job stays as it is.
   * While the handler of a cancelled run is still at work, it cannot be claimed. Answers `undefined` if there is no such job.
   * @throws RowmillError `FILE_NOT_FOUND`, as `NewJob.filesMustExist` says
   * While the handler of a cancelled run is still at work, it cannot be claimed. With it, its children that failed or were cancelled, and theirs,
   * start over in the same way. Its wakeup is forgotten. Answers `undefined` if there is no such job.
   */
  retry(key: JobKey, options?: RetryOptions): Promise<Change | undefined>;

  /** Reads jobs. */
  get(keys: readonly JobKey[]): Promise<readonly (Job | undefined)[]>;

  /**
   * Reads the job that has an idempotency key, in the scope of user and type: the one that `insert` would answer. It may be gone, or there,
   * a moment later, so this decides nothing about what is stored.
   */
  findByIdempotencyKey(key: IdempotencyKey): Promise<Job | undefined>;

  /** Lists jobs, newest first. */
  list(query: ListQuery): Promise<JobPage>;

  /** Counts jobs, but no further than `limit`. */
  count(filter: JobFilter, limit: number): Promise<number>;

  /** The newest lines of a job's log, oldest first; nothing if there is no such job. At least the last `MAX_LOG_LINES` are kept. */
  readLog(key: JobKey, limit: number): Promise<readonly LogLine[]>;

  /**
   * In how many milliseconds the next job of these types can be claimed: 0 if one can now, `undefined` if none waits.
   * @param isolation - which jobs count: those that run beside others, or those that run alone. Default: all
   */
  nextDueInMs(types: readonly string[], isolation?: Isolation): Promise<number | undefined>;

  /**
   * Measures how much work waits, for metrics: the jobs of these types that could be claimed now. Returns one state a type, in their order.
   * @param limit - how far the jobs of a type are counted: with more, the count is this number and the age is that of any of them
   */
  measureQueues(types: readonly string[], limit: number): Promise<readonly QueueState[]>;

  /**
   * Takes jobs back whose lease has lapsed, as `settleLapsed` says. Answers the changed jobs.
   * @param except - claims that the caller knows to be alive, however late their lease is (a laptop that slept)
   */
  reclaim(except: readonly Claim[], limit: number): Promise<readonly Job[]>;

  /** Deletes finished jobs, their logs and signals, the oldest first, that nothing is at work on and whose parent has finished or is gone. Returns what it deleted, in any order. */
  prune(request: PruneRequest): Promise<readonly PrunedJob[]>;

  /**
   * Calls the listener after every committed change of any job, in the order of the changes of one job. A hint: changes may be
   * lost (not in the memory store), so a waiting caller also polls. Answers a function that ends it.
   * The listener does not throw.
   */
  subscribe(listener: (change: JobChange) => void): () => void;

  /** What the store finds wrong with itself: a lost change feed, a bloated table. Left out by a store that examines nothing. */
  diagnose?(): Promise<readonly Diagnosis[]>;

  /** Where the schedules live that create jobs, beside the jobs. Left out by a store that keeps none. */
  readonly schedules?: ScheduleStore;

  /** What is known about the files that jobs name, beside the jobs. Left out by a store that keeps no catalogue. */
  readonly files?: FileCatalog;

  /** Where the templates live that jobs name, beside the jobs. Left out by a store that keeps none. */
  readonly templates?: TemplateStore;

  /** Ends what the store opened by itself. A connection that was passed in stays open. */
  close(): Promise<void>;
}

/** Names a job, and whose it must be: left out, any user's; `null`, no user's in particular. */
export interface JobKey {
  readonly id: string;
  readonly userId?: string | null | undefined;
}

/** How much work of a type waits. */
export interface QueueState {
  readonly type: string;
  /** How many of its jobs could be claimed now. */
  readonly waiting: number;
  /** For how long the oldest of them could have been claimed, in milliseconds; 0 if none waits. */
  readonly oldestMs: number;
}

/** Names what asked for a job, in the scope of a user (`null`: no user in particular) and a type. */
export interface IdempotencyKey {
  readonly userId: string | null;
  readonly type: string;
  readonly idempotencyKey: string;
}

/** One run of a handler: the ticket without which nothing of it is written. */
export interface Claim {
  readonly jobId: string;
  readonly claimNo: number;
}

/** What is stored for a job that is created. */
export interface NewJob extends JobFiles {
  readonly id: string;
  readonly type: string;
  readonly userId: string | null;
  readonly input: JsonText;
  readonly priority: number;
  /** Not before this moment, or so long after now by the store's clock. */
  readonly start: { readonly at: Date } | { readonly inMs: number };
  readonly maxAttempts: number;
  readonly maxCrashes: number;
  readonly idempotencyKey: string | null;
  readonly inputHash: string | null;
  /**
   * Whether the files that the job names are those of this store's `files`: then they must be there when the job is stored. A file that is
   * removed at the same moment fails the insert with `FILE_NOT_FOUND`, or the removal with `FILE_IN_USE`.
   */
  readonly filesMustExist?: boolean;
  /** How much it counts in the progress of its parent. @defaultValue 1 */
  readonly weight?: number;
  /** Claims the job in the same moment: no other process sees it pending. */
  readonly claim?: { readonly runnerId: string; readonly leaseMs: number };
}

/** How a job is started over. */
export type RetryOptions = Pick<NewJob, "filesMustExist">;

/** How jobs are stored. */
export interface InsertOptions<Transaction> {
  /** Store them as a part of this transaction. */
  readonly transaction?: Transaction | undefined;
  /** Store them as children of the job that this claim owns. If it owns it no longer, nothing is stored: `ATTEMPT_LOST`. */
  readonly parent?: ParentOptions | undefined;
  /** Claim them at once, if that is fair. Not in a transaction. */
  readonly claimOnInsert?: ClaimOnInsert | undefined;
}

/** Whose children new jobs are. */
export interface ParentOptions {
  readonly claim: Claim;
  /** How many children of this job run at once: they are held (`HELD_UNTIL`) until `wake` lets them go. Left out: all. */
  readonly concurrency?: number | undefined;
}

/** Which waiting jobs to look at: some, or any, and then at most `limit` are woken. */
export type WakeRequest = { readonly ids: readonly string[] } | { readonly limit: number };

/** What `wake` did. */
export interface Awakening {
  /** The jobs that were woken: pending now. */
  readonly jobs: readonly Job[];
  /** In how many milliseconds the next moment comes that any job waits for; `undefined` if none does. */
  readonly nextInMs: number | undefined;
}

/** A signal for a job. */
export interface NewSignal {
  readonly name: string;
  readonly payload: JsonText;
  /** The same key of a job's signal of this name again is the same signal. Left out: the job's `claimNo`, so one of a name for each attempt. */
  readonly key?: string | undefined;
  /** What becomes of it while the job does not wait for it, or a signal of its name is there that no wait has taken yet. @defaultValue "keep" */
  readonly ifEarly?: "keep" | "refuse" | undefined;
}

/** What became of a signal. */
export interface SignalOutcome {
  readonly job: Job;
  /**
   * `kept` for this wait or a later one; `known` already, with the same payload; refused because the one that is known `differs`, the job has
   * `finished`, waits for something `else`, does not wait for it, or has the signal that ends this wait (`early`), or has too many (`full`); the
   * first of these that holds.
   */
  readonly became: "kept" | "known" | "differs" | "finished" | "else" | "early" | "full";
}

/** How many signals of a job are kept at most, used ones included. */
export const MAX_SIGNALS = 1_000;

/**
 * A claim that travels with the jobs: their runner has room for all of them, and each could begin now. A store may claim all of them as it
 * stores them, with revision 2 as if the claim had followed, provided that no other job of the runner's types can be claimed:
 * those come first. Otherwise, and wherever it is less work, it leaves them pending.
 */
export interface ClaimOnInsert {
  readonly runnerId: string;
  readonly leaseMs: number;
  /** What the runner takes beside these jobs. */
  readonly types: readonly string[];
}

/** The job that was stored, or the one that was there already. */
export interface Insertion {
  readonly job: Job;
  readonly created: boolean;
}

/** Who claims what. */
export interface ClaimRequest {
  /** Names the process that claims, for people who look at the table. */
  readonly runnerId: string;
  readonly leaseMs: number;
  /** The most jobs to claim. */
  readonly limit: number;
  /** The best jobs of these types, at most so many of each; or just these jobs. */
  readonly from: { readonly capacities: readonly TypeCapacity[] } | { readonly keys: readonly JobKey[] };
  /** Whether the runner has nothing else at work: then a job that must run alone comes first. @defaultValue false */
  readonly isIdle?: boolean;
}

/** Whether a job runs beside others, or alone in its process because the next crash fails it (`isFinalCrashAttempt`). */
export type Isolation = "shared" | "exclusive";

/** Room for jobs of one type. */
export interface TypeCapacity {
  readonly type: string;
  readonly limit: number;
}

/** What a running attempt reports. */
export interface ClaimUpdate {
  readonly claim: Claim;
  /** The lease lapses so long after this write. */
  readonly leaseMs: number;
  readonly report?: Report;
  readonly checkpoint?: JsonText;
}

/** How far a handler has come, and what it logged since its last report. */
export interface Report extends JobProgress {
  readonly log: readonly NewLogLine[];
}

/** A line as the handler wrote it; the store adds the time. */
export type NewLogLine = { readonly level: LogLevel; readonly message: string };

/** How many lines of a job's log a store keeps at least. */
export const MAX_LOG_LINES = 1_000;

/** Whether a claim still owns its job (`held`), the job was cancelled under it, or another process has it. */
export type ClaimState = "held" | "cancelled" | "lost";

/** How an attempt ended, with its last report: one write for both. */
export interface ClaimSettlement {
  readonly claim: Claim;
  readonly settlement: Settlement;
  readonly report?: Report;
}

/** A job after an operation, and whether the operation changed it. */
export interface Change {
  readonly job: Job;
  readonly changed: boolean;
}

/** Which jobs are meant. Every field narrows. */
export interface JobFilter {
  readonly userId?: string | null | undefined;
  readonly status?: readonly JobStatus[] | undefined;
  readonly type?: readonly string[] | undefined;
  /** Created at this moment or later. */
  readonly createdFrom?: Date | undefined;
  /** Created before this moment. */
  readonly createdBefore?: Date | undefined;
  /** Changed at this moment or later. */
  readonly updatedFrom?: Date | undefined;
  /**
   * Its id, type, stage or the message of its error contains this text. ASCII letters are found in either case, all other
   * characters as they are: none stands for others.
   */
  readonly text?: string | undefined;
  /** Names this file as its input, its reference or its result. */
  readonly fileId?: string | undefined;
  /** Is a child of this job. */
  readonly parentId?: string | undefined;
  /** Waits: for its children, a moment, or the signal of this name. */
  readonly waitingFor?: WaitFilter | undefined;
}

/** What a job waits for, among other things. */
export type WaitFilter = { readonly children: true } | { readonly until: true } | { readonly signal: string };

/** Which jobs to list, and which part of the list. */
export interface ListQuery extends JobFilter {
  readonly limit: number;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** A page of a list. */
export interface JobPage {
  readonly jobs: readonly Job[];
  /** Asks for the next page; `undefined` on the last one. */
  readonly nextCursor: string | undefined;
}

/** A job that was deleted: whose it was, and its files. */
export type PrunedJob = Pick<Job, "id" | "userId" | "inputFileId" | "referenceFileId" | "resultFileId">;

/** What to prune. */
export interface PruneRequest {
  /** How long after its end a job of this status is kept, in milliseconds. `Infinity` keeps it indefinitely. */
  readonly keepMs: Readonly<Record<"completed" | "failed" | "cancelled", number>>;
  /** Delete at most so many. */
  readonly limit: number;
}

/** Says that a job changed. Small, so that it fits a database's notification: read the job for the rest. */
export interface JobChange {
  readonly jobId: string;
  readonly type: string;
  readonly userId: string | null;
  readonly status: JobStatus;
  readonly claimNo: number;
  readonly revision: number;
  /** Left out for a job that is no child. */
  readonly parentId?: string;
}
