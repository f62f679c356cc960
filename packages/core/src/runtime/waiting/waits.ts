import type { Job } from "../../domain/job.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Delivery } from "../../ports/dispatcher.ts";
import type { JobStore } from "../../ports/job-store.ts";
import type { Logger } from "../../ports/logger.ts";
import type { Events } from "../events.ts";
import { toDelivery } from "../dispatch/to-delivery.ts";

/** How many jobs one sweep wakes, and how many orphans it cancels, in one statement each. */
const MAX_PER_STATEMENT = 500;

/** How often the progress of a parent is written while its children run, in milliseconds; less often where that takes long. */
const FOLLOW_INTERVAL_MS = 500;

/** Writing the progress of parents takes this share of the time at most. */
const FOLLOW_SHARE = 0.02;

/** What the end of a wait depends on. */
export interface Waits {
  /** Says that a job waits from now on, has got a signal, or has children that are held: it is looked at at once. */
  look(jobId: string): Promise<void>;
  /** Says that a child has come further, or to its end. In the background. */
  childChanged(parentId: string, hasEnded: boolean): void;
  /** Says that a job has failed or was cancelled: its children are cancelled, in the background. */
  parentEnded(): void;
  /** Looks at everything, for what other processes have left. In the background, one sweep at a time. */
  sweep(): void;
  /** Ends the timers. Resolves when the store is asked for nothing more. */
  stop(): Promise<void>;
}

/** What they work with. */
export interface WaitsOptions {
  readonly store: Pick<JobStore, "wake" | "cancelOrphans" | "followChildren">;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly events: Events;
  /** Passes jobs that are pending to the dispatcher. */
  enqueue(deliveries: readonly Delivery[]): void;
}

/** Makes them. */
export function createWaits({ store, clock, logger, events, enqueue }: WaitsOptions): Waits {
  /** Parents to look at, and those who wait for that. */
  let asked = new Map<string, (() => void)[]>();
  let looking: Promise<void> | undefined;
  const moved = new Set<string>();
  let stopFollowing: (() => void) | undefined;
  let cancelling: Promise<void> | undefined;
  let areOrphansLeft = false;
  let sweeping: Promise<void> | undefined;
  let timer: { readonly atMs: number; stop(): void } | undefined;
  let isStopped = false;

  return {
    look: (jobId) => ask(jobId),

    childChanged(parentId, hasEnded) {
      if (hasEnded) void ask(parentId);
      moved.add(parentId);
      stopFollowing ??= clock.setTimer(() => void follow(), FOLLOW_INTERVAL_MS, false);
    },

    parentEnded: () => void cancelOrphans(),

    sweep() {
      if (!isStopped) sweeping ??= sweepAll().finally(() => (sweeping = undefined));
    },

    async stop() {
      isStopped = true;
      timer?.stop();
      stopFollowing?.();
      await looking;
      await cancelling;
      await sweeping;
    },
  };

  async function sweepAll(): Promise<void> {
    try {
      await wakeAll();
      await cancelOrphans();
    } catch (error) {
      logger.warn({ error }, "Waiting jobs could not be woken; the next round makes up for it");
    }
  }

  /** One look at a time: all that is asked for meanwhile is looked at in the next one. */
  async function ask(jobId: string): Promise<void> {
    if (isStopped) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    asked.set(jobId, [...(asked.get(jobId) ?? []), resolve]);
    looking ??= lookAtAsked();
    await promise;
  }

  async function lookAtAsked(): Promise<void> {
    // Everything that asks in this moment gets the same look.
    await Promise.resolve();
    while (asked.size > 0) {
      const batch = asked;
      asked = new Map();
      try {
        await wake({ ids: [...batch.keys()] });
      } catch (error) {
        logger.warn({ error }, "Waiting jobs could not be looked at; the next round makes up for it");
      }
      for (const listeners of batch.values()) for (const resolve of listeners) resolve();
    }
    looking = undefined;
  }

  async function wake(request: Parameters<typeof store.wake>[0]): Promise<readonly Job[]> {
    const { jobs, nextInMs } = await store.wake(request);
    for (const job of jobs) events.emit("job:woken", { job });
    if (jobs.length > 0) enqueue(jobs.map(toDelivery));
    if (nextInMs !== undefined) wakeWithin(nextInMs);
    return jobs;
  }

  function wakeWithin(ms: number): void {
    if (isStopped) return;
    const atMs = clock.now() + ms;
    if (timer && timer.atMs <= atMs) return;
    timer?.stop();
    timer = { atMs, stop: clock.setTimer(() => void onTimer(), ms, false) };
  }

  async function onTimer(): Promise<void> {
    timer = undefined;
    try {
      await wakeAll();
    } catch (error) {
      logger.warn({ error }, "Waiting jobs could not be woken; the next round makes up for it");
    }
  }

  async function wakeAll(): Promise<void> {
    while (!isStopped && (await wake({ limit: MAX_PER_STATEMENT })).length === MAX_PER_STATEMENT);
  }

  async function cancelOrphans(): Promise<void> {
    areOrphansLeft = true;
    cancelling ??= cancelAll().finally(() => (cancelling = undefined));
    await cancelling;
  }

  async function cancelAll(): Promise<void> {
    try {
      while (areOrphansLeft && !isStopped) {
        areOrphansLeft = false;
        for (const job of await store.cancelOrphans(MAX_PER_STATEMENT)) {
          areOrphansLeft = true;
          events.emit("job:cancelled", { job });
        }
      }
    } catch (error) {
      logger.warn({ error }, "The children of a job that has ended could not be cancelled; the next round makes up for it");
    }
  }

  async function follow(): Promise<void> {
    const parentIds = [...moved];
    moved.clear();
    const startMs = clock.now();
    try {
      await store.followChildren(parentIds);
    } catch (error) {
      logger.warn({ error }, "The progress of jobs that wait for their children could not be written");
    }
    const delayMs = Math.max(FOLLOW_INTERVAL_MS, (clock.now() - startMs) / FOLLOW_SHARE);
    stopFollowing = isStopped || moved.size === 0 ? undefined : clock.setTimer(() => void follow(), delayMs, false);
  }
}
