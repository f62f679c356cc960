import { limitInMs } from "../../domain/check-option.ts";
import { RowmillError } from "../../domain/errors.ts";
import { isFinished, type Job } from "../../domain/job.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Logger } from "../../ports/logger.ts";
import type { JobKey } from "../../ports/job-store.ts";
import { jobNotFound } from "../refusals.ts";
import type { Watchers } from "./watchers.ts";

/** What watching needs. */
export interface Watching {
  readonly watchers: Watchers;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Reads a job. */
  readonly get: (key: JobKey) => Promise<Job | undefined>;
}

/**
 * Yields a job as it is, then after every change until it has finished. Whoever takes long sees only the newest state.
 * @throws RowmillError `JOB_NOT_FOUND`
 */
export async function* watchJob(key: JobKey, signal: AbortSignal | undefined, watching: Watching): AsyncGenerator<Job, void, undefined> {
  let revision = -1;
  for await (const job of readings(key, false, signal, watching)) {
    if (job.revision === revision) continue;
    revision = job.revision;
    yield job;
    if (isFinished(job.status)) return;
  }
}

/**
 * Waits until a job has finished, in whatever way, and answers it.
 * @throws RowmillError `JOB_NOT_FOUND`, `WAIT_TIMEOUT`, `OPTION_INVALID`
 */
export async function waitForJob(
  key: JobKey,
  { signal, timeoutMs }: { readonly signal?: AbortSignal | undefined; readonly timeoutMs?: number | undefined },
  watching: Watching,
): Promise<Job> {
  const limitMs = limitInMs("timeoutMs", timeoutMs, Infinity);
  const timeout = new AbortController();
  const giveUp = () => timeout.abort(new RowmillError("WAIT_TIMEOUT", `Job ${key.id} has not finished within ${limitMs} ms. It goes on.`));
  const stopTimer = limitMs === Infinity ? undefined : watching.clock.setTimer(giveUp, limitMs, true);
  const either = signal && stopTimer ? AbortSignal.any([signal, timeout.signal]) : stopTimer ? timeout.signal : signal;
  try {
    for await (const job of readings(key, true, either, watching)) {
      if (isFinished(job.status)) return job;
    }
    throw jobNotFound(key.id);
  } finally {
    stopTimer?.();
  }
}

/**
 * Reads a job now, and again whenever it may have changed (or only when it may have ended), indefinitely. Once it was read, a store that
 * is away is waited for: the next change, or the next look, makes up for it.
 */
async function* readings(
  key: JobKey,
  onlyEnds: boolean,
  signal: AbortSignal | undefined,
  { watchers, get, logger }: Watching,
): AsyncGenerator<Job, void, undefined> {
  const watcher = watchers.watch(key.id, onlyEnds);
  let wasRead = false;
  try {
    for (; ; await watcher.next(signal)) {
      signal?.throwIfAborted();
      let job: Job | undefined;
      try {
        job = await get(key);
      } catch (error) {
        if (!wasRead) throw error;
        logger.warn({ error, jobId: key.id }, "A job that is waited for could not be read; looking again");
        continue;
      }
      if (!job) throw jobNotFound(key.id);
      wasRead = true;
      yield job;
    }
  } finally {
    watcher.stop();
  }
}
