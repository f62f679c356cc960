import { wholeNumber } from "../domain/check-option.ts";
import { RowmillError } from "../domain/errors.ts";
import type { Job } from "../domain/job.ts";
import { createRegistry } from "../domain/registry.ts";
import type { DispatchHost, Delivery } from "../ports/dispatcher.ts";
import type { Insertion, JobChange, JobKey, NewJob } from "../ports/job-store.ts";
import { createActiveAttempts } from "./active-attempts.ts";
import { createAttemptHandle } from "./attempt-handle.ts";
import type { Attempt } from "./attempt.ts";
import { callSafely, createEvents } from "./events.ts";
import { executeJob, resultOf } from "./execute-job.ts";
import { gather } from "./gather.ts";
import { pruneAll, startMaintenance } from "./maintenance.ts";
import { keepMs, managerSettings, type TaskManagerOptions } from "./manager-options.ts";
import { prepareJob } from "./prepare-job.ts";
import { createRunner } from "./runner.ts";
import type { CreateJobOptions, TaskManager } from "./task-manager.ts";
import { jobNotFound, waitForJob, watchJob } from "./watch-job.ts";
import { createWatchers } from "./watchers.ts";

/** How many jobs are stored, or read, in one go when many callers ask at the same moment. */
const MAX_ITEMS_PER_CALL = 500;

/**
 * Makes a task manager. It runs jobs from the moment that a type with a handler is registered.
 *
 * @throws RowmillError `OPTION_INVALID`
 * @example
 * ```ts
 * const greet = defineJobType({ type: "greet", input: z.object({ name: z.string() }), result: z.string() });
 * const manager = createTaskManager({ store: memoryStore(), concurrency: 4 }).register(
 *   greet.handle(async ({ name }, { progress }) => {
 *     progress(50, "thinking");
 *     return `Hello ${name}`;
 *   }),
 * );
 * const { job } = await manager.createJob("greet", { name: "Ada" });
 * const { result } = await manager.waitForJob(job.id); // => "Hello Ada"
 * ```
 */
