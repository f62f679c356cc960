import { isFinished } from "../../domain/job.ts";
import type { Clock } from "../../ports/clock.ts";
import type { JobChange } from "../../ports/job-store.ts";

/** Waits for changes of one job. */
export interface Watcher {
  /** Resolves when the job may have changed since this was called last; at once if it may have already. Rejects when aborted. */
  next(signal?: AbortSignal): Promise<void>;
  /** Ends the watching. */
  stop(): void;
}

/** Everybody who watches a job in this process. */
export interface Watchers {
  /** @param onlyEnds - sleep through all changes but the job's end */
  watch(jobId: string, onlyEnds: boolean): Watcher;
  /** Passes on what the store's change feed tells. */
  changed(change: JobChange): void;
  /** Rejects every wait with this reason, now and later. */
  close(reason: Error): void;
}

/**
 * Makes the registry of watchers. The change feed may lose a change, so all watchers also look every `pollMs`. Somebody who
 * waits keeps the process alive.
 */
export function createWatchers(clock: Clock, pollMs: number): Watchers {
  const watchersByJob = new Map<string, Set<Entry>>();
  let stopPolling: (() => void) | undefined;
  let closed: Error | undefined;

  return {
    watch(jobId, onlyEnds) {
      const entry = new Entry(onlyEnds);
      if (closed) entry.fail(closed);
      const entries = watchersByJob.get(jobId) ?? new Set();
      watchersByJob.set(jobId, entries.add(entry));
      stopPolling ??= clock.setTimer(poll, pollMs, true);
      return {
        next: (signal) => entry.next(signal),
        stop() {
          entries.delete(entry);
          if (entries.size === 0 && watchersByJob.get(jobId) === entries) watchersByJob.delete(jobId);
          if (watchersByJob.size === 0) endPolling();
        },
      };
    },

    changed({ jobId, status }) {
      const entries = watchersByJob.get(jobId);
      if (!entries) return;
      for (const entry of entries) {
        if (!entry.onlyEnds || isFinished(status)) entry.wake();
      }
    },

    close(reason) {
      closed = reason;
      endPolling();
      for (const entries of watchersByJob.values()) {
        for (const entry of entries) entry.fail(reason);
      }
    },
  };

  function poll(): void {
    for (const entries of watchersByJob.values()) {
      for (const entry of entries) entry.wake();
    }
    stopPolling = watchersByJob.size > 0 ? clock.setTimer(poll, pollMs, true) : undefined;
  }

  function endPolling(): void {
    stopPolling?.();
    stopPolling = undefined;
  }
}

/** One watcher: a flag that is raised by changes, and at most one who waits for it. */
class Entry {
  readonly onlyEnds: boolean;
  #isRaised = false;
  #failure: Error | undefined;
  #settle: (() => void) | undefined;

  constructor(onlyEnds: boolean) {
    this.onlyEnds = onlyEnds;
  }

  wake(): void {
    this.#isRaised = true;
    this.#settle?.();
  }

  fail(reason: Error): void {
    this.#failure = reason;
    this.#settle?.();
  }

  async next(signal?: AbortSignal): Promise<void> {
    if (!this.#isRaised && !this.#failure && !signal?.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const wake = () => resolve();
      this.#settle = wake;
      signal?.addEventListener("abort", wake, { once: true });
      await promise;
      signal?.removeEventListener("abort", wake);
      this.#settle = undefined;
    }
    signal?.throwIfAborted();
    if (this.#failure) throw this.#failure;
    this.#isRaised = false;
  }
}
