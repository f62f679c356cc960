import { RowmillError } from "../../domain/errors.ts";
import type { Job } from "../../domain/job.ts";
import type { JsonText } from "../../domain/json.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Claim, ClaimState, ClaimUpdate, JobStore } from "../../ports/job-store.ts";
import type { Logger } from "../../ports/logger.ts";
import type { RunInContext } from "../async-context.ts";
import { type Attempt, type ChildJobsOf, createAttempt } from "./attempt.ts";
import type { CreatorContexts } from "../creator-contexts.ts";
import type { Events } from "../events.ts";
import { isRejectedForGood } from "./rejected-writes.ts";
import { batchCalls } from "../batch-calls.ts";

/** How many attempts report in one write. */
const MAX_UPDATES_PER_WRITE = 500;

/** The attempts that run in this process: their reports, their leases, their end. */
export interface ActiveAttempts {
  /**
   * Claims jobs and enters their attempts; claims nothing once this is closed. A cancel that comes between the claim and its answer
   * is not missed.
   * @param context - of the attempts. Default: the creator's where it is kept, else the clean one
   */
  claim(claim: () => Promise<readonly Job[]>, context?: RunInContext): Promise<readonly Attempt[]>;
  /** Says that a job was cancelled under a claim that is not known here: its answer may be on the way. */
  cancelledAhead(claim: Claim): void;
  /** Strikes an attempt off; its slot is free. */
  end(attempt: Attempt): void;
  /** The attempt that runs a job here, if any. */
  get(jobId: string): Attempt | undefined;
  all(): readonly Attempt[];
  claims(): readonly Claim[];
  /** Whether no attempt is left and no claim is under way. */
  isEmpty(): boolean;
  /** Renews every lease. */
  renew(): Promise<void>;
  /** Tells every attempt to stop because the manager closes: those under way, and those whose claims are. */
  close(): void;
  /** Resolves when no attempt is left and no claim is under way, at once if so. */
  whenEmpty(): Promise<void>;
}

/** What the attempts of a manager share. */
export interface ActiveAttemptsOptions {
  readonly store: Pick<JobStore, "update" | "checkpointIn">;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly events: Events;
  readonly leaseMs: number;
  readonly progressIntervalMs: number;
  readonly unresponsiveAfterMs: number;
  readonly maxJsonBytes: number;
  readonly contexts: Pick<CreatorContexts, "take">;
  readonly childJobsOf: ChildJobsOf;
  /** Called when a child has come further. */
  onChildMoved(parentId: string): void;
  /** Called when a running attempt turns out to be cancelled. */
  onCancelled(attempt: Attempt): void;
}

/**
 * Makes the registry of running attempts.
 *
 * All reports of one interval travel in one write, whatever the number of attempts and of calls of `progress`. Every write
 * renews the lease, and its answer says whether the attempt still owns its job: that is how a cancel or a lost lease is
 * noticed where no change feed tells.
 */
