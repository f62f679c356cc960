import type { RowmillError } from "../../domain/errors.ts";
import { isFinished, type Job } from "../../domain/job.ts";
import { DEFAULT_RETRY_POLICY } from "../../domain/retry-policy.ts";
import type { Registry } from "../../domain/registry.ts";
import { type Outcome, settle } from "../../domain/settlement.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Delivery, Dispatcher, Execution } from "../../ports/dispatcher.ts";
import type { ClaimRequest, ClaimSettlement, JobKey, JobStore, TypeCapacity } from "../../ports/job-store.ts";
import type { Logger } from "../../ports/logger.ts";
import type { Abandonment } from "./abandonment.ts";
import type { ActiveAttempts } from "./active-attempts.ts";
import { inCleanContext, type RunInContext } from "../async-context.ts";
import type { Attempt } from "./attempt.ts";
import type { Events } from "../events.ts";
import { batchCalls } from "../batch-calls.ts";
import { createInsertJobs, type InsertJobs } from "./insert-jobs.ts";
import { createCrashIsolation } from "./crash-isolation.ts";
import { logFailure } from "./log-failure.ts";
import { alternativesTo, isRejectedForGood } from "./rejected-writes.ts";
import type { Middleware } from "./middleware.ts";
import { runHandler } from "./run-handler.ts";
import type { Waits } from "../waiting/waits.ts";
import { toDelivery } from "../dispatch/to-delivery.ts";

/** How many settlements, claims or releases travel in one write. */
const MAX_ITEMS_PER_WRITE = 500;

/** How often a settlement is tried again while the store is away; then the lease lapses and the job runs again. */
const SETTLE_RETRY_DELAYS_MS = [100, 500, 2_000, 5_000, 10_000];

/** Claims jobs, runs their handlers, and records how they ended. */
export interface Runner {
  /** Claims the next jobs of some types. Each answered execution must be run. */
  claimNext(capacities: readonly TypeCapacity[], limit: number): Promise<readonly Execution[]>;
  /** Claims one job. */
  claim(jobId: string): Promise<Execution | undefined>;
  /** Claims one job for work outside the slots. @param context - as in `ActiveAttempts.claim` */
  claimAttempt(from: ClaimRequest["from"], context?: RunInContext): Promise<Attempt | undefined>;
  /** In how many milliseconds the next job can be claimed here, as things are. */
  nextDueInMs(types: readonly string[]): Promise<number | undefined>;
  /** Stores jobs, announces them, and runs those that the store could claim in the same step. */
  readonly insert: InsertJobs;
  /** Begins the attempts of jobs that are claimed in some other way. */
  begin(claim: () => Promise<readonly Job[]>): Promise<readonly Attempt[]>;
  /**
   * Runs an attempt to its end. Answers the settled job; `undefined` if there was nothing to record. Never rejects.
   * @param onStopped - called when the handler has stopped
   */
  run(attempt: Attempt, onStopped?: () => void): Promise<Job | undefined>;
  /**
   * Records how an attempt ended. Answers the settled job; `undefined` if the attempt no longer owned it.
   * If the store cannot be reached, it throws, and the attempt goes on.
   */
  end(attempt: Attempt, outcome: Outcome): Promise<Job | undefined>;
  /** Whether nothing is claimed or run. */
  isIdle(): boolean;
  /** Resolves when nothing is claimed or run, at once if nothing is. */
  whenIdle(): Promise<void>;
}

/** What the runner works with. */
export interface RunnerOptions {
  readonly store: JobStore;
  readonly registry: Registry;
  readonly attempts: ActiveAttempts;
  readonly events: Events;
  readonly abandonment: Pick<Abandonment, "outcomeOf">;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  readonly runnerId: string;
  readonly leaseMs: number;
  readonly maxJsonBytes: number;
  readonly middleware: readonly Middleware[];
  readonly waits: Pick<Waits, "look" | "childChanged" | "parentEnded">;
  readonly dispatcher: Pick<Dispatcher, "hold">;
  readonly concurrency: number;
  /** Whether jobs of a type run here now: they are not paused. */
  mayRun(type: string): boolean;
  /** Passes jobs that are pending to the dispatcher. */
  enqueue(deliveries: readonly Delivery[]): void;
}

