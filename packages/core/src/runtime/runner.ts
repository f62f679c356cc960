import type { Job } from "../domain/job.ts";
import { DEFAULT_RETRY_POLICY } from "../domain/retry-policy.ts";
import type { Registry } from "../domain/registry.ts";
import { type Outcome, settle } from "../domain/settlement.ts";
import type { Clock } from "../ports/clock.ts";
import type { Delivery, Execution } from "../ports/dispatcher.ts";
import type { ClaimRequest, ClaimSettlement, JobKey, JobStore, Lane } from "../ports/job-store.ts";
import type { Logger } from "../ports/logger.ts";
import type { ActiveAttempts } from "./active-attempts.ts";
import type { Attempt } from "./attempt.ts";
import type { Events } from "./events.ts";
import { gather } from "./gather.ts";
import { runHandler } from "./run-handler.ts";
import { toDelivery } from "./to-delivery.ts";

/** How many settlements, claims or releases travel in one write. */
const MAX_ITEMS_PER_WRITE = 500;

/** How often a settlement is tried again while the store is away; then the lease lapses and the job runs again. */
const SETTLE_RETRY_DELAYS_MS = [100, 500, 2_000, 5_000, 10_000];

/** Claims jobs, runs their handlers, and records how they ended. */
export interface Runner {
  /** Claims the next jobs of some lanes. Each answered execution must be run. */
  claimNext(lanes: readonly Lane[], limit: number): Promise<readonly Execution[]>;
  /** Claims one job. */
  claim(jobId: string): Promise<Execution | undefined>;
  /** Claims one job for work outside a handler. */
  claimAttempt(from: ClaimRequest["from"]): Promise<Attempt | undefined>;
  /** Runs a job that was just claimed. Answers the settled job; `undefined` if there was nothing to record. */
  run(job: Job): Promise<Job | undefined>;
  /** Records how an attempt ended. Answers the settled job; `undefined` if the attempt no longer owned it. */
  finish(attempt: Attempt, outcome: Outcome): Promise<Job | undefined>;
  /** Resolves when nothing is claimed or run, at once if nothing is. */
  whenIdle(): Promise<void>;
}

/** What the runner works with. */
export interface RunnerOptions {
  readonly store: JobStore;
  readonly registry: Registry;
  readonly attempts: ActiveAttempts;
  readonly events: Events;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  readonly runnerId: string;
  readonly leaseMs: number;
  readonly maxJsonBytes: number;
  /** Says that a job became pending. */
  onPending(delivery: Delivery): void;
}

/** Makes a runner. */
export function createRunner(options: RunnerOptions): Runner {
  const { store, registry, attempts, events, clock, logger, runnerId, leaseMs, maxJsonBytes } = options;
  const settleGathered = gather((items: readonly ClaimSettlement[]) => store.settle(items), MAX_ITEMS_PER_WRITE);
  const claimGathered = gather(claimByKeys, MAX_ITEMS_PER_WRITE);
  const claimsUnderWay = new Set<Promise<unknown>>();

  return {
    async claimNext(lanes, limit) {
      const jobs = await underWay(store.claim({ runnerId, leaseMs, limit, from: { lanes } }));
      return jobs.map(toExecution);
    },

    async claim(jobId) {
      const job = await underWay(claimGathered({ id: jobId }));
      return job && toExecution(job);
    },

    async claimAttempt(from) {
      const [job] = await underWay(store.claim({ runnerId, leaseMs, limit: 1, from }));
      return job && begin(job);
    },

    run: (job) => runAttempt(begin(job)),
    finish,

    async whenIdle() {
      while (claimsUnderWay.size > 0 || attempts.all().length > 0) {
        await Promise.allSettled([...claimsUnderWay, attempts.whenEmpty()]);
      }
    },
  };

  /** Remembers a claim until its attempts have begun, so that `whenIdle` does not overlook it. */
  async function underWay<Answer>(claim: Promise<Answer>): Promise<Answer> {
    claimsUnderWay.add(claim);
    try {
      return await claim;
    } finally {
      claimsUnderWay.delete(claim);
    }
  }

  async function claimByKeys(keys: readonly JobKey[]): Promise<(Job | undefined)[]> {
    const jobs = await store.claim({ runnerId, leaseMs, limit: keys.length, from: { keys } });
    const jobsById = new Map(jobs.map((job) => [job.id, job]));
    return keys.map(({ id }) => jobsById.get(id));
  }

  /** The attempt begins with the claim, because so does the lease. */
  function toExecution(job: Job): Execution {
    const attempt = begin(job);
    return { jobId: job.id, type: job.type, run: async () => void (await runAttempt(attempt)) };
  }

  function begin(job: Job): Attempt {
    const attempt = attempts.begin(job);
    events.emit("job:started", { job });
    return attempt;
  }

  async function runAttempt(attempt: Attempt): Promise<Job | undefined> {
    const outcome = await runHandler(attempt, registry.require(attempt.job.type), clock, maxJsonBytes);
    return await finish(attempt, outcome);
  }

  async function finish(attempt: Attempt, outcome: Outcome): Promise<Job | undefined> {
    attempt.isEnding = true;
    try {
      const job = isNotOurs(attempt) ? undefined : await record(attempt, outcome);
      // Cancelled, or cancelled at the last moment: say that the handler has stopped. For a lost claim this does nothing.
      if (!job) await store.release([attempt.claim]);
      if (!job && !isNotOurs(attempt)) await announceLoss(attempt);
      return job;
    } catch (error) {
      logger.error(
        { error, jobId: attempt.job.id },
        "The end of an attempt could not be recorded: the job runs again when its lease has lapsed",
      );
      return undefined;
    } finally {
      attempts.end(attempt);
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
    const job = await settleStubbornly({ claim: attempt.claim, settlement, ...(report && { report }) });
    if (!job) return undefined;
    if (settlement.status !== "pending") {
      events.emit(settlement.status === "completed" ? "job:completed" : "job:failed", { job });
    } else {
      events.emit(settlement.usesAttempt ? "job:retrying" : "job:handed-back", { job });
      options.onPending(toDelivery(job));
    }
    return job;
  }

  async function settleStubbornly(item: ClaimSettlement): Promise<Job | undefined> {
    for (const delayMs of SETTLE_RETRY_DELAYS_MS) {
      try {
        return await settleGathered(item);
      } catch (error) {
        logger.warn({ error, jobId: item.claim.jobId }, `The end of an attempt could not be recorded; trying again in ${delayMs} ms`);
        await new Promise<void>((resolve) => clock.setTimer(resolve, delayMs, false));
      }
    }
    return await settleGathered(item);
  }
}

function isNotOurs({ abortReason }: Attempt): boolean {
  return abortReason?.code === "JOB_CANCELLED" || abortReason?.code === "ATTEMPT_LOST";
}