export function createActiveAttempts(options: ActiveAttemptsOptions): ActiveAttempts {
  const { store, clock, logger, events, leaseMs, maxJsonBytes } = options;
  const attempts = new Set<Attempt>();
  const attemptsByJob = new Map<string, Attempt>();
  const reporting = new Set<Attempt>();
  const warnings = new Map<Attempt, () => void>();
  /** By job, the claims that were cancelled while the answers to claims were on the way. */
  const cancelledClaims = new Map<string, number>();
  let claimsUnderWay = 0;
  let emptyListeners: (() => void)[] = [];
  let isReporting = false;
  let isClosed = false;
  const update = batchCalls((updates: readonly ClaimUpdate[]) => store.update(updates), MAX_UPDATES_PER_WRITE);

  return {
    async claim(claim, context) {
      if (isClosed) return [];
      claimsUnderWay += 1;
      try {
        return (await claim()).map((job) => begin(job, context ?? options.contexts.take(job.id)));
      } finally {
        claimsUnderWay -= 1;
        if (claimsUnderWay === 0) cancelledClaims.clear();
        tellIfEmpty();
      }
    },

    cancelledAhead({ jobId, claimNo }) {
      if (claimsUnderWay > 0) cancelledClaims.set(jobId, claimNo);
    },

    end(attempt) {
      attempts.delete(attempt);
      reporting.delete(attempt);
      if (attemptsByJob.get(attempt.job.id) === attempt) attemptsByJob.delete(attempt.job.id);
      warnings.get(attempt)?.();
      warnings.delete(attempt);
      tellIfEmpty();
    },

    get: (jobId) => attemptsByJob.get(jobId),
    all: () => [...attempts],
    claims: () => Array.from(attempts, ({ claim }) => claim),
    isEmpty,

    async renew() {
      await Promise.all(Array.from(attempts, writeIfPossible));
    },

    close() {
      isClosed = true;
      for (const attempt of attempts) attempt.abort("MANAGER_CLOSED");
    },

    async whenEmpty() {
      if (!isEmpty()) await new Promise<void>((resolve) => emptyListeners.push(resolve));
    },
  };

  function begin(job: Job, context: RunInContext): Attempt {
    const attempt = createAttempt(job, context, { maxJsonBytes, childJobsOf: options.childJobsOf, onReport, onCheckpoint, onAbort });
    // The same job again while an earlier attempt of it still runs here: that one lost its lease.
    const earlier = attemptsByJob.get(job.id);
    if (earlier?.abort("ATTEMPT_LOST")) events.emit("attempt:lost", { job: earlier.job });
    attempts.add(attempt);
    attemptsByJob.set(job.id, attempt);
    if (cancelledClaims.get(job.id) === job.claimNo) options.onCancelled(attempt);
    if (isClosed) attempt.abort("MANAGER_CLOSED");
    return attempt;
  }

  function isEmpty(): boolean {
    return attempts.size === 0 && claimsUnderWay === 0;
  }

  function tellIfEmpty(): void {
    if (!isEmpty() || emptyListeners.length === 0) return;
    for (const listener of emptyListeners) listener();
    emptyListeners = [];
  }

  function onReport(attempt: Attempt): void {
    // An abandoned handler goes on reporting.
    if (!attempts.has(attempt)) return;
    reporting.add(attempt);
    if (isReporting) return;
    isReporting = true;
    clock.setTimer(() => void writeReports(), options.progressIntervalMs, false);
  }

  async function writeReports(): Promise<void> {
    const due = [...reporting];
    reporting.clear();
    await Promise.all(due.map(writeIfPossible));
    isReporting = false;
    for (const attempt of reporting) onReport(attempt);
  }

  async function onCheckpoint(attempt: Attempt, checkpoint: JsonText, transaction: unknown): Promise<void> {
    if (!attempts.has(attempt))
      throw new RowmillError("ATTEMPT_ENDED", `This attempt of job ${attempt.job.id} has ended: it can save no checkpoint`);
    const state = transaction === undefined ? await write(attempt, checkpoint) : await writeIn(transaction, attempt, checkpoint);
    if (state !== "held")
      throw attempt.abortReason ?? new RowmillError("ATTEMPT_LOST", `This attempt no longer owns job ${attempt.job.id}`);
  }

  /** Writes what an attempt has to report and renews its lease. If the store is away, the next write makes up for it. */
  async function writeIfPossible(attempt: Attempt): Promise<void> {
    try {
      await write(attempt);
    } catch (error) {
      logger.warn({ error, jobId: attempt.job.id }, "The progress and lease of a job could not be written");
    }
  }

  async function write(attempt: Attempt, checkpoint?: JsonText): Promise<ClaimState> {
    const { claim, job } = attempt;
    const report = attempt.takeReport();
    let state: ClaimState;
    try {
      state = await update({ claim, leaseMs, ...(report && { report }), ...(checkpoint !== undefined && { checkpoint }) });
    } catch (error) {
      if (report && isRejectedForGood(error)) {
        // It would be rejected with each renewal of the lease, until that lapses.
        logger.warn({ error, jobId: job.id }, "The store rejected what a job reported; the report is dropped");
        return await write(attempt, checkpoint);
      }
      if (report) attempt.returnReport(report);
      throw error;
    }
    if (state === "held" && report) {
      const { progress, stage, counters } = report;
      events.emit("job:progress", { job, progress: { progress, stage, counters } });
      if (job.parentId !== null) options.onChildMoved(job.parentId);
    }
    if (state !== "held" && !attempt.isEnding) notOurs(attempt, state);
    return state;
  }

  /** Writes a checkpoint in a transaction of the handler's. What the attempt reports goes its own way: it must not be rolled back. */
  async function writeIn(transaction: unknown, attempt: Attempt, checkpoint: JsonText): Promise<ClaimState> {
    if (!store.checkpointIn) {
      throw new RowmillError(
        "OPTION_INVALID",
        "This store takes part in no transaction: checkpoint without it, or use a store in a database",
      );
    }
    const state = await store.checkpointIn({ claim: attempt.claim, leaseMs, checkpoint }, transaction);
    if (state !== "held" && !attempt.isEnding) notOurs(attempt, state);
    return state;
  }

  function notOurs(attempt: Attempt, state: "cancelled" | "lost"): void {
    if (state === "cancelled") options.onCancelled(attempt);
    else if (attempt.abort("ATTEMPT_LOST")) events.emit("attempt:lost", { job: attempt.job });
  }

  function onAbort(attempt: Attempt): void {
    if (!attempts.has(attempt)) return;
    const { id: jobId, type } = attempt.job;
    const seconds = options.unresponsiveAfterMs / 1_000;
    const warn = () => {
      if (attempt.isAbandoned) return;
      logger.warn(
        { jobId, type },
        `The handler of "${type}" has not stopped ${seconds} s after its signal aborted. It keeps its slot: watch the signal in it`,
      );
    };
    warnings.set(attempt, clock.setTimer(warn, options.unresponsiveAfterMs, false));
  }
}
