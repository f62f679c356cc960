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

  return {
    async claimNext(lanes, limit) {
      return (await begun(store.claim({ runnerId, leaseMs, limit, from: { lanes } }))).map(toExecution);
    },

    async claim(jobId) {
      const [attempt] = await begun(claimGathered({ id: jobId }));
      return attempt && toExecution(attempt);
    },

    async claimAttempt(from) {
      const [attempt] = await begun(store.claim({ runnerId, leaseMs, limit: 1, from }));
      return attempt;
    },

    run(job) {
      const attempt = attempts.begin(job);
      events.emit("job:started", { job });
      return runAttempt(attempt);
    },

    finish,
    whenIdle: attempts.whenEmpty,
  };

  /** The attempts begin with the claim, because so do the leases. */
  async function begun(claim: Promise<readonly Job[]>): Promise<readonly Attempt[]> {
    const claimed = await attempts.claimed(claim);
    for (const { job } of claimed) events.emit("job:started", { job });
    return claimed;
  }

  async function claimByKeys(keys: readonly JobKey[]): Promise<(readonly Job[])[]> {
    const jobs = await store.claim({ runnerId, leaseMs, limit: keys.length, from: { keys } });
    const jobsById = new Map(jobs.map((job) => [job.id, job]));
    return keys.map(({ id }) => {
      const job = jobsById.get(id);
      // One claim makes one attempt, also when a delivery came twice and both ask in the same moment.
      jobsById.delete(id);
      return job ? [job] : [];
    });
  }

  function toExecution(attempt: Attempt): Execution {
    return { jobId: attempt.job.id, type: attempt.job.type, run: () => runAttempt(attempt) };
  }

  async function runAttempt(attempt: Attempt): Promise<Job | undefined> {
    const registration = registry.get(attempt.job.type);
    if (registration?.handler) return await finish(attempt, await runHandler(attempt, registration, clock, maxJsonBytes));
    logger.error({ jobId: attempt.job.id, type: attempt.job.type }, "A job was delivered that has no handler here; it is handed back");
    return await finish(attempt, { kind: "handed-back" });
  }

  async function finish(attempt: Attempt, outcome: Outcome): Promise<Job | undefined> {
    attempt.isEnding = true;
    try {
      const job = isNotOurs(attempt) ? undefined : await record(attempt, outcome);
      // Cancelled, or cancelled at the last moment: say that the handler has stopped. For a lost claim this does nothing.
      if (!job) await store.release([attempt.claim]);
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
