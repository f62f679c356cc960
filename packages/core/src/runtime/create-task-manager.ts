import { limitInMs, checkOptions, wholeNumber } from "../domain/check-option.ts";
import { RowmillError } from "../domain/errors.ts";
import type { FileLookup } from "../domain/file.ts";
import type { Job } from "../domain/job.ts";
import { checkFileLookup } from "../domain/job-type.ts";
import { createRegistry } from "../domain/registry.ts";
import { nextStatus } from "../domain/transitions.ts";
import type { Delivery, DispatchHost } from "../ports/dispatcher.ts";
import type { Change, ClaimRequest, Insertion, JobChange, JobKey } from "../ports/job-store.ts";
import { createAbandonment } from "./attempts/abandonment.ts";
import { createActiveAttempts } from "./attempts/active-attempts.ts";
import { bindContext, currentContext, inCleanContext } from "./async-context.ts";
import { createAttemptHandle } from "./attempts/attempt-handle.ts";
import { type Cancellation, createCancellation } from "./attempts/cancellation.ts";
import { createCreatorContexts } from "./creator-contexts.ts";
import { callSafely, createEvents } from "./events.ts";
import { executeJob, resultOf } from "./attempts/execute-job.ts";
import { createFileRetention } from "./upkeep/file-retention.ts";
import { filesOfSchedules } from "./schedules/files-of-schedules.ts";
import { followProgress } from "./attempts/follow-progress.ts";
import { batchCalls } from "./batch-calls.ts";
import { createIntake } from "./intake/intake.ts";
import { areFilesOfStore, deleteFile, whileFilesLast } from "./intake/job-files.ts";
import { jobFilter } from "./queries/job-filter.ts";
import { jobKey } from "./queries/job-key.ts";
import { examine } from "./doctor/doctor.ts";
import type { Patient } from "./doctor/patient.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { measuredStore } from "./metrics/measured-store.ts";
import { pruneAll, startMaintenance } from "./upkeep/maintenance.ts";
import { keepFiles, keepMs, managerSettings, type TaskManagerOptions } from "./manager-options.ts";
import { jobNotFound, statusConflict } from "./refusals.ts";
import { type RunEnd, runUntilStopped } from "./upkeep/run-until-stopped.ts";
import { runSchedules } from "./schedules/run-schedules.ts";
import type { Middleware } from "./attempts/middleware.ts";
import { createRunner } from "./attempts/runner.ts";
import { createSchedules } from "./schedules/schedules.ts";
import type { CreateJobOptions, WaitOptions, WatchOptions } from "./call-options.ts";
import type { JobTypes, TaskManager } from "./task-manager.ts";
import { createChildJobs } from "./waiting/child-jobs.ts";
import { signalJob } from "./waiting/signal-job.ts";
import { createWaits } from "./waiting/waits.ts";
import { toDelivery } from "./dispatch/to-delivery.ts";
import { waitForJob, watchJob } from "./queries/watch-job.ts";
import { createWatchers } from "./queries/watchers.ts";

/** How many jobs are read in one go when many callers ask at the same moment. */
const MAX_JOBS_PER_GET = 500;

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
export function createTaskManager<Transaction = never>(
  options: TaskManagerOptions<Transaction>,
): TaskManager<Record<never, never>, Transaction> {
  // What begins here (timers, the dispatcher, the change feed) lives longer than the request that may have created the manager.
  return inCleanContext(() => assemble(options));
}

