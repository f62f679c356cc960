import { hostname } from "node:os";
import { randomBytes } from "node:crypto";
import { delayInMs, limitInMs, checkOptions, wholeNumber } from "../domain/check-option.ts";
import { RowmillError } from "../domain/errors.ts";
import { checkFileLookup } from "../domain/job-type.ts";
import type { FileQuota } from "../domain/file.ts";
import { DEFAULT_MAX_JSON_BYTES } from "../domain/json.ts";
import type { Clock } from "../ports/clock.ts";
import type { Dispatcher } from "../ports/dispatcher.ts";
import type { FileStorage } from "../ports/file-storage.ts";
import type { JobStore, PruneRequest } from "../ports/job-store.ts";
import type { Logger } from "../ports/logger.ts";
import { withCleanTimers } from "./async-context.ts";
import { inProcessDispatcher } from "./dispatch/in-process-dispatcher.ts";
import { consoleLogger, safeLogger } from "./logger.ts";
import { systemClock } from "./system-clock.ts";
import type { Retention } from "./call-options.ts";

/** What `createTaskManager` takes. */
export interface TaskManagerOptions<Transaction = never> {
  /** Where the jobs live: `memoryStore()` of `@rowmill/adapter-memory`, or another adapter. */
  readonly store: JobStore<Transaction>;
  /**
   * Where the files are that jobs name. The manager checks there, before it stores a job, that the job's user may use them. A job type can name
   * another storage: `jobType.handle(handler, { files })`.
   * @defaultValue the `files` of `createJobsRouter({ manager, files })`
   */
  readonly files?: FileStorage;
  /** Brings jobs to this process. @defaultValue takes them from the store whenever a slot is free */
  readonly dispatcher?: Dispatcher;
  /** How many jobs run here at once. @defaultValue 4 */
  readonly concurrency?: number;
  /** Which registered types run here: all, none (a process that only creates jobs), or those named. @defaultValue true */
  readonly runs?: boolean | readonly string[];
  /**
   * How long a job stays with a process that gives no sign of life, in milliseconds; then another one takes it over.
   * Renewed at a third of it. At least 300. @defaultValue 30000
   */
  readonly leaseMs?: number;
  /** How often the progress of running jobs is written at most, in milliseconds. @defaultValue 250 */
  readonly progressIntervalMs?: number;
  /** How often to look for what the store's change feed may have missed, in milliseconds. @defaultValue 5000 */
  readonly pollMs?: number;
  /** A handler that has not stopped so long after its signal aborted is named in a warning, in milliseconds. @defaultValue 10000 */
  readonly unresponsiveAfterMs?: number;
  /**
   * How many abandoned handlers may run here: see `timeoutMs` of `defineJobType`. Handlers beyond that keep their slots.
   * @defaultValue as many as `concurrency`
   */
  readonly maxAbandoned?: number;
  /**
   * How many processes in a row a job may take with it before it fails with `JOB_CRASHED`. Before the last of them it runs alone, so
   * that it does not fail for the crash of a neighbour; with 1 there is no such run. @defaultValue 3
   */
  readonly maxCrashes?: number;
  /** How many bytes of JSON an input, a result or a checkpoint may have. @defaultValue 1048576 */
  readonly maxJsonBytes?: number;
  /** How long finished jobs and files are kept. */
  readonly retention?: Retention;
  /**
   * Which `AsyncLocalStorage` context handlers run in. With "none", each attempt starts in a context without values. With "creator", the first
   * attempt runs in the context of the code that created the job, if it begins in this process; all other attempts start without values:
   * retries, jobs of schedules, jobs that another process created, and jobs that more than 1,000 newer ones of this process overtook.
   * @defaultValue "none"
   */
  readonly asyncContext?: "none" | "creator";
  /** Whether to count and time what happens here, for `manager.metrics()`. @defaultValue false */
  readonly metrics?: boolean;
  /** Where warnings go: anything of pino's shape. @defaultValue warnings and errors on the console */
  readonly logger?: Logger;
  /** Time, for tests: see `@rowmill/adapter-memory/testing`. @defaultValue the machine's */
  readonly clock?: Clock;
  /** Chance from 0 up to 1, for the jitter of retries. @defaultValue Math.random */
  readonly random?: () => number;
}

const OPTION_NAMES: Record<keyof TaskManagerOptions, true> = {
  store: true,
  files: true,
  dispatcher: true,
  concurrency: true,
  runs: true,
  leaseMs: true,
  progressIntervalMs: true,
  pollMs: true,
  unresponsiveAfterMs: true,
  maxAbandoned: true,
  maxCrashes: true,
  maxJsonBytes: true,
  retention: true,
  asyncContext: true,
  metrics: true,
  logger: true,
  clock: true,
  random: true,
};

