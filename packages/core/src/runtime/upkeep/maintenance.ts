import type { Clock } from "../../ports/clock.ts";
import type { Delivery } from "../../ports/dispatcher.ts";
import type { JobStore, PruneRequest } from "../../ports/job-store.ts";
import type { Logger } from "../../ports/logger.ts";
import type { ActiveAttempts } from "../attempts/active-attempts.ts";
import type { Events } from "../events.ts";
import type { FileRetention } from "./file-retention.ts";
import type { FileRetentionSettings } from "../manager-options.ts";
import { logFailure } from "../attempts/log-failure.ts";
import type { Waits } from "../waiting/waits.ts";
import { toDelivery } from "../dispatch/to-delivery.ts";

/** How many lapsed jobs one round takes back, and how many old ones it deletes: a bound for the time that one statement takes. */
const MAX_RECLAIMED = 100;
const MAX_PRUNED = 1_000;

/** How often old jobs are looked for, in milliseconds. */
const PRUNE_INTERVAL_MS = 60_000;

/** What maintenance works with. */
export interface MaintenanceOptions {
  readonly store: JobStore;
  readonly attempts: ActiveAttempts;
  readonly events: Events;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly leaseMs: number;
  readonly keepMs: PruneRequest["keepMs"];
  readonly keepFiles: FileRetentionSettings;
  readonly fileRetention: FileRetention;
  readonly waits: Pick<Waits, "sweep" | "childChanged" | "parentEnded">;
  /** Passes jobs that are pending to the dispatcher. */
  enqueue(deliveries: readonly Delivery[]): void;
}

/**
 * Keeps the store in order, three times in a lease: renews the leases of this process, then takes back jobs whose lease has
 * lapsed, wakes what waits for what has come, and once a minute deletes jobs that finished long ago, and files that are kept no longer. Every live process does this. Answers a function that ends it, and
 * resolves when the store is asked for nothing more. It never rejects.
 */
export function startMaintenance(options: MaintenanceOptions): () => Promise<void> {
  const { store, attempts, events, clock, logger, keepMs, keepFiles, fileRetention } = options;
  const intervalMs = options.leaseMs / 3;
  let lastPruneMs = clock.now();
  let stopTimer = clock.setTimer(tick, intervalMs, false);
  let isStopped = false;
  let isUnderWay = false;
  let lastRound = Promise.resolve();

  return () => {
    isStopped = true;
    stopTimer();
    return lastRound;
  };

  function tick(): void {
    stopTimer = clock.setTimer(tick, intervalMs, false);
    // A store that takes longer than a round is not asked twice.
    if (isUnderWay) return;
    isUnderWay = true;
    lastRound = round()
      .catch((error: unknown) => logger.warn({ error }, "The round of leases and retention failed; the next one makes up for it"))
      .finally(() => (isUnderWay = false));
  }

  async function round(): Promise<void> {
    // First our own: a machine that slept finds its leases lapsed, and its handlers well.
    await attempts.renew();
    if (isStopped) return;
    for (const job of await store.reclaim(attempts.claims(), MAX_RECLAIMED)) {
      const { id: jobId, type, crashes, error } = job;
      logger.warn({ jobId, type, crashes }, "The lease of a job lapsed: the process that ran it died or froze");
      if (job.status === "failed" && error) logFailure(logger, job, error);
      events.emit(job.status === "failed" ? "job:failed" : "job:reclaimed", { job });
      if (job.status === "pending") options.enqueue([toDelivery(job)]);
      else options.waits.parentEnded();
      if (job.status === "failed" && job.parentId !== null) options.waits.childChanged(job.parentId, true);
    }
    if (isStopped) return;
    // Not awaited: a store that is slow to answer must not keep the leases from the next round.
    options.waits.sweep();
    if (isStopped || clock.now() - lastPruneMs < PRUNE_INTERVAL_MS) return;
    lastPruneMs = clock.now();
    await pruneAll({ store, fileRetention, keepMs, keepFiles }, () => isStopped);
    if (!isStopped) await fileRetention.sweep(keepFiles, false);
  }
}

/** What `pruneAll` works with. */
export interface PruneAllOptions extends Pick<MaintenanceOptions, "fileRetention" | "keepMs" | "keepFiles"> {
  readonly store: Pick<JobStore<unknown>, "prune">;
}

/**
 * Deletes old finished jobs, in bounded steps, until there are none, and their results if that is asked for. Returns how many jobs there were.
 * @param isStopped - asked before every step but the first: the next round, or process, goes on
 */
export async function pruneAll(
  { store, fileRetention, keepMs, keepFiles }: PruneAllOptions,
  isStopped: () => boolean = () => false,
): Promise<number> {
  let count = 0;
  for (;;) {
    const pruned = await store.prune({ keepMs, limit: MAX_PRUNED });
    count += pruned.length;
    await fileRetention.deleteResults(pruned, keepFiles);
    if (pruned.length < MAX_PRUNED || isStopped()) return count;
  }
}