function assemble<Transaction>(options: TaskManagerOptions<Transaction>): TaskManager<Record<never, never>, Transaction> {
  const given = managerSettings(options);
  const measured = given.metrics ? measuredStore(given.store) : undefined;
  const settings = { ...given, store: measured?.store ?? given.store };
  const { store, dispatcher, clock, logger, maxJsonBytes, runnerId, leaseMs } = settings;
  const registry = createRegistry();
  const events = createEvents(logger);
  const watchers = createWatchers(clock, settings.pollMs);
  const contexts = createCreatorContexts(settings.asyncContext);
  const waits = createWaits({ ...settings, events, enqueue });
  const childJobsOf = createChildJobs({ store, intake: () => intake, release: waits.look });
  const attempts = createActiveAttempts({
    ...settings,
    events,
    contexts,
    childJobsOf,
    onChildMoved: (parentId) => waits.childChanged(parentId, false),
    onCancelled: (attempt) => cancellation.notice(attempt),
  });
  const cancellation: Cancellation = createCancellation({ ...settings, attempts, events, waits });
  const abandonment = createAbandonment({ ...settings, events });
  const middleware: Middleware[] = [];
  const runner = createRunner({ ...settings, middleware, registry, attempts, events, abandonment, waits, mayRun, enqueue });
  let files = settings.files;
  const intake = createIntake({ ...settings, files: () => files, registry, contexts, insertJobs: runner.insert });
  const fileRetention = createFileRetention({
    ...settings,
    files: () => files,
    filesOfSchedules: () => filesOfSchedules(store.schedules, registry),
  });
  const metrics =
    measured &&
    createMetrics(
      { store, registry, events, activeJobs: () => manager.getActiveJobs(), abandonedJobs: abandonment.jobs },
      measured.metrics,
    );
  let lostAttempts = 0;
  events.on("attempt:lost", () => (lostAttempts += 1));
  const patient: Patient = {
    ...settings,
    registry,
    files: () => files,
    typesRunHere: () => host.types().map(({ type }) => type),
    activeJobs: () => manager.getActiveJobs(),
    abandonedJobs: abandonment.jobs,
    lostAttempts: () => lostAttempts,
  };
  const get = batchCalls((keys: readonly JobKey[]) => store.get(keys), MAX_JOBS_PER_GET);
  const watching = { watchers, clock, logger, get };
  const pendingListeners = new Set<(type: string) => void>();
  const changeListeners = new Set<(change: JobChange) => void>();
  const pausedTypes = new Set<string>();
  let isPaused = false;
  let closing: ReturnType<TaskManager["close"]> | undefined;
  let running: Promise<RunEnd> | undefined;
  const isClosing = Promise.withResolvers<void>();

  const host: DispatchHost = {
    concurrency: settings.concurrency,
    clock,
    logger,
    types: () => (isPaused || closing ? [] : registry.handled().filter(({ type }) => settings.runs(type) && !pausedTypes.has(type))),
    // A dispatcher may call from wherever its own connections were opened.
    claimNext: (capacities, limit) => inCleanContext(() => runner.claimNext(capacities, limit)),
    claim: (jobId) => inCleanContext(() => runner.claim(jobId)),
    isIdle: runner.isIdle,
    whenIdle: runner.whenIdle,
    nextDueInMs: runner.nextDueInMs,
    onPending(listener) {
      pendingListeners.add(listener);
      return () => pendingListeners.delete(listener);
    },
  };
  // First of all that begins here: a dispatcher that serves another manager throws, and then nothing is left at work.
  void startDispatcher(dispatcher.start(host));
  const stopListening = store.subscribe(noticeChange);
  const stopMaintenance = startMaintenance({ ...settings, fileRetention, attempts, events, waits, enqueue });
  const schedules = createSchedules({ store: store.schedules, intake, onChanged: () => runningSchedules?.wake() });
  const runningSchedules =
    store.schedules &&
    runSchedules({ ...settings, schedules: store.schedules, intake, types: () => registry.all().map(({ type }) => type) });

  // Here a transaction is opaque: it goes from the caller to the store, whose types have met in this function's signature.
  const manager: TaskManager<JobTypes, unknown> = {
    register(item) {
      ensureOpen();
      registry.add(item);
      typesChanged();
      runningSchedules?.wake();
      // The same manager: only what TypeScript knows of it has grown.
      return manager;
    },

    use(...added) {
      if (!added.every((each) => typeof each === "function"))
        throw new RowmillError("OPTION_INVALID", "use takes functions: use((context, next) => ...)");
      middleware.push(...added);
      return manager;
    },

    useFiles(storage) {
      checkFileLookup(storage, "useFiles");
      if (files && files !== storage) {
        throw new RowmillError("OPTION_INVALID", "This manager has another file storage already: create both with the same one");
      }
      files = storage;
    },

    async createJob(type, input, jobOptions = {}) {
      ensureOpen();
      const creation = await intake.prepare({ type, input, options: jobOptions }, async (order) => {
        ensureOpen();
        return jobOptions.transaction ? (await intake.storeAll([order], jobOptions))[0]! : await intake.store(order);
      });
      follow(creation.job, jobOptions);
      return creation as never;
    },

    async createJobs(jobs, { transaction } = {}) {
      ensureOpen();
      if (!Array.isArray(jobs) || !jobs.every((job: unknown) => typeof job === "object" && job !== null)) {
        throw new RowmillError("OPTION_INVALID", "createJobs takes a list of jobs: [{ type, input, options }]");
      }
      if (jobs.some((job) => job.options?.transaction !== undefined)) {
        throw new RowmillError("OPTION_INVALID", "createJobs takes one transaction for all its jobs: createJobs([...], { transaction })");
      }
      const requests = jobs.map(({ type, input, options: jobOptions = {} }) => ({ type, input, options: { ...jobOptions, transaction } }));
      const creations = await intake.prepareAll(requests, async (orders) => {
        ensureOpen();
        return await intake.storeAll(orders, { transaction });
      });
      for (const [index, { job }] of creations.entries()) follow(job, jobs[index]!.options ?? {});
      return creations as never;
    },

    async executeJob(type, input, { signal, ...jobOptions } = {}) {
      ensureOpen();
      checkOptions(jobOptions, EXECUTE_OPTION_NAMES, "executeJob");
      signal?.throwIfAborted();
      let insertion: Insertion | undefined;
      const [attempt] = await intake.prepare({ type, input, options: jobOptions }, async (order) => {
        const name = typeof type === "string" ? type : type.type;
        if (!registry.require(name).handler) {
          const message = `Job type "${name}" has no handler here, so it cannot be executed here: register it with one`;
          throw new RowmillError("JOB_TYPE_UNKNOWN", message);
        }
        return await runner.begin(async () => {
          insertion = await intake.store(order, { runnerId, leaseMs });
          return insertion.created ? [insertion.job] : [];
        });
      });
      // Nothing was stored, because the manager closes. What was stored goes on below, if only to be handed back.
      if (!insertion) ensureOpen();
      const { job } = insertion!;
      follow(job, jobOptions);
      // A job that somebody else has asked for before, by the same idempotency key, goes on without us.
      if (!attempt) return resultOf(await waitForJob({ id: job.id }, { signal }, watching)) as never;
      const cancel = () => inBackground(() => cancellation.cancel({ id: job.id }), "An executed job could not be cancelled");
      signal?.addEventListener("abort", cancel, { once: true });
      if (signal?.aborted) cancel();
      try {
        return resultOf(await executeJob(attempt, runner, watching)) as never;
      } finally {
        signal?.removeEventListener("abort", cancel);
      }
    },

    async claimJob(which) {
      ensureOpen();
      const attempt = await runner.claimAttempt(claimRequestOf(which), currentContext());
      return attempt && createAttemptHandle(attempt, runner, registry, maxJsonBytes);
    },

    getJob: async (id, owner) => await get(jobKey(id, owner, "getJob")),
    findEarlierJob: async (type, input, earlierOptions) => (await intake.findEarlier(type, input, earlierOptions)) as never,

    async listJobs({ limit, cursor, ...filter } = {}) {
      return await store.list({ ...jobFilter(filter), cursor, limit: wholeNumber("limit", limit, 50, { min: 1, max: 200 }) });
    },

    async countJobs({ limit, ...filter } = {}) {
      return await store.count(jobFilter(filter), wholeNumber("limit", limit, 10_000, { min: 1, max: 1_000_000 }));
    },

    async getJobLog(id, logOptions = {}) {
      const key = jobKey(id, logOptions, "getJobLog", ["limit"]);
      if (!(await get(key))) throw jobNotFound(id);
      return await store.readLog(key, wholeNumber("limit", logOptions.limit, 1_000, { min: 1, max: 1_000 }));
    },

    cancelJob: async (id, owner) => await cancellation.cancel(jobKey(id, owner, "cancelJob")),

    async signalJob(id, name, payload = null, signalOptions = {}) {
      ensureOpen();
      const key = jobKey(id, signalOptions, "signalJob", ["key"]);
      const signal = { name, payload, key: signalOptions.key };
      const job = await signalJob(key, signal, { store, registry, maxJsonBytes });
      await waits.look(job.id);
      return (await get(key)) ?? job;
    },

    async retryJob(id, owner) {
      const key = jobKey(id, owner, "retryJob");
      const [before] = await store.get([key]);
      // Only a job that can be retried needs its files.
      const needsFiles = before && nextStatus(before.status, "retry") !== undefined;
      const change = needsFiles ? await retryOnFiles(key, before) : await store.retry(key);
      if (!change) throw jobNotFound(id);
      const { job, changed } = change;
      if (!changed) throw statusConflict(job, "Only a failed or cancelled job can be retried");
      enqueue([toDelivery(job)]);
      return job;
    },

    async deleteFile(id, owner) {
      const { userId } = jobKey(id, owner, "deleteFile");
      if (!files) throw new RowmillError("OPTION_INVALID", "This manager has no file storage: createTaskManager({ store, files })");
      await deleteFile({ files, store }, id, userId);
    },

    watchJob: (job: string | Job, watchOptions: WatchOptions = {}) =>
      watchJob(jobKey(idOf(job), watchOptions, "watchJob", ["signal"]), watchOptions.signal, watching) as never,
    waitForJob: async (job: string | Job, waitOptions: WaitOptions = {}) =>
      (await waitForJob(jobKey(idOf(job), waitOptions, "waitForJob", ["signal", "timeoutMs"]), waitOptions, watching)) as never,
    async schedule(type, input, scheduleOptions) {
      ensureOpen();
      return await schedules.put(type, input, scheduleOptions);
    },
    getSchedule: schedules.get,
    listSchedules: schedules.list,
    pauseSchedule: schedules.pause,
    resumeSchedule: schedules.resume,
    removeSchedule: schedules.remove,
    getActiveJobs: () => attempts.all().map(({ job }) => job),
    getAbandonedJobs: abandonment.jobs,
    getJobTypes: registry.all,

    async metrics() {
      if (!metrics) throw new RowmillError("OPTION_INVALID", "This manager measures nothing: createTaskManager({ store, metrics: true })");
      return await metrics.text();
    },

    async doctor(doctorOptions) {
      return await examine(patient, doctorOptions);
    },

    on: events.on,

    onChange(listener) {
      ensureOpen();
      const safely = callSafely(bindContext(listener), (error) => logger.error({ error }, "A listener of changes threw"));
      changeListeners.add(safely);
      return () => changeListeners.delete(safely);
    },

    pause(type) {
      if (type === undefined) isPaused = true;
      else pausedTypes.add(registry.require(type).jobType.type);
      typesChanged();
    },

    resume(type) {
      if (type === undefined) {
        isPaused = false;
        pausedTypes.clear();
      } else {
        pausedTypes.delete(registry.require(type).jobType.type);
      }
      typesChanged();
    },

    async drain(drainOptions = {}) {
      checkOptions(drainOptions, ["timeoutMs"], "drain");
      const limitMs = limitInMs("timeoutMs", drainOptions.timeoutMs, Infinity);
      isPaused = true;
      typesChanged();
      return await unlessTimedOut(runner.whenIdle(), limitMs);
    },

    async prune(retention = {}) {
      const kept = keepFiles(retention, settings.keepFiles);
      const count = await pruneAll({ store, fileRetention, keepMs: keepMs(retention, settings.keepMs), keepFiles: kept });
      await fileRetention.sweep(kept, true);
      return count;
    },

    async run(runOptions = {}) {
      ensureOpen();
      running ??= runUntilStopped(runOptions, { clock, logger, closing: isClosing.promise, drain: manager.drain, close: manager.close });
      return await running;
    },

    async close(closeOptions = {}) {
      checkOptions(closeOptions, ["timeoutMs"], "close");
      closing ??= close(limitInMs("timeoutMs", closeOptions.timeoutMs, 10_000));
      return await closing;
    },

    async [Symbol.asyncDispose]() {
      await manager.close();
    },
  };
  return manager;

  /** Passes on a change. A store may call from the context of the caller that made it; only what begins work here needs the clean one. */
  function noticeChange(change: JobChange): void {
    watchers.changed(change);
    cancellation.noticeChange(change);
    contexts.noticeChange(change);
    for (const listener of changeListeners) listener(change);
    if (change.status !== "pending") return;
    inCleanContext(() => {
      for (const listener of pendingListeners) listener(change.type);
    });
  }

  function typesChanged(): void {
    inCleanContext(() => dispatcher.typesChanged());
  }

  function mayRun(type: string): boolean {
    return host.types().some((capacity) => capacity.type === type);
  }

  /** Where the files of a type are, if the manager is the one who checks them. */
  async function retryOnFiles(key: JobKey, job: Job): Promise<Change | undefined> {
    const checkedFiles = checkedFilesOf(job.type);
    const filesMustExist = areFilesOfStore(job, checkedFiles, store);
    return await whileFilesLast(job, checkedFiles, () => store.retry(key, { filesMustExist }));
  }

  function checkedFilesOf(type: string): FileLookup | undefined {
    const registration = registry.get(type);
    return registration?.jobType.ownership === "unchecked" ? undefined : (registration?.files ?? files);
  }

  function ensureOpen(): void {
    if (closing) throw new RowmillError("MANAGER_CLOSED", "This task manager was closed: it takes no more jobs");
  }

  /** Brings jobs on their way. They are stored: a delivery that fails is made up for by the dispatcher's own look into the store. */
  function enqueue(deliveries: readonly Delivery[]): void {
    if (deliveries.length > 0)
      inBackground(() => inCleanContext(async () => dispatcher.enqueue(deliveries)), "Jobs could not be handed to the dispatcher");
  }

  function follow(job: Job, { onProgress }: Pick<CreateJobOptions, "onProgress">): void {
    if (onProgress) void followProgress(watchJob({ id: job.id }, undefined, watching), onProgress, logger);
  }

  /** Waits until everything is at rest, and answers what is not when the time is up. Somebody waits: that keeps the process alive. */
  async function unlessTimedOut(atRest: Promise<unknown>, limitMs: number): Promise<{ timedOut: boolean; running: readonly Job[] }> {
    const { promise: timeout, resolve } = Promise.withResolvers<boolean>();
    const stopTimer = clock.setTimer(() => resolve(true), limitMs, true);
    const timedOut = await Promise.race([atRest.then(() => false), timeout]);
    stopTimer();
    return { timedOut, running: manager.getActiveJobs() };
  }

  async function close(limitMs: number): ReturnType<TaskManager["close"]> {
    const startMs = clock.now();
    isClosing.resolve();
    const schedulesAtRest = runningSchedules?.stop();
    const stopped = stopDispatcher();
    attempts.close();
    const left = await unlessTimedOut(Promise.all([stopped.then(runner.whenIdle), schedulesAtRest]), limitMs);
    // Only now: until their handlers have stopped, leases are renewed. Whoever closes the store next must not do so under our hands.
    const maintenanceAtRest = Promise.all([stopMaintenance(), waits.stop()]);
    if (!left.timedOut) await unlessTimedOut(maintenanceAtRest, Math.max(0, limitMs - (clock.now() - startMs)));
    stopListening();
    watchers.close(new RowmillError("MANAGER_CLOSED", "The task manager was closed while a caller waited for a job. The job is not lost."));
    events.removeAll();
    changeListeners.clear();
    return left;
  }

  /** Sees to it that the dispatcher starts: a server that it needs may be there a little later than we are. */
  async function startDispatcher(first: void | Promise<void>): Promise<void> {
    let delayMs = 1_000;
    for (let attempt = 1; !closing; attempt += 1) {
      try {
        await (attempt === 1 ? first : dispatcher.start(host));
        return;
      } catch (error) {
        logger.error({ error }, `The dispatcher could not be started; trying again in ${delayMs} ms`);
      }
      await new Promise<void>((resolve) => clock.setTimer(resolve, delayMs, false));
      delayMs = Math.min(2 * delayMs, 30_000);
    }
  }

  async function stopDispatcher(): Promise<void> {
    try {
      await dispatcher.stop();
    } catch (error) {
      logger.error({ error }, "The dispatcher could not be stopped");
    }
  }

  /** Runs work that no caller waits for. */
  function inBackground(act: () => Promise<unknown>, message: string): void {
    act().catch((error: unknown) => {
      if (!RowmillError.is(error, "MANAGER_CLOSED")) logger.error({ error }, message);
    });
  }
}

/** JavaScript callers may have neither: there is no such job then. */
function idOf(job: string | { readonly id: string }): string {
  return typeof job === "object" && job !== null ? job.id : job;
}

/** What the job itself may be told; when it runs, `executeJob` says: at once. */
const EXECUTE_OPTION_NAMES = ["userId", "maxAttempts", "idempotencyKey", "onProgress"];

/**
 * What is to be claimed. A user belongs to one job only: beside types it would be passed over, and the job be any user's.
 * @throws RowmillError `OPTION_INVALID`
 */
function claimRequestOf(which: Parameters<TaskManager["claimJob"]>[0]): ClaimRequest["from"] {
  if (typeof which !== "object" || which === null || !("jobId" in which || Array.isArray(which.types))) {
    throw new RowmillError("OPTION_INVALID", `claimJob takes { jobId } and perhaps its { userId }, or { types: ["resize"] }`);
  }
  if ("jobId" in which) return { keys: [jobKey(which.jobId, which, "claimJob", ["jobId"])] };
  checkOptions(which, ["types"], "claimJob by types");
  return { capacities: which.types.map((type) => ({ type, limit: 1 })) };
}