export function createTaskManager(options: TaskManagerOptions): TaskManager<Record<never, never>> {
  const settings = managerSettings(options);
  const { store, dispatcher, clock, logger, maxJsonBytes } = settings;
  const registry = createRegistry();
  const events = createEvents(logger);
  const watchers = createWatchers(clock, settings.pollMs);
  const attempts = createActiveAttempts({ ...settings, events, onCancelled });
  const runner = createRunner({ ...settings, registry, attempts, events, onPending: (delivery) => enqueue([delivery]) });
  const insert = gather(insertAll, MAX_ITEMS_PER_CALL);
  const get = gather((keys: readonly JobKey[]) => store.get(keys), MAX_ITEMS_PER_CALL);
  const pendingListeners = new Set<(type: string) => void>();
  const pausedTypes = new Set<string>();
  /** Jobs that are being cancelled by a call here, which says so itself. */
  const cancelling = new Set<string>();
  let isPaused = false;
  let closing: ReturnType<TaskManager["close"]> | undefined;

  const host: DispatchHost = {
    concurrency: settings.concurrency,
    clock,
    logger,
    lanes: () => (isPaused ? [] : registry.handled().filter(({ type }) => settings.runs(type) && !pausedTypes.has(type))),
    claimNext: runner.claimNext,
    claim: runner.claim,
    nextDueInMs: (types) => store.nextDueInMs(types),
    onPending(listener) {
      pendingListeners.add(listener);
      return () => pendingListeners.delete(listener);
    },
  };
  const stopListening = store.subscribe(onChange);
  const stopMaintenance = startMaintenance({ ...settings, attempts, events, onPending: (delivery) => enqueue([delivery]) });
  inBackground(async () => dispatcher.start(host), "The dispatcher could not be started");

  const manager: TaskManager = {
    register(item) {
      ensureOpen();
      registry.add(item);
      dispatcher.lanesChanged();
      // The same manager: only what TypeScript knows of it has grown.
      return manager as never;
    },

    async createJob(type, input, jobOptions = {}) {
      const { job, created } = await create(await prepare(type, input, jobOptions));
      if (jobOptions.onProgress) follow(job, jobOptions.onProgress);
      return { job, created } as never;
    },

    async createJobs(jobs) {
      const newJobs = await Promise.all(jobs.map(({ type, input, options: jobOptions = {} }) => prepare(type, input, jobOptions)));
      const insertions = await insertAll(newJobs);
      for (const [index, insertion] of insertions.entries()) {
        refuseConflict(newJobs[index]!, insertion);
        const onProgress = jobs[index]!.options?.onProgress;
        if (onProgress) follow(insertion.job, onProgress);
      }
      return insertions as never;
    },

    async executeJob(type, input, { signal, ...jobOptions } = {}) {
      signal?.throwIfAborted();
      const newJob = await prepare(type, input, jobOptions);
      if (!registry.require(newJob.type).handler) {
        throw new RowmillError("JOB_TYPE_UNKNOWN", `Job type "${newJob.type}" has no handler here, so it can not be executed here: register it with one`);
      }
      const { job, created } = await create({ ...newJob, claim: { runnerId: settings.runnerId, leaseMs: settings.leaseMs } });
      if (jobOptions.onProgress) follow(job, jobOptions.onProgress);
      const cancel = () => inBackground(() => cancelJob({ id: job.id }), "An executed job could not be cancelled");
      signal?.addEventListener("abort", cancel, { once: true });
      if (signal?.aborted) cancel();
      try {
        const wait = (key: JobKey, waitOptions: { readonly timeoutMs?: number }) => waitForJob(key, waitOptions, { watchers, clock, get });
        return resultOf(await (created ? executeJob(job, { runner, get, waitForJob: wait }) : wait({ id: job.id }, {}))) as never;
      } finally {
        signal?.removeEventListener("abort", cancel);
      }
    },

    async claimJob(which) {
      ensureOpen();
      const attempt = await runner.claimAttempt("jobId" in which ? { keys: [{ id: which.jobId }] } : { lanes: which.types.map((type) => ({ type, limit: 1 })) });
      return attempt && createAttemptHandle(attempt, runner, registry, maxJsonBytes);
    },

    getJob: (id, owner) => get({ id, userId: owner?.userId }),

    async listJobs({ limit, status, type, ...rest } = {}) {
      return await store.list({ ...rest, status: asArray(status), type: asArray(type), limit: wholeNumber("limit", limit, 50, { min: 1, max: 200 }) });
    },

    async getJobLog(id, { userId, limit } = {}) {
      if (!(await get({ id, userId }))) throw jobNotFound(id);
      return await store.readLog({ id, userId }, wholeNumber("limit", limit, 1_000, { min: 1, max: 1_000 }));
    },

    cancelJob: (id, owner) => cancelJob({ id, userId: owner?.userId }),

    async retryJob(id, owner) {
      const change = await store.retry({ id, userId: owner?.userId });
      if (!change) throw jobNotFound(id);
      const { job, changed } = change;
      if (!changed) throw statusConflict(job, "Only a failed or cancelled job can be retried");
      enqueue([toDelivery(job)]);
      return job;
    },

    watchJob: (id, { userId, signal } = {}) => watchJob({ id, userId }, signal, { watchers, clock, get }),
    waitForJob: (id, { userId, ...waitOptions } = {}) => waitForJob({ id, userId }, waitOptions, { watchers, clock, get }),
    getActiveJobs: () => attempts.all().map(({ job }) => job),
    on: events.on,

    pause(type) {
      if (type === undefined) isPaused = true;
      else pausedTypes.add(registry.require(type).jobType.type);
      dispatcher.lanesChanged();
    },

    resume(type) {
      if (type === undefined) {
        isPaused = false;
        pausedTypes.clear();
      } else {
        pausedTypes.delete(type);
      }
      dispatcher.lanesChanged();
    },

    async drain({ timeoutMs } = {}) {
      isPaused = true;
      dispatcher.lanesChanged();
      return await untilIdle(timeoutMs ?? Infinity);
    },

    prune: (retention = {}) => pruneAll(store, keepMs(retention, settings.keepMs)),

    close({ timeoutMs = 10_000 } = {}) {
      closing ??= close(timeoutMs);
      return closing;
    },

    async [Symbol.asyncDispose]() {
      await manager.close();
    },
  };
  return manager as never;

  function ensureOpen(): void {
    if (closing) throw new RowmillError("MANAGER_CLOSED", "This task manager was closed: it takes no more jobs");
  }

  async function prepare(type: string | { readonly type: string }, input: unknown, jobOptions: CreateJobOptions): Promise<NewJob> {
    ensureOpen();
    const registration = registry.require(typeof type === "string" ? type : type.type);
    return await prepareJob(registration, input, jobOptions, { nowMs: clock.now(), maxJsonBytes, maxCrashes: settings.maxCrashes });
  }

  async function create(newJob: NewJob): Promise<Insertion> {
    const insertion = await insert(newJob);
    refuseConflict(newJob, insertion);
    return insertion;
  }

  async function insertAll(newJobs: readonly NewJob[]): Promise<readonly Insertion[]> {
    const insertions = await store.insert(newJobs);
    const created = insertions.filter((insertion) => insertion.created);
    for (const { job } of created) events.emit("job:created", { job });
    enqueue(created.filter(({ job }) => job.status === "pending").map(({ job }) => toDelivery(job)));
    return insertions;
  }

  /** Brings jobs on their way. They are stored: a delivery that fails is made up for by the dispatcher's own look into the store. */
  function enqueue(deliveries: readonly Delivery[]): void {
    if (deliveries.length > 0) inBackground(async () => dispatcher.enqueue(deliveries), "Jobs could not be handed to the dispatcher");
  }

  function onChange(change: JobChange): void {
    watchers.changed(change);
    if (change.status === "pending") {
      for (const listener of pendingListeners) listener(change.type);
      return;
    }
    const attempt = attempts.get(change.jobId);
    if (!attempt) return;
    if (change.status === "cancelled" && change.claimNo === attempt.claim.claimNo) onCancelled(attempt);
    else if (change.claimNo > attempt.claim.claimNo && attempt.abort("ATTEMPT_LOST")) events.emit("attempt:lost", { job: attempt.job });
  }

  /** A job that runs here was cancelled: by this manager, or by another process. */
  function onCancelled(attempt: Attempt): void {
    const { id } = attempt.job;
    if (!attempt.abort("JOB_CANCELLED") || cancelling.has(id)) return;
    inBackground(async () => {
      const job = await get({ id });
      if (job?.status === "cancelled") events.emit("job:cancelled", { job });
    }, "A cancelled job could not be read");
  }

  async function cancelJob(key: JobKey): Promise<Job> {
    cancelling.add(key.id);
    try {
      const change = await store.cancel(key);
      if (!change) throw jobNotFound(key.id);
      const { job, changed } = change;
      if (job.status !== "cancelled") throw statusConflict(job, "Only a job that has not finished can be cancelled");
      const attempt = attempts.get(job.id);
      if (attempt?.claim.claimNo === job.claimNo) onCancelled(attempt);
      if (changed) events.emit("job:cancelled", { job });
      return job;
    } finally {
      cancelling.delete(key.id);
    }
  }

  /** Calls back with the progress of a job, whoever runs it, until it has finished. */
  function follow(job: Job, onProgress: NonNullable<CreateJobOptions["onProgress"]>): void {
    const tell = callSafely(onProgress, (error) => logger.error({ error, jobId: job.id }, "An onProgress callback threw"));
    inBackground(async () => {
      let last = "";
      for await (const seen of watchJob({ id: job.id }, undefined, { watchers, clock, get })) {
        const { progress, stage, counters } = seen;
        const now = JSON.stringify([progress, stage, counters]);
        if (now !== last && seen.status !== "pending") tell({ progress, stage, counters }, seen);
        last = now;
      }
    }, "The progress of a job could not be followed");
  }

  async function untilIdle(timeoutMs: number): Promise<{ timedOut: boolean; running: readonly Job[] }> {
    const { promise: timeout, resolve } = Promise.withResolvers<void>();
    const stopTimer = timeoutMs === Infinity ? undefined : clock.setTimer(resolve, timeoutMs, true);
    await Promise.race([runner.whenIdle(), timeout]);
    stopTimer?.();
    const running = manager.getActiveJobs();
    return { timedOut: running.length > 0, running };
  }

  async function close(timeoutMs: number): ReturnType<TaskManager["close"]> {
    const stopped = dispatcher.stop();
    for (const attempt of attempts.all()) attempt.abort("MANAGER_CLOSED");
    await stopped;
    // Claimed while the dispatcher was stopping.
    for (const attempt of attempts.all()) attempt.abort("MANAGER_CLOSED");
    const left = await untilIdle(timeoutMs);
    stopMaintenance();
    stopListening();
    watchers.close(new RowmillError("MANAGER_CLOSED", "The task manager was closed while somebody waited for a job. The job is not lost."));
    events.removeAll();
    return left;
  }

  /** Does something that nobody waits for. */
  function inBackground(act: () => Promise<unknown>, message: string): void {
    act().catch((error: unknown) => {
      if (!RowmillError.is(error, "MANAGER_CLOSED")) logger.error({ error }, message);
    });
  }
}

function refuseConflict({ idempotencyKey, inputHash }: NewJob, { job, created }: Insertion): void {
  if (created || job.inputHash === inputHash) return;
  throw new RowmillError("IDEMPOTENCY_CONFLICT", `The idempotency key ${JSON.stringify(idempotencyKey)} belongs to job ${job.id}, which has another input`, {
    details: { jobId: job.id },
  });
}

function statusConflict({ id, status }: Job, rule: string): RowmillError {
  return new RowmillError("JOB_STATUS_CONFLICT", `Job ${id} is ${status}. ${rule}.`, { details: { id, status } });
}

function toDelivery({ id, type, priority, runAt, updatedAt }: Job): Delivery {
  return { jobId: id, type, priority, delayMs: Math.max(0, runAt.getTime() - updatedAt.getTime()) };
}

function asArray<Value extends string>(values: Value | readonly Value[] | undefined): readonly Value[] | undefined {
  return typeof values === "string" ? [values] : values;
}