/** Makes a runner. */
export function createRunner(options: RunnerOptions): Runner {
  const { store, registry, attempts, events, abandonment, clock, logger, runnerId, leaseMs } = options;
  const settleBatched = batchCalls((items: readonly ClaimSettlement[]) => store.settle(items), MAX_ITEMS_PER_WRITE);
  const claimBatched = batchCalls(claimByKeys, MAX_ITEMS_PER_WRITE);
  const isolation = createCrashIsolation(options);

  return {
    async claimNext(capacities, limit) {
      const request = { runnerId, leaseMs, limit, from: { capacities } };
      const begun = await isolation.claim(typesOf(request.from), (isIdle) => begin(() => store.claim({ ...request, isIdle })));
      return begun.map(toExecution);
    },

    async claim(jobId) {
      const [attempt] = await isolation.claim([], (isIdle) => begin(() => claimBatched({ id: jobId, isIdle })));
      return attempt && toExecution(attempt);
    },

    async claimAttempt(from, context) {
      const request = { runnerId, leaseMs, limit: 1, from };
      const [attempt] = await isolation.claim(typesOf(from), (isIdle) => begin(() => store.claim({ ...request, isIdle }), context));
      return attempt;
    },

    insert: createInsertJobs({
      ...options,
      mayBegin: isolation.mayBegin,
      begin: async (claim) => (await begin(claim)).map(toExecution),
    }),
    nextDueInMs: isolation.nextDueInMs,
    begin,
    run,
    end,
    isIdle: attempts.isEmpty,
    whenIdle: attempts.whenEmpty,
  };

  /** The attempts begin with the claim, because so do the leases. */
  async function begin(claim: () => Promise<readonly Job[]>, context?: RunInContext): Promise<readonly Attempt[]> {
    const begun = await attempts.claim(claim, context);
    for (const { job } of begun) events.emit("job:started", { job });
    return begun;
  }

  async function claimByKeys(keys: readonly (JobKey & { readonly isIdle: boolean })[]): Promise<(readonly Job[])[]> {
    const jobs = await store.claim({ runnerId, leaseMs, limit: keys.length, from: { keys }, isIdle: keys.every(({ isIdle }) => isIdle) });
    const jobsById = new Map(jobs.map((job) => [job.id, job]));
    return keys.map(({ id }) => {
      const job = jobsById.get(id);
      // One claim makes one attempt, also when a delivery came twice and both ask in the same moment.
      jobsById.delete(id);
      return job ? [job] : [];
    });
  }

  function toExecution(attempt: Attempt): Execution {
    return { jobId: attempt.job.id, type: attempt.job.type, run: (onStopped) => inCleanContext(() => run(attempt, onStopped)) };
  }

  async function run(attempt: Attempt, onStopped: () => void = () => undefined): Promise<Job | undefined> {
    const { id: jobId, type } = attempt.job;
    try {
      const outcome = await outcomeOf(attempt);
      onStopped();
      return await end(attempt, outcome);
    } catch (error) {
      logger.error(
        { error, jobId, type },
        "The end of an attempt could not be recorded: what became of the job shows when its lease has lapsed",
      );
      attempts.end(attempt);
      return undefined;
    }
  }

  function outcomeOf(attempt: Attempt): Outcome | Promise<Outcome> {
    const { id: jobId, type } = attempt.job;
    const registration = registry.get(type);
    if (registration?.handler) {
      const running = attempt.runInContext(() => runHandler(attempt, registration, options));
      return abandonment.outcomeOf(attempt, registration.jobType, running);
    }
    logger.error({ jobId, type }, "A job was delivered that has no handler here; it is handed back");
    return { kind: "handed-back" };
  }

  async function end(attempt: Attempt, outcome: Outcome): Promise<Job | undefined> {
    attempt.isEnding = true;
    try {
      const job = isNotOurs(attempt) ? undefined : await record(attempt, outcome);
      // Cancelled, or cancelled at the last moment: say that the handler has stopped. For a lost claim this does nothing.
      if (!job) await store.release([attempt.claim]);
      if (!job && !isNotOurs(attempt)) await announceLoss(attempt);
      attempts.end(attempt);
      return job;
    } catch (error) {
      attempt.isEnding = false;
      throw error;
    }
  }

  /**
   * Says that the end of an attempt was refused because its job was given away: the event loop was blocked, and the handler ended before
   * any other write could learn of it.
   */
  async function announceLoss(attempt: Attempt): Promise<void> {
    const { claim, job } = attempt;
    const [now] = await store.get([{ id: job.id }]);
    if (now?.status === "cancelled" && now.claimNo === claim.claimNo) return;
    if (attempt.abort("ATTEMPT_LOST")) events.emit("attempt:lost", { job });
  }

  async function record(attempt: Attempt, outcome: Outcome): Promise<Job | undefined> {
    const policy = registry.get(attempt.job.type)?.jobType.retry ?? DEFAULT_RETRY_POLICY;
    const settlement = settle(attempt.job, outcome, policy, options.random());
    const report = attempt.takeReport();
    const item: ClaimSettlement = report ? { claim: attempt.claim, settlement, report } : { claim: attempt.claim, settlement };
    attempt.isCancelling = settlement.status === "cancelled";
    let job: Job | undefined;
    try {
      job = await settleBatched(item).catch((error: unknown) => settleWithRetry(item, error));
    } catch (error) {
      // Whoever holds a handle may try again later.
      if (report) attempt.returnReport(report);
      throw error;
    }
    if (!job) return undefined;
    if (job.parentId !== null && isFinished(job.status)) options.waits.childChanged(job.parentId, true);
    if (job.waitingFor) {
      events.emit("job:waiting", { job });
      void options.waits.look(job.id);
    } else if (job.status !== "pending") {
      events.emit(END_EVENTS[job.status as keyof typeof END_EVENTS], { job });
      if (job.status !== "completed") options.waits.parentEnded();
      if (job.error && job.status === "failed") logFailure(logger, job, job.error);
    } else {
      if (outcome.kind === "failed") logFailure(logger, job, outcome.error);
      events.emit(outcome.kind === "handed-back" ? "job:handed-back" : "job:retrying", { job });
      options.enqueue([toDelivery(job)]);
    }
    return job;
  }

  /**
   * Settles after a first try has failed, and does not give up while the store is away: the work of the attempt is done, and would be done
   * again. Records another end if the store rejects this one, and always would.
   */
  async function settleWithRetry(item: ClaimSettlement, failure: unknown): Promise<Job | undefined> {
    const jobId = item.claim.jobId;
    const delaysMs = SETTLE_RETRY_DELAYS_MS.values();
    const alternatives = alternativesTo(item).values();
    let wanted = item;
    let wasAway = false;
    for (let error = failure; ;) {
      if (isRejectedForGood(error)) {
        logger.warn({ error, jobId }, "The store rejected the end of an attempt");
        const { value: alternative } = alternatives.next();
        if (!alternative) return await cancelInstead(item, error);
        wanted = alternative(error);
      } else {
        const { value: delayMs } = delaysMs.next();
        if (delayMs === undefined) throw error;
        wasAway = true;
        logger.warn({ error, jobId }, `The end of an attempt could not be recorded; trying again in ${delayMs} ms`);
        await new Promise<void>((resolve) => clock.setTimer(resolve, delayMs, false));
      }
      try {
        return (await settleBatched(wanted)) ?? (wasAway ? await settledBefore(wanted) : undefined);
      } catch (next) {
        error = next;
      }
    }
  }

  /** Ends a job that may neither complete nor fail, by a rule of the database: it must not run again. */
  async function cancelInstead({ claim: { jobId } }: ClaimSettlement, error: RowmillError): Promise<undefined> {
    const change = await store.cancel({ id: jobId });
    if (!change) throw error;
    logger.error({ error, jobId }, "The store rejected every end of a job, so it was cancelled");
  }

  /** After an error a settlement may have been written, and only its answer was lost: then our claim is the last one, and has its status. */
  async function settledBefore({ claim, settlement }: ClaimSettlement): Promise<Job | undefined> {
    const [job] = await store.get([{ id: claim.jobId }]);
    if (job?.claimNo !== claim.claimNo) return undefined;
    const status = settlement.status === "waiting" ? "processing" : settlement.status;
    return job.status === status && (settlement.status !== "waiting" || job.waitingFor) ? job : undefined;
  }
}

const END_EVENTS = { completed: "job:completed", failed: "job:failed", cancelled: "job:cancelled" } as const;

function typesOf(from: ClaimRequest["from"]): string[] {
  return "capacities" in from ? from.capacities.map(({ type }) => type) : [];
}

function isNotOurs({ abortReason }: Attempt): boolean {
  return abortReason?.code === "JOB_CANCELLED" || abortReason?.code === "ATTEMPT_LOST";
}