/** The options with nothing left open. */
export interface ManagerSettings extends Required<Omit<TaskManagerOptions, "files" | "retention" | "runs">> {
  readonly files: FileStorage | undefined;
  readonly runs: (type: string) => boolean;
  readonly keepMs: PruneRequest["keepMs"];
  readonly keepFiles: FileRetentionSettings;
  readonly runnerId: string;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Checks the options and fills in the defaults.
 * @throws RowmillError `OPTION_INVALID`
 */
export function managerSettings(options: TaskManagerOptions): ManagerSettings {
  checkOptions(options, OPTION_NAMES, "createTaskManager");
  // JavaScript callers get here without one; the first job is too late to say so.
  if (typeof (options as Partial<TaskManagerOptions>).store?.insert !== "function") {
    throw new RowmillError("OPTION_INVALID", `Option "store" must be a job store: createTaskManager({ store: memoryStore() })`);
  }
  const { store, files, runs = true } = options;
  if (files !== undefined) checkFileLookup(files, "createTaskManager");
  if (typeof runs !== "boolean" && !Array.isArray(runs)) {
    throw new RowmillError("OPTION_INVALID", `Option "runs" must be true, false or a list of job types, got ${JSON.stringify(runs)}`);
  }
  const { asyncContext = "none" } = options;
  if (asyncContext !== "none" && asyncContext !== "creator") {
    throw new RowmillError("OPTION_INVALID", `Option "asyncContext" must be "none" or "creator", got ${JSON.stringify(asyncContext)}`);
  }
  const concurrency = wholeNumber("concurrency", options.concurrency, 4, { min: 1 });
  const pollMs = delayInMs("pollMs", options.pollMs, 5_000);
  return {
    store,
    files,
    pollMs,
    dispatcher: options.dispatcher ?? inProcessDispatcher({ pollMs }),
    concurrency,
    maxAbandoned: wholeNumber("maxAbandoned", options.maxAbandoned, concurrency, { min: 0 }),
    runs: typeof runs === "boolean" ? () => runs : (type) => runs.includes(type),
    leaseMs: wholeNumber("leaseMs", options.leaseMs, 30_000, { min: 300 }),
    progressIntervalMs: delayInMs("progressIntervalMs", options.progressIntervalMs, 250),
    unresponsiveAfterMs: delayInMs("unresponsiveAfterMs", options.unresponsiveAfterMs, 10_000),
    maxCrashes: wholeNumber("maxCrashes", options.maxCrashes, 3, { min: 1 }),
    maxJsonBytes: wholeNumber("maxJsonBytes", options.maxJsonBytes, DEFAULT_MAX_JSON_BYTES, { min: 2 }),
    keepMs: keepMs(options.retention ?? {}),
    keepFiles: keepFiles(options.retention ?? {}),
    asyncContext,
    metrics: options.metrics ?? false,
    logger: safeLogger(options.logger ?? consoleLogger),
    clock: withCleanTimers(options.clock ?? systemClock),
    random: options.random ?? Math.random,
    runnerId: `${hostname()}/${process.pid}/${randomBytes(4).toString("hex")}`,
  };
}

/** How long jobs are kept, by status. `fallback` is what counts where an option says nothing. */
export function keepMs(retention: Retention, fallback: PruneRequest["keepMs"] = DEFAULT_KEEP_MS): PruneRequest["keepMs"] {
  checkOptions(retention, ["completedMs", "failedMs", "cancelledMs", "files"], "retention");
  return {
    completed: limitInMs("retention.completedMs", retention.completedMs, fallback.completed),
    failed: limitInMs("retention.failedMs", retention.failedMs, fallback.failed),
    cancelled: limitInMs("retention.cancelledMs", retention.cancelledMs, fallback.cancelled),
  };
}

/** How long files are kept, with nothing left open. */
export interface FileRetentionSettings {
  readonly resultsWithJobs: boolean;
  readonly maxAgeMs: number;
  readonly perUser: FileQuota | undefined;
}

/** The same for files. */
export function keepFiles({ files = {} }: Retention, fallback: FileRetentionSettings = KEEP_FILES): FileRetentionSettings {
  checkOptions(files, ["resultsWithJobs", "maxAgeMs", "perUser"], "retention.files");
  const { resultsWithJobs = fallback.resultsWithJobs, perUser = fallback.perUser } = files;
  if (typeof resultsWithJobs !== "boolean") {
    throw new RowmillError("OPTION_INVALID", `Option "retention.files.resultsWithJobs" must be true or false`);
  }
  if (perUser !== undefined) {
    checkOptions(perUser, ["files", "sizeBytes"], "retention.files.perUser");
    for (const name of ["files", "sizeBytes"] as const) {
      const value = perUser[name];
      if (value !== undefined && value !== Infinity) wholeNumber(`retention.files.perUser.${name}`, value, 0, { min: 0 });
    }
  }
  return { resultsWithJobs, perUser, maxAgeMs: limitInMs("retention.files.maxAgeMs", files.maxAgeMs, fallback.maxAgeMs) };
}

const KEEP_FILES: FileRetentionSettings = { resultsWithJobs: false, maxAgeMs: Infinity, perUser: undefined };

const DEFAULT_KEEP_MS = { completed: 7 * DAY_MS, failed: 30 * DAY_MS, cancelled: 7 * DAY_MS };
