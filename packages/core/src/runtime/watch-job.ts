import { limitInMs } from "../domain/check-option.ts";
import { RowmillError } from "../domain/errors.ts";
import { isFinished, type Job } from "../domain/job.ts";
import type { Clock } from "../ports/clock.ts";
import type { JobKey } from "../ports/job-store.ts";
import { jobNotFound } from "./refusals.ts";
import type { Watchers } from "./watchers.ts";

/** What watching needs. */
export interface WatchOptions {
  readonly watchers: Watchers;
  readonly clock: Clock;
  /** Reads a job. */
  readonly get: (key: JobKey) => Promise<Job | undefined>;
}

/**
 * Yields a job as it is, then after every change until it has finished. Whoever takes long sees only the newest state.
 * @throws RowmillError `JOB_NOT_FOUND`
 */
export async function* watchJob(
  key: JobKey,
  signal: AbortSignal | undefined,
  { watchers, get }: WatchOptions,
): AsyncGenerator<Job, void, undefined> {
  const watcher = watchers.watch(key.id, false);
  try {
    for (let revision = -1; ; await watcher.next(signal)) {
      signal?.throwIfAborted();
      const job = await get(key);
      if (!job) throw jobNotFound(key.id);
      if (job.revision === revision) continue;
      revision = job.revision;
      yield job;
      if (isFinished(job.status)) return;
    }
  } finally {
    watcher.stop();
  }
}

/**
 * Waits until a job has finished, in whatever way, and answers it.
 * @throws RowmillError `JOB_NOT_FOUND`, `WAIT_TIMEOUT`, `OPTION_INVALID`
 */
export async function waitForJob(
  key: JobKey,
  { signal, timeoutMs }: { readonly signal?: AbortSignal | undefined; readonly timeoutMs?: number | undefined },
  { watchers, get, clock }: WatchOptions,
): Promise<Job> {
  const limitMs = limitInMs("timeoutMs", timeoutMs, Infinity);
  const timeout = new AbortController();
  const giveUp = () => timeout.abort(new RowmillError("WAIT_TIMEOUT", `Job ${key.id} has not finished within ${limitMs} ms. It goes on.`));
  const stopTimer = limitMs === Infinity ? undefined : clock.setTimer(giveUp, limitMs, true);
  const either = signal && stopTimer ? AbortSignal.any([signal, timeout.signal]) : stopTimer ? timeout.signal : signal;
  const watcher = watchers.watch(key.id, true);
  try {
    for (;;) {
      either?.throwIfAborted();
      const job = await get(key);
      if (!job) throw jobNotFound(key.id);
      if (isFinished(job.status)) return job;
      await watcher.next(either);
    }
  } finally {
    watcher.stop();
    stopTimer?.();
  }
}
